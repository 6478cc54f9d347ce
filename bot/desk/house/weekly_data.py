"""Changing the weekly data: by a person in Slack or by import, each change one entry of the house's trail.

A calendar that changes is stored at once and noted as in force, so that new clocks count by it and a
replay knows since when. Clocks that run are moved by ``earshot clocks apply`` and by nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.desk import Desk, DeskError
from bot.desk.house import contact_faults
from bot.domain.calendar.days import FIRST_DAY, LAST_DAY, is_within
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.contact_row import ContactRow
from bot.domain.rules.house.duty import EVERY_TEAM
from bot.domain.rules.house.named_row import NamedRow
from bot.domain.rules.house.weekly_data import (
    AbsenceRow,
    BlockedRow,
    CannedRow,
    ClosedDayRow,
    DutyRow,
    Kind,
    MemberRow,
    Row,
    as_cells,
)
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.domain.rules.role_rules import Verb
from bot.domain.rules.rule_faults import nearest
from bot.domain.triage.words import plain_words
from bot.language import say
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house import weekly_data as house
from bot.storage.record.audit import HOUSE

# The verb of roles.toml that lets somebody edit a kind.
VERBS = {
    Kind.DUTY: Verb.EDIT_DUTY,
    Kind.ABSENCES: Verb.EDIT_ABSENCES,
    Kind.CLOSED_DAYS: Verb.EDIT_CLOSED_DAYS,
    Kind.BLOCKED: Verb.BLOCK,
    Kind.MEMBERS: Verb.EDIT_TEAMS,
    Kind.CANNED: Verb.EDIT_REPLIES,
    Kind.BANKS: Verb.EDIT_BANKS,
    Kind.NAMED: Verb.EDIT_TEAMS,
    Kind.CONTACTS: Verb.EDIT_CONTACTS,
}
_NAMED_IN_TRAIL = 50
_LONGEST_ABSENCE = timedelta(days=400)


class NotThere(DeskError):
    """Somebody else took the entry away first."""

    def __init__(self) -> None:
        super().__init__(say("That entry is not there any more. The list is now as it stands."))


class AlreadyThere(DeskError):
    """The very same row stands already."""

    def __init__(self) -> None:
        super().__init__(say("Exactly that is entered already."))


class DoesNotFit(DeskError):
    """The row names something that the bank does not have, or makes no sense. ``column`` is the one
    that is wrong."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


@dataclass(frozen=True)
class Changed:
    """What a change did, each row as it is shown."""

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()


def add(desk: Desk, *, kind: Kind, row: Row, by: Actor) -> HouseEntry:
    """Enter one row. Raises AlreadyThere, DoesNotFit."""
    house.lock(session=desk.session)
    standing = [known for _, known in house.standing(session=desk.session, kind=kind)]
    check(desk, row=row, beside=standing)
    row = _clean(desk, row)
    if row in standing:
        raise AlreadyThere
    entry = _entered(desk, kind=kind, row=row, by=by)
    _finish(desk, kind=kind, added=[entry], removed=[], by=by)
    return entry


def remove(desk: Desk, *, kind: Kind, entry_id: int, by: Actor) -> HouseEntry:
    """Take an entry away; that it stood is kept. Raises NotThere, also for one of another kind, which
    this person may not be allowed to edit."""
    house.lock(session=desk.session)
    entry = desk.session.get(HouseEntry, entry_id, with_for_update=True, populate_existing=True)
    if entry is None or entry.kind != kind or entry.removed_at is not None:
        raise NotThere
    _take_away(desk, entry, by=by)
    _finish(desk, kind=entry.kind, added=[], removed=[entry], by=by)
    return entry


def put_in_place(desk: Desk, *, kind: Kind, entry_id: int, row: Row, by: Actor) -> HouseEntry:
    """Let a row stand in place of an entry, whose uses it goes on counting. Raises NotThere, DoesNotFit."""
    check(desk, row=row)
    house.lock(session=desk.session)
    before = desk.session.get(HouseEntry, entry_id, with_for_update=True, populate_existing=True)
    if before is None or before.kind != kind or before.removed_at is not None:
        raise NotThere
    _take_away(desk, before, by=by)
    entry = _entered(desk, kind=kind, row=row, by=by)
    entry.uses = before.uses
    _finish(desk, kind=kind, added=[entry], removed=[before], by=by)
    return entry


