"""Whether a dangerous command is by whom it names: that person is asked in Slack, and says yes or no there.

What is asked is bound to the exact words of the command; a yes is good once, and for ten minutes.
"""

from datetime import timedelta

from sqlmodel import select

from bot.desk import permissions
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.personal_data import mask_all
from bot.domain.records.confirmation import Confirmation, Confirmed
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.outbox.confirmation_kind import ConfirmationPayload
from bot.outbox.delivery import Delivery, Urgency
from bot.outbox.enqueue import enqueue
from bot.storage.record.audit import HOUSE

GOOD_FOR = timedelta(minutes=10)
_TELLS = (Role.LEAD, Role.ADMIN)
_MOST_TOLD = 10
_WAS_NOT = (
    "🔴 {name} typed a command on the command line in the name of {person}: {what} {person} says: it was "
    "not me. It was not done. Ask {name}, and look who can reach the command line."
)
_WITHOUT = (
    "🟠 {name} did on the command line, and nobody confirmed it in Slack: {what} Why stands in the trail "
    "of the house."
)


class NotConfirmed(DeskError):
    """The command may not go on. The sentence says why."""


def ask(desk: Desk, *, person: str, name: str, what: str, digest: str) -> Confirmation:
    """Ask this person, by direct message, whether the command is theirs. Raises NotAllowed."""
    permissions.require(desk, verb=Verb.CONFIRM, slack_user_id=person, team_id=desk.home_team)
    made = Confirmation(
        slack_user_id=person,
        operator=name,
        what=what,
        digest=digest,
        asked_at=desk.now,
        ends_at=desk.now + GOOD_FOR,
    )
    desk.session.add(made)
    desk.session.flush()
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, person),
        ordering_key=f"confirmations:{person}",
        priority=Urgency.BREACH,
        payload=ConfirmationPayload(slack_channel=person, confirmation_id=made.pk),
        dedupe_key=_key(made.pk),
        actor=Actor.operator(name),
    )
    desk.record(HOUSE, Trail.COMMAND_ASKED, by=Actor.operator(name), to=person, **_told(made))
    return made


def decide(desk: Desk, *, confirmation_id: int, is_theirs: bool, by: Actor) -> None:
    """What the person who was asked says, once; a no is told to leads and administrators by name.

    Raises NotConfirmed: somebody else was asked, it was answered, or its time is over.
    """
    asked = _locked(desk, confirmation_id)
    if asked.slack_user_id != by.slack_user_id:
        raise NotConfirmed(say("Somebody else was asked."))
    if asked.decision is not None:
        raise NotConfirmed(say("You have answered this."))
    if asked.ends_at <= desk.now and is_theirs:
        raise NotConfirmed(say("The ten minutes are over. Type the command again."))
    asked.decision = Confirmed.YES if is_theirs else Confirmed.NO
    asked.decided_at = desk.now
    desk.session.add(asked)
    verb = Trail.COMMAND_CONFIRMED if is_theirs else Trail.COMMAND_DENIED
    desk.record(HOUSE, verb, by=by, operator=asked.operator, **_told(asked))
    _draw_anew(desk, asked)
    if not is_theirs:
        person = desk.session.get_one(Staff, asked.slack_user_id)
        _tell(desk, _WAS_NOT, about=asked, person=person.name)


def use(desk: Desk, *, confirmation_id: int, digest: str) -> str:
    """Take the yes for this very act, once, in the transaction that acts; who gave it. Raises NotConfirmed."""
    asked = _locked(desk, confirmation_id)
    good = asked.decision is Confirmed.YES and asked.used_at is None
    if not good or asked.ends_at <= desk.now:
        raise NotConfirmed(say("Nobody confirmed this in Slack in time. Nothing was done."))
    if asked.digest != digest:
        raise NotConfirmed(
            say(
                "What this would do has changed since it was asked. Nothing was done. Type it again."
            )
        )
    asked.used_at = desk.now
    desk.session.add(asked)
    _draw_anew(desk, asked)
    return asked.slack_user_id


def go_without(desk: Desk, *, name: str, what: str, digest: str, reason: str) -> None:
    """Note, in the transaction that acts, that nobody was asked, and why; leads and administrators are told.
    Raises NotConfirmed."""
    if not reason.strip():
        raise NotConfirmed(say("Say why nobody can confirm it in Slack: --unconfirmed REASON."))
    made = Confirmation(
        operator=name,
        what=what,
        digest=digest,
        asked_at=desk.now,
        ends_at=desk.now,
        decided_at=desk.now,
        decision=Confirmed.WITHOUT,
        used_at=desk.now,
    )
    desk.session.add(made)
    desk.session.flush()
    by, why = Actor.operator(name), mask_all(reason.strip())
    desk.record(HOUSE, Trail.COMMAND_UNCONFIRMED, by=by, reason=why, **_told(made))
    _tell(desk, _WITHOUT, about=made)


def _told(asked: Confirmation) -> dict[str, object]:
    return {"confirmation": asked.pk, "command": asked.what, "sha256": asked.digest}


def _tell(desk: Desk, sentence: str, *, about: Confirmation, **values: str) -> None:
    told = {"name": about.operator, "what": about.what, **values}
    people = [
        person
        for person, roles in desk.rules.roles.people.items()
        if any(role in roles for role in _TELLS)
    ]
    for target in (None, *people[:_MOST_TOLD]):
        fact = f"confirmation:{about.pk}:{target or ''}"
        postings.notice(desk, text=sentence, fact=fact, slack_channel=target, **told)


def _draw_anew(desk: Desk, asked: Confirmation) -> None:
    query = select(Delivery).where(Delivery.dedupe_key == _key(asked.pk))
    for card in desk.session.exec(query):
        postings.requote_one(desk, quote=card)


def _key(confirmation_id: int) -> str:
    return f"confirmation:{confirmation_id}"


def _locked(desk: Desk, confirmation_id: int) -> Confirmation:
    query = select(Confirmation).where(Confirmation.id == confirmation_id).with_for_update()
    found = desk.session.exec(query).first()
    if found is None:
        raise NotConfirmed(say("Nobody was asked that."))
    return found
