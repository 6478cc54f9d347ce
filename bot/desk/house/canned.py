"""Canned replies: written by one, reviewed by another, and what of them is offered for an answer."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, update

from bot.desk.desk import Desk, DeskError
from bot.desk.house import weekly_data
from bot.desk.house.weekly_data import NotThere
from bot.domain.records.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.domain.rules.weekly_data import CannedRow, Kind
from bot.domain.rules.weekly_entry import HouseEntry
from bot.language import say
from bot.storage import house

_OFFERED_MOST = 20


class OwnWriting(DeskError):
    """Whoever wrote it wants to review it."""

    def __init__(self) -> None:
        super().__init__(say("Somebody else has to review what you wrote."))


@dataclass(frozen=True)
class Offer:
    """A canned reply that fits an answer. ``is_near``: it speaks of what the customer writes about."""

    entry_id: int
    title: str
    is_near: bool


def write(desk: Desk, *, row: CannedRow, by: Actor, instead_of: int = 0) -> HouseEntry:
    """Enter one, or another text of one; it waits for its review. Raises AlreadyThere, DoesNotFit, NotThere."""
    writer = {"writer": by.id or str(by), "reviewer": "", "until": None}
    written = row.model_copy(update=writer)
    if instead_of:
        return weekly_data.put_in_place(
            desk, kind=Kind.CANNED, entry_id=instead_of, row=written, by=by
        )
    return weekly_data.add(desk, kind=Kind.CANNED, row=written, by=by)


def review(desk: Desk, *, entry_id: int, days: int, by: Actor) -> HouseEntry:
    """Say that it may be used, for so many days. Raises NotThere, OwnWriting."""
    row = standing(desk, entry_id=entry_id)
    reviewer = by.id or str(by)
    if row.writer == reviewer:
        raise OwnWriting
    until = desk.now.date() + timedelta(days=days)
    reviewed = row.model_copy(update={"reviewer": reviewer, "until": until})
    return weekly_data.put_in_place(desk, kind=Kind.CANNED, entry_id=entry_id, row=reviewed, by=by)


def standing(desk: Desk, *, entry_id: int) -> CannedRow:
    """The one of this entry. Raises NotThere."""
    entry = desk.session.get(HouseEntry, entry_id)
    row = house.row_of(entry) if entry is not None and entry.removed_at is None else None
    if not isinstance(row, CannedRow):
        raise NotThere
    return row


def offers(
    desk: Desk, *, case: Case, surface: Surface, language: str, said: str
) -> tuple[Offer, ...]:
    """Those that are reviewed and fit brand, place and language; the nearest to what was said first."""
    near = desk.rules.data.nearest_canned.near(said)
    places = {row: place for place, row in enumerate(desk.rules.data.canned_replies)}
    fitting = [
        (near.get(places[row], 0.0) if row in places else 0.0, entry, row)
        for entry, row in house.standing(session=desk.session, kind=Kind.CANNED)
        if isinstance(row, CannedRow)
        and _fits(desk, row, case=case, surface=surface, language=language)
    ]
    ordered = sorted(fitting, key=lambda one: (-one[0], -one[1].uses, one[2].title))
    return tuple(
        Offer(entry.pk, row.title, nearness > 0) for nearness, entry, row in ordered[:_OFFERED_MOST]
    )


def use(desk: Desk, *, entry_id: int) -> str:
    """The wording whose turn it is, so that not all customers read the same; counted. Raises NotThere, also
    where its review has run out meanwhile."""
    row = standing(desk, entry_id=entry_id)
    if not row.is_offered(desk.now.date()):
        raise NotThere
    counting = (
        update(HouseEntry)
        .where(col(HouseEntry.id) == entry_id)
        .values(uses=HouseEntry.uses + 1)
        .returning(col(HouseEntry.uses))
    )
    uses: int = desk.session.execute(counting).scalar_one()
    return row.wordings[(uses - 1) % len(row.wordings)]


def _fits(desk: Desk, row: CannedRow, *, case: Case, surface: Surface, language: str) -> bool:
    return (
        row.is_offered(desk.now.date())
        and row.language == language
        and row.brand in ("", case.brand)
        and row.surface in ("", str(surface))
    )
