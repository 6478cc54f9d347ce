"""Sharing cases out evenly: whose turn it is. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Turns:
    """Whoever got the fewest so far is next; of several, who holds the fewest.

    ``people``: by team, who takes its cases. ``holding``: how many open cases somebody has already.
    """

    people: Mapping[str, Sequence[str]]
    holding: Mapping[str, int] = field(default_factory=dict)
    got: Counter[str] = field(default_factory=Counter)

    def of(self, team: str) -> list[str]:
        """Everybody who takes cases of this team, whose turn it is first."""
        return sorted(
            self.people.get(team, ()),
            key=lambda person: (self.got[person], self.holding.get(person, 0), person),
        )

    def took(self, person: str) -> None:
        """Somebody has got one."""
        self.got[person] += 1

    def planned(self, teams: Iterable[str]) -> Counter[str]:
        """Who would get how many of cases of these teams. Changes nothing."""
        plan = Turns(self.people, self.holding, Counter(self.got))
        for team in teams:
            for person in plan.of(team)[:1]:
                plan.took(person)
        return plan.got
