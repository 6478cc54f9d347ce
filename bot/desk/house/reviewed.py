"""Weekly data that counts once somebody else than its writer has reviewed it: canned replies, and banks."""

from datetime import timedelta

from bot.desk.desk import Desk, DeskError
from bot.desk.house import weekly_data
from bot.desk.house.weekly_data import NotThere
from bot.domain.records.staff import Actor
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.storage.house import weekly_data as house

ReviewedRow = CannedRow | BankRow
# The verb of roles.toml that lets somebody review another's writing.
REVIEWS = {Kind.CANNED: Verb.REVIEW_REPLIES, Kind.BANKS: Verb.REVIEW_BANKS}


class OwnWriting(DeskError):
    """Whoever wrote it wants to review it."""

    def __init__(self) -> None:
        super().__init__(say("Somebody else has to review what you wrote."))


def write(
    desk: Desk, *, kind: Kind, row: ReviewedRow, by: Actor, instead_of: int = 0
) -> HouseEntry:
    """Enter one, or another text of one; it waits for its review. Raises AlreadyThere, DoesNotFit, NotThere."""
    writer = {"writer": by.id or str(by), "reviewer": "", "until": None}
    written = row.model_copy(update=writer)
    if instead_of:
        return weekly_data.put_in_place(desk, kind=kind, entry_id=instead_of, row=written, by=by)
    return weekly_data.add(desk, kind=kind, row=written, by=by)


def review(desk: Desk, *, kind: Kind, entry_id: int, days: int, by: Actor) -> HouseEntry:
    """Say that it may be used, for so many days. Raises NotThere, OwnWriting."""
    row = standing(desk, kind=kind, entry_id=entry_id)
    reviewer = by.id or str(by)
    if row.writer == reviewer:
        raise OwnWriting
    until = desk.now.date() + timedelta(days=days)
    reviewed = row.model_copy(update={"reviewer": reviewer, "until": until})
    return weekly_data.put_in_place(desk, kind=kind, entry_id=entry_id, row=reviewed, by=by)


def standing(desk: Desk, *, kind: Kind, entry_id: int) -> ReviewedRow:
    """The one of this kind and entry. Raises NotThere."""
    entry = desk.session.get(HouseEntry, entry_id)
    if entry is None or entry.kind != kind or entry.removed_at is not None:
        raise NotThere
    row = house.row_of(entry)
    if not isinstance(row, ReviewedRow):
        raise NotThere
    return row
