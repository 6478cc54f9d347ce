"""offering.toml: whether cases that nobody has are offered to one person on duty after the other, and in which turn."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.domain.frozen import Strict
from bot.domain.rules.rule_faults import Path, nearest


class Turn(StrEnum):
    """Who is asked first."""

    OFF = "off"  # nobody: cases wait in the queue
    ROUND_ROBIN = "round_robin"  # whoever was asked the longest ago
    BY_LOAD = "by_load"  # whoever has the fewest open cases
    LAST_OWNER = "last_owner"  # whoever had this customer last, then by load


class Offering(Strict):
    """How cases are offered. What is left out is as ``[every]`` says."""

    turn: Turn | None = None
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    urgent_minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    at_once: int | None = Field(default=None, ge=1, le=20)
    most_asked: int | None = Field(default=None, ge=1, le=50)


class Offered(Strict):
    """The same, with nothing left out."""

    turn: Turn = Turn.OFF
    minutes: int = 5
    urgent_minutes: int = 2
    at_once: int = 1
    most_asked: int = 5


class OfferingRules(Strict):
    """offering.toml."""

    every: Offering = Offering()
    brands: dict[str, Offering] = Field(default_factory=dict)
    teams: dict[str, Offering] = Field(default_factory=dict)

    @property
    def is_on(self) -> bool:
        """Whether any cases are offered."""
        tables = (self.every, *self.brands.values(), *self.teams.values())
        return any(table.turn not in (None, Turn.OFF) for table in tables)

    def of(self, *, brand: str, team: str) -> Offered:
        """How cases of this brand in this team's queue are offered; the team's table before the brand's."""
        nothing = Offering()
        tables = (self.every, self.brands.get(brand, nothing), self.teams.get(team, nothing))
        said: dict[str, object] = {}
        for table in tables:
            said |= table.model_dump(exclude_none=True)
        return Offered.model_validate(said)


def nobodys(sections: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Brands and teams that these rules name, and routing.toml does not. Nothing where a file is not given."""
    offering, routing = sections.get("offering"), sections.get("routing")
    for kind in ("brands", "teams") if offering and routing else ():
        known = getattr(routing, kind)
        for name in getattr(offering, kind):
            if name not in known:
                said = f"there is no {kind[:-1]} “{name}”. {nearest(name, known)}"
                yield ("offering", kind, name), said
