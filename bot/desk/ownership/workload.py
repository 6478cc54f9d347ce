"""Who has how much: everybody of the desk with what they hold, each team, and what nobody has.

A handful of statements, however many people there are.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.desk.desk import Desk
from bot.desk.ownership import able as able_people
from bot.domain.triage.turns import Turns
from bot.storage.cases.offers import standing
from bot.storage.triage.workload import Counted, last_acts, open_by_owner


class Load(NamedTuple):
    """Open cases: all of them, those late, and those due within the hour and not late."""

    open: int = 0
    late: int = 0
    soon: int = 0


@dataclass(frozen=True)
class PersonLoad:
    """One person of the desk. ``may_have``: their role lets them claim, and they have not left."""

    slack_user_id: str
    load: Load
    may_have: bool
    on_duty: tuple[str, ...] = ()  # for which teams, now
    away_until: datetime | None = None
    last_act: datetime | None = None
    offered: int = 0  # cases that nobody has, of which they are asked now


@dataclass(frozen=True)
class Workload:
    """Everybody, the most pressed first; each team by name; and what nobody has."""

    people: tuple[PersonLoad, ...]
    teams: dict[str, Load]
    unowned: dict[str, Load]  # by team

    @property
    def queue(self) -> Load:
        """All that nobody has."""
        return _sum(self.unowned.values())

    def held_by(self, slack_user_id: str) -> Load:
        """What this person holds; with nobody named, what nobody has."""
        theirs = (one.load for one in self.people if one.slack_user_id == slack_user_id)
        return next(theirs, Load()) if slack_user_id else self.queue


def read(desk: Desk) -> Workload:
    """As it is now."""
    counted = open_by_owner(session=desk.session, now=desk.now)
    able = {person.slack_user_id for person in able_people.of_the_desk(desk)}
    owners = {one.owner for one in counted if one.owner}
    everybody = sorted(able | owners)
    acts = last_acts(session=desk.session, of=everybody)
    asked = Counter(one.offer.slack_user_id for one in standing(session=desk.session))
    duty = {team: desk.rules.duty.on_duty(desk.now, team) for team in desk.rules.routing.teams}
    people = []
    for person in everybody:
        absence = desk.rules.data.absence(person, desk.now)
        people.append(
            PersonLoad(
                slack_user_id=person,
                load=_counted(one for one in counted if one.owner == person),
                may_have=person in able,
                on_duty=tuple(team for team, there in duty.items() if person in there),
                away_until=absence.until if absence else None,
                last_act=acts.get(person),
                offered=asked[person],
            )
        )
    people.sort(key=_most_pressed)
    teams = sorted({*desk.rules.routing.teams, *(one.team for one in counted)})
    return Workload(
        people=tuple(people),
        teams={team: _counted(one for one in counted if one.team == team) for team in teams},
        unowned={one.team: Load(*one[2:]) for one in counted if not one.owner},
    )


def turns(desk: Desk, workload: Workload, *, but: str = "") -> Turns:
    """For sharing out: for each team who is on duty and there; where the roster names nobody who can have
    cases, the team's members who are there, or else everybody who is. ``but``: who is left out."""
    people = [
        person
        for person in workload.people
        if person.may_have and person.away_until is None and person.slack_user_id != but
    ]
    there = [person.slack_user_id for person in people]
    found: dict[str, list[str]] = {}
    for team in desk.rules.routing.teams:
        on_duty = [person.slack_user_id for person in people if team in person.on_duty]
        members = [one for one in there if team in desk.rules.data.teams_of(one)]
        found[team] = on_duty or members or there
    return Turns(found, {person.slack_user_id: person.load.open for person in people})


def _most_pressed(person: PersonLoad) -> tuple[int, int, int, bool, str]:
    load = person.load
    return (-load.late, -load.soon, -load.open, not person.on_duty, person.slack_user_id)


def _counted(rows: Iterable[Counted]) -> Load:
    return _sum(Load(*row[2:]) for row in rows)


def _sum(loads: Iterable[Load]) -> Load:
    each = list(loads)
    return Load(*(sum(load[place] for load in each) for place in range(3)))
