"""At the start: what is sealed must open. A key of today's words that is missing stops it; one that only
old originals need is an alarm; and what was set aside for want of a key is read again once it is back."""

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_others, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.inbox import seal_keys
from bot.inbox.seal_keys import KeyTrouble
from bot.storage.record.audit import HOUSE
from bot.telemetry.logs import get_logger
from config.settings import variable
from handlers.endings import CannotStart

_log = get_logger(__name__)


def require_keys(app: App) -> None:
    """Raises CannotStart with a sentence for each key that is missing or wrong, and of today."""
    try:
        with app.desk() as desk:
            app.vault.learn(session=desk.session)
            found = seal_keys.troubles(session=desk.session, vault=app.vault)
            stopping = refused(desk.session, found)
            if not stopping:
                _tell(desk, found)
                replayed = seal_keys.replay_opened(session=desk.session, vault=app.vault)
    except SQLAlchemyError as error:  # the process waits for its database; there is nothing to open
        _log.warning("seal_keys.not_checked", error=type(error).__name__)
        return
    app.database.record_keys = app.vault.record_keys
    if stopping:
        raise CannotStart("\n".join(stopping))
    if replayed:
        _log.info("seal_keys.replayed", items=replayed)


def refused(session: Session, found: list[KeyTrouble]) -> list[str]:
    """A sentence for each that stops a start: of today, and nobody said that it is lost for good."""
    lost = _said_to_be_lost(session)
    return [sentence(each) for each in found if each.is_of_today and each.key_id not in lost]


def sentence(trouble: KeyTrouble) -> str:
    """What is wrong, what hangs on it, and what to do."""
    name = variable("seal_keys")
    what = (
        f"The key “{trouble.key_id}” in {name} is not the one that was used under this name."
        if trouble.is_listed
        else f"The key “{trouble.key_id}” is missing in {name}."
    )
    record = "; and the record is bound with it" if trouble.binds_record else ""
    return (
        f"{what} With it are sealed: messages that wait to be read, {trouble.items}; originals of "
        f"cases, {trouble.cases}{record}. Put it back, behind the first. Before it can be retired, run "
        "`python -m handlers keys rotate`. If it is lost for good, say so: "
        f"python -m handlers keys lost {trouble.key_id} --as NAME --unconfirmed REASON"
    )


def _tell(desk: Desk, found: list[KeyTrouble]) -> None:
    for each in found:
        raise_alarm(
            desk,
            AlarmKind.SEAL_KEY_MISSING,
            subject=each.key_id,
            key=each.key_id,
            cases=each.cases,
        )
    clear_others(desk, AlarmKind.SEAL_KEY_MISSING, still={each.key_id for each in found})


def _said_to_be_lost(session: Session) -> set[str]:
    query = select(AuditEntry.details).where(
        AuditEntry.case_id == HOUSE, AuditEntry.verb == Trail.SEAL_KEY_LOST
    )
    return {str(details.get("key")) for details in session.exec(query)}
