"""Posts that are meant for another bank, and posts about us that were written to another's handle: marked with
the words that decided, offered as *Not ours*, taken back with one press. Nothing is closed or answered by it.
"""

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.thread_events import tell
from bot.domain.listening.directory import Meant, Ourselves
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.messages.misdirection import Misdirection, MisdirectionKind
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.storage.triage import misdirections as stored


class NothingMeant(DeskError):
    """No mark of another bank stands on the case any more."""

    def __init__(self) -> None:
        super().__init__(say("Somebody has taken that back already."))


def hear(desk: Desk, *, case: Case, message: Message) -> None:
    """Mark a case whose public word is meant for another bank of the directory, or was written to one. A word
    that names us ends the mark. What a person took back stays so for the case."""
    directory, today = desk.rules.data.directory, desk.now.date()
    if not directory or message.surface != Surface.PUBLIC or message.direction != Direction.INBOUND:
        return
    desk.session.flush()
    known = stored.of_case(session=desk.session, case_id=case.number)
    ourselves = ourselves_of(desk)
    if message.found_by:
        found = directory.written_to(message.text, on=today)
        _mark(desk, message=message, kind=MisdirectionKind.WRITTEN_TO, found=found, known=known)
        return
    if directory.names_us(message.text, ourselves=ourselves, on=today):
        _withdraw(desk, case=case, rows=known)
        return
    is_reply = message.parent_external_id is not None
    found = directory.meant(message.text, ourselves=ourselves, is_reply=is_reply, on=today)
    _mark(desk, message=message, kind=MisdirectionKind.NAMES_ANOTHER, found=found, known=known)


def is_ours(desk: Desk, *, case_id: int, by: Actor) -> Case:
    """A person says that the case is ours after all. Raises NoSuchCase, NotOpen, NothingMeant."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    rows = stored.standing(session=desk.session, case_id=case.number)
    if not rows:
        raise NothingMeant
    for row in rows:
        _take_back(desk, row, by=by)
    banks = list(dict.fromkeys(row.bank for row in rows))
    desk.record(case.number, Trail.MISDIRECTION_TAKEN_BACK, by=by, banks=banks)
    case.touch()
    tell(desk, case=case, template="misdirection_taken_back", by=by, bank=banks[0])
    return case


def ourselves_of(desk: Desk) -> Ourselves:
    """What we are called."""
    return Ourselves.of(desk.rules.routing.brand_names, desk.account_names.values())


def move(desk: Desk, *, message: Message, to: Case) -> None:
    """A message was split off: whom it is meant for goes with it."""
    for row in stored.of_message(session=desk.session, message_id=message.pk):
        row.case_id = to.number
        desk.session.add(row)


def forget_words(desk: Desk, *, message: Message) -> None:
    """A post was taken down: its words go from its mark, which stays."""
    for row in stored.of_message(session=desk.session, message_id=message.pk):
        row.words = ""
        desk.session.add(row)


def _mark(
    desk: Desk,
    *,
    message: Message,
    kind: MisdirectionKind,
    found: Meant | None,
    known: list[Misdirection],
) -> None:
    of_kind = [row for row in known if row.kind is kind]
    by_person = any(row.taken_back_by not in ("", str(Actor.system())) for row in of_kind)
    stands = any(row.taken_back_at is None and found and row.bank == found.bank for row in of_kind)
    if found is None or by_person or stands:
        return
    row = Misdirection(
        case_id=message.case_id,
        message_id=message.pk,
        kind=kind,
        bank=found.bank,
        handle=found.handle,
        words=found.words,
        found_at=desk.now,
    )
    desk.session.add(row)
    desk.record(
        message.case_id,
        Trail.MISDIRECTED,
        by=Actor.system(),
        kind=str(kind),
        bank=found.bank,
        message=message.pk,
    )


def _withdraw(desk: Desk, *, case: Case, rows: list[Misdirection]) -> None:
    """The customer named us: they do not mean another."""
    meant = [
        row
        for row in rows
        if row.taken_back_at is None and row.kind is MisdirectionKind.NAMES_ANOTHER
    ]
    for row in meant:
        _take_back(desk, row, by=Actor.system())
    if meant:
        banks = list(dict.fromkeys(row.bank for row in meant))
        by = Actor.system()
        desk.record(case.number, Trail.MISDIRECTION_TAKEN_BACK, by=by, banks=banks)


def _take_back(desk: Desk, row: Misdirection, *, by: Actor) -> None:
    row.taken_back_at, row.taken_back_by = desk.now, str(by)
    desk.session.add(row)
