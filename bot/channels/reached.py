"""How far a source was read: up to when, and what was left for the next look.

A list that was longer than one look allows is gone on with from the platform's own mark of the next page.
Such marks live for a while only; where one is refused, whoever reads says what was lost.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from bot.channels.channel import Limit
from bot.channels.outside import parsed, parts, text
from bot.domain.channels.inbound import Unreadable

MOST_PLACES = 200
LATER = Limit(
    "more_than_one_look",
    "More came than one look reads; what was read is stored, and the next look goes on from there.",
)
TOO_MUCH = Limit(
    "too_many_places",
    "So much came at once that some of it will never be read by itself. Look there by hand.",
)
LOST = Limit(
    "place_lost",
    "The platform no longer knows the place where reading stopped, so older words of that list may be "
    "missing. Look there by hand.",
)
AGAIN = Limit(
    "page_again",
    "The platform gives the same page again and again, so older words may be missing. Look there by "
    "hand.",
)


@dataclass(frozen=True)
class Place:
    """Where reading a list stopped, and how far down it has to go."""

    name: str  # of the list
    of: str  # whose list it is: the object's id
    after: str  # the platform's mark of the next page; empty begins at the top
    bound: int


@dataclass(frozen=True)
class Reached:
    """What a cursor holds. Written as a plain number while nothing is left."""

    at: int
    left: Sequence[Place] = field(default_factory=tuple)

    def written(self) -> str:
        """As the cursor's text."""
        if not self.left:
            return str(self.at)
        return json.dumps({"at": self.at, "left": [asdict(each) for each in self.left]})


def reached(cursor: str) -> Reached | None:
    """What a cursor's text says; None when it is empty, or nothing that was written here."""
    if not cursor.startswith("{"):
        return Reached(int(cursor)) if cursor.isdecimal() else None
    try:
        told = parsed(cursor.encode(), what="The cursor")
        at = int(text(told.get("at")))
    except (Unreadable, ValueError):
        return None
    places = [
        Place(text(p.get("name")), text(p.get("of")), text(p.get("after")), int(p.get("bound", at)))
        for p in parts(told, "left")
    ]
    return Reached(at, tuple(places))