def replace(desk: Desk, *, kind: Kind, rows: Sequence[Row], by: Actor) -> Changed:
    """Let the rows of a kind be these and no others. What is over stays. Raises DoesNotFit."""
    for row in rows:
        check(desk, row=row, beside=rows)
    house.lock(session=desk.session)
    standing = [
        (entry, row)
        for entry, row in house.standing(session=desk.session, kind=kind)
        if not is_over(row, desk.now)
    ]
    wanted = list(dict.fromkeys(_clean(desk, row) for row in rows if not is_over(row, desk.now)))
    kept = {row for _, row in standing}
    gone = [(entry, row) for entry, row in standing if row not in set(wanted)]
    for entry, _ in gone:
        _take_away(desk, entry, by=by)
    new = [row for row in wanted if row not in kept]
    entered = [_entered(desk, kind=kind, row=row, by=by) for row in new]
    if entered or gone:
        _finish(desk, kind=kind, added=entered, removed=[entry for entry, _ in gone], by=by)
    return Changed(added=tuple(new), removed=tuple(row for _, row in gone))


def is_over(row: Row, now: datetime) -> bool:
    """Whether it has no effect any more: an absence or a block that has ended."""
    return isinstance(row, AbsenceRow | BlockedRow) and row.until is not None and row.until <= now


def check(desk: Desk, *, row: Row, beside: Iterable[Row] = ()) -> None:
    """Hold a row against the bank's files and people, and those beside it. Raises DoesNotFit."""
    rules = desk.rules
    _days_make_sense(row)
    _names_somebody(desk, row)
    if isinstance(row, DutyRow | MemberRow):
        teams = {*rules.routing.teams, *([EVERY_TEAM] if isinstance(row, DutyRow) else [])}
        _known(row.team, teams, what="team", column="team")
        if isinstance(row, DutyRow):
            _works_here(desk, row.person)
    elif isinstance(row, AbsenceRow):
        if row.until - row.start > _LONGEST_ABSENCE:
            sentence = say("An absence ends after it begins, and within 400 days.")
            raise DoesNotFit("until", sentence)
    elif isinstance(row, ClosedDayRow):
        _known(row.calendar, rules.calendars, what="calendar", column="calendar")
        if rules.calendars[row.calendar].always_open:
            sentence = say("The calendar “{name}” never closes.", name=row.calendar)
            raise DoesNotFit("calendar", sentence)
    elif isinstance(row, BankRow | ContactRow):
        _is_whose_it_says(desk, row, beside)
    elif isinstance(row, CannedRow) and row.brand:
        _known(row.brand, rules.routing.brands, what="brand", column="brand")
    elif isinstance(row, BlockedRow) and desk.channels:
        _known(row.channel, desk.channels, what="channel", column="channel")


def _names_somebody(desk: Desk, row: Row) -> None:
    if not isinstance(row, NamedRow):
        return
    if row.topic and row.topic not in desk.rules.topics.topics:
        known = ", ".join(desk.rules.topics.topics)
        raise DoesNotFit(
            "topic", say("There is no topic “{name}”. Known: {known}.", name=row.topic, known=known)
        )
    if row.channel and desk.channels:
        _known(row.channel, desk.channels, what="channel", column="channel")
    _works_here(desk, row.person)


