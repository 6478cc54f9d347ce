"""Which case is offered next, and to whom: the one order of cases, and of people the turn that the bank's file names."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import and_, col, or_, select

from bot.desk.desk import Desk
from bot.desk.ownership import returning_customers
from bot.desk.ownership.handoffs import may_have
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.offer import Offer
from bot.domain.rules.house.offering import Offered, Turn
from bot.domain.triage.worklist import DANGER_RANK
from bot.storage.cases import offers
from bot.storage.surges import in_open_surge
from bot.storage.triage.worklist import Worklist
from bot.storage.triage.workload import open_by_owner

_LOOKED_AT = 500  # cases, those that come first
TO_THE_QUEUE = ""


@dataclass
class _Round:
    """What a round goes by: who was asked for what, and who holds and is asked how much."""

    asked: Mapping[int, set[str]]
    last: Mapping[str, float]  # when somebody was last asked for anything
    holding: Mapping[str, int]
    offered: Counter[str]
    made: Counter[str] = field(default_factory=Counter)

    def took(self, person: str) -> None:
        """Somebody is asked for one more."""
        self.offered[person] += 1
        self.made[person] += 1

    def waited(self, person: str) -> tuple[int, float, str]:
        """The longer ago somebody was asked, the sooner."""
        return self.made[person], self.last.get(person, 0.0), person

    def burden(self, person: str) -> tuple[float, ...]:
        """The fewer cases somebody has, and is asked for, the sooner."""
        return (self.holding.get(person, 0) + self.offered[person],)


def rules_of(desk: Desk, case: Case) -> Offered:
    """How this case is offered."""
    return desk.rules.offering.of(brand=case.brand, team=case.team)


def waits(case: Case) -> bool:
    """Whether somebody waits for whoever takes this case."""
    return case.state is CaseState.NEW and case.unanswered_since is not None


def next_turns(desk: Desk) -> Iterator[tuple[int, str]]:
    """The next cases to offer with whoever is asked; ``TO_THE_QUEUE`` where all were, and it is not said yet."""
    standing = {one.case.number: one.offer for one in offers.standing(session=desk.session)}
    cases = [case for case in _waiting(desk) if not _is_asked(standing.get(case.number))]
    if not cases:
        return
    people = {team: desk.rules.people_on_duty(desk.now, team) for team in {c.team for c in cases}}
    everybody = {person for found in people.values() for person in found}
    turns = _Round(
        asked=offers.asked(session=desk.session, case_ids=[case.number for case in cases]),
        last={
            person: at.timestamp()
            for person, at in offers.last_asked(session=desk.session, people=everybody).items()
        },
        holding=_holding(desk),
        offered=Counter(one.slack_user_id for one in standing.values() if _is_asked(one)),
    )
    for case in cases:
        person = _whom(desk, case, people[case.team], turns)
        if person is None or (person == TO_THE_QUEUE and case.number in standing):
            continue
        turns.took(person)
        yield case.number, person


def _is_asked(offer: Offer | None) -> bool:
    return offer is not None and offer.stands


def _whom(desk: Desk, case: Case, people: Sequence[str], turns: _Round) -> str | None:
    """None: nobody can be asked now."""
    rules, asked = rules_of(desk, case), turns.asked.get(case.number, set())
    left = [one for one in people if one not in asked]
    left = [one for one in left if may_have(desk, case=case, slack_user_id=one)]
    if not left or len(asked.intersection(people)) >= rules.most_asked:
        return TO_THE_QUEUE if asked else None
    if case.priority_rank < DANGER_RANK:
        left = [one for one in left if turns.offered[one] < rules.at_once]
    if rules.turn is Turn.LAST_OWNER and left:
        last = returning_customers.last_owner(desk, case=case)
        if last in left:
            return last
    if rules.turn is Turn.ROUND_ROBIN:
        return min(left, key=turns.waited, default=None)
    return min(left, key=lambda one: (turns.burden(one), turns.waited(one)), default=None)


def _waiting(desk: Desk) -> list[Case]:
    """Cases that are new, wait and are offered by the bank's file, in the one order; not those of a surge,
    which are answered together."""
    rules = desk.rules.offering
    routes = [
        and_(col(Case.brand) == brand, col(Case.team) == team)
        for brand, team in offers.routes_waiting(session=desk.session)
        if rules.of(brand=brand, team=team).turn is not Turn.OFF
    ]
    if not routes:
        return []
    query = select(Case.id).where(
        Case.state == CaseState.NEW,
        col(Case.unanswered_since).is_not(None),
        or_(*routes),
        ~in_open_surge(),
    )
    ordered = Worklist(session=desk.session, now=desk.now).sorted(query).limit(_LOOKED_AT)
    return [desk.session.get_one(Case, number) for (number,) in desk.session.execute(ordered)]


def _holding(desk: Desk) -> dict[str, int]:
    held: Counter[str] = Counter()
    for row in open_by_owner(session=desk.session, now=desk.now):
        held[row.owner] += row.open
    return held
