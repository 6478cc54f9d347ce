"""Canned replies: what of them is offered for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, update

from bot.desk.desk import Desk
from bot.desk.house import reviewed
from bot.desk.house.slot_values import slot_values
from bot.desk.house.weekly_data import NotThere
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.domain.search.name_folding import folded
from bot.domain.text import slots
from bot.language import ENGLISH
from bot.storage.house import weekly_data as house

_OFFERED_MOST = 20


@dataclass(frozen=True)
class Offer:
    """A canned reply that fits an answer. ``is_near``: it speaks of what the customer writes about."""

    entry_id: int
    title: str
    is_near: bool


def standing(desk: Desk, *, entry_id: int) -> CannedRow:
    """The one of this entry. Raises NotThere."""
    row = reviewed.standing(desk, kind=Kind.CANNED, entry_id=entry_id)
    if not isinstance(row, CannedRow):
        raise NotThere
    return row


def offers(
    desk: Desk, *, case: Case, surface: Surface, language: str, said: str
) -> tuple[Offer, ...]:
    """Those that are reviewed and fit brand, place and language, in English where none is in that; the nearest
    to what was said first."""
    near = desk.rules.data.nearest_canned.near(said)
    values = slot_values(desk, case=case, language=language)
    there = {row.language for row in desk.rules.data.canned_replies}
    language = language if language in there else ENGLISH
    places = {row: place for place, row in enumerate(desk.rules.data.canned_replies)}
    fitting = [
        (near.get(places[row], 0.0) if row in places else 0.0, entry, row)
        for entry, row in house.standing(session=desk.session, kind=Kind.CANNED)
        if isinstance(row, CannedRow)
        and _fits(desk, row, case=case, surface=surface, language=language)
        and not slots.missing(row.text, values)
    ]
    ordered = sorted(fitting, key=lambda one: (-one[0], -one[1].uses, one[2].title))
    return tuple(
        Offer(entry.pk, row.title, nearness > 0) for nearness, entry, row in ordered[:_OFFERED_MOST]
    )


def stands(desk: Desk, row: CannedRow) -> str:
    """``offered``, ``expired``, or ``waiting`` for its first review."""
    if row.is_offered(desk.now.date()):
        return "offered"
    return "expired" if row.until else "waiting"


def found(desk: Desk, *, query: str) -> list[tuple[HouseEntry, CannedRow]]:
    """Those with every word of the query in title, text, topic or brand: the expired first, then what waits."""
    words = folded(query).split()
    order = ("expired", "waiting", "offered")
    fitting = [
        (entry, row)
        for entry, row in house.standing(session=desk.session, kind=Kind.CANNED)
        if isinstance(row, CannedRow)
        and all(word in folded(f"{row.title} {row.text} {row.topic} {row.brand}") for word in words)
    ]
    return sorted(fitting, key=lambda one: (order.index(stands(desk, one[1])), one[1].title))


def load(desk: Desk, *, rows: Sequence[CannedRow], by: Actor) -> dict[str, int]:
    """Enter those that are new, and let one of the same title, language, brand and place have these words;
    each waits for its review. How many of each. Raises DoesNotFit, AlreadyThere."""
    there = {_which(row): (entry, row) for entry, row in found(desk, query="")}
    told = {"added": 0, "changed": 0, "same": 0}
    for row in rows:
        entry, before = there.get(_which(row), (None, None))
        if before is not None and (before.text, before.topic) == (row.text, row.topic):
            told["same"] += 1
            continue
        instead_of = entry.pk if entry else 0
        made = reviewed.write(desk, kind=Kind.CANNED, row=row, by=by, instead_of=instead_of)
        there[_which(row)] = made, row
        told["changed" if entry else "added"] += 1
    return told


def _which(row: CannedRow) -> tuple[str, str, str, str]:
    return row.title.casefold(), row.language, row.brand, row.surface


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