def _is_whose_it_says(desk: Desk, row: BankRow | ContactRow, beside: Iterable[Row]) -> None:
    """Another bank of the directory bears none of our own names and handles."""
    if isinstance(row, ContactRow) and (wrong := contact_faults.of(desk, row, beside=beside)):
        raise DoesNotFit("value", wrong)
    if isinstance(row, ContactRow) or row.whose != "other":
        return
    own = {tuple(plain_words(name)) for name in desk.rules.routing.brand_names}
    for column, names in (("name", (row.name,)), ("also", row.also)):
        if any(tuple(plain_words(name)) in own for name in names):
            raise DoesNotFit(column, say("That is our own name."))
    handles = {name.removeprefix("@").casefold() for name in desk.account_names.values()}
    if any(handle.casefold() in handles for handle in row.handles):
        raise DoesNotFit("handles", say("That is our own handle."))


def _days_make_sense(row: Row) -> None:
    for column in ("day", "start", "until"):
        day = getattr(row, column, None)
        if day is not None and not is_within(day):
            years = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
            raise DoesNotFit(column, say("The day lies between {first} and {last}.", **years))


def _known(name: str, known: Iterable[str], *, what: str, column: str) -> None:
    names = list(known)
    if name not in names:
        raise DoesNotFit(column, f"{say(_UNKNOWN[what], name=name)} {nearest(name, names)}".strip())


def _works_here(desk: Desk, slack_user_id: str) -> None:
    """Whoever is on duty is told what nobody owns: somebody of the bank with a role, as last read."""
    person = desk.session.get(Staff, slack_user_id)
    if person is not None and person.roles_at(
        person.refreshed_at, home_team=desk.home_team, trusted_for=desk.roles_trusted_for
    ):
        return
    raise DoesNotFit(
        "person",
        say(
            "This is nobody with a role at the desk. Choose a colleague who has one; Earshot reads "
            "roles from Slack every few minutes."
        ),
    )


_UNKNOWN = {
    "team": "There is no team “{name}”.",
    "calendar": "There is no calendar “{name}”.",
    "channel": "There is no channel “{name}”.",
    "brand": "There is no brand “{name}”.",
}


def _clean(desk: Desk, row: Row) -> Row:
    """What people write freely is masked like any note."""
    if isinstance(row, ContactRow):
        return row.model_copy(update={"name": contact_faults.masked_name(desk, row.name)})
    if isinstance(row, BlockedRow | ClosedDayRow):
        return row.model_copy(update={"reason": mask_all(row.reason)})
    return row


def _entered(desk: Desk, *, kind: Kind, row: Row, by: Actor) -> HouseEntry:
    entry = HouseEntry(
        kind=kind, content=row.model_dump(mode="json"), added_at=desk.now, added_by=str(by)
    )
    desk.session.add(entry)
    return entry


def _take_away(desk: Desk, entry: HouseEntry, *, by: Actor) -> None:
    entry.removed_at = desk.now
    entry.removed_by = str(by)
    desk.session.add(entry)


def _finish(
    desk: Desk, *, kind: Kind, added: Sequence[HouseEntry], removed: Sequence[HouseEntry], by: Actor
) -> None:
    desk.session.flush()
    desk.record(
        HOUSE,
        Trail.HOUSE_DATA_CHANGED,
        by=by,
        kind=str(kind),
        added=[_trail(desk, entry) for entry in added[:_NAMED_IN_TRAIL]],
        removed=[_trail(desk, entry) for entry in removed[:_NAMED_IN_TRAIL]],
        added_count=len(added),
        removed_count=len(removed),
    )
    rules = house.in_force(session=desk.session, rules=desk.rules)
    store_versions(session=desk.session, rules=rules, now=desk.now, by=by)


def _trail(desk: Desk, entry: HouseEntry) -> dict[str, object]:
    """The entry without what people wrote freely, an author's number at the platform, and numbers, which may be
    somebody's: the trail is never erased. A keyed hash tells two apart."""
    cells = as_cells(house.row_of(entry))
    if "author_id" in cells:
        cells["author_id"] = desk.vault.fingerprint(f"author:{cells['author_id']}")[:16]
    if "value" in cells:
        cells["value"] = desk.vault.fingerprint(cells["value"])[:16]
    if "text" in cells:
        cells["text"] = desk.vault.fingerprint(cells["text"])
    return {"entry": entry.id, **{name: cell for name, cell in cells.items() if name != "reason"}}
