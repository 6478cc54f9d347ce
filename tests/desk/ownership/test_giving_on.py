"""The board of people, and giving several cases on: whom it names, who gets how many, what stays and why."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import select

from bot.desk.desk import Desk
from bot.desk.ownership import absences, claims, handoffs, several, workload
from bot.desk.ownership.several import AsShown, GivenOn
from bot.desk.ownership.workload import Load, PersonLoad
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor
from bot.domain.triage.turns import Turns
from bot.outbox.kinds import DeliveryKind
from bot.storage.cases.claims import is_open
from tests.desk.conftest import Bank
from tests.desk.crossing import Verb, cross

AMIRA, JONAS, TOM, LENA = "U0AMIRA", "U0JONAS", "U0TOM", "U0LENA"
ON_DUTY = {
    "duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [{"people": [JONAS, TOM, LENA]}]}}}
}
_names = st.sampled_from(["U1", "U2", "U3", "U4"])


def staffed(bank: Bank) -> None:
    for person in (AMIRA, JONAS, TOM, LENA):
        bank.staff(person)


def held(bank: Bank, author: str, by: str = AMIRA) -> int:
    case_id = bank.complaint(author=author)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(by), slack_user_id=by)
    return case_id


def listed(bank: Bank, cases: list[int]) -> dict[int, AsShown]:
    return {number: AsShown(bank.case(number).version, "Ring first") for number in cases}


def share(bank: Bank, cases: list[int], *, holder: str = AMIRA, by: str = LENA) -> GivenOn:
    with bank.desk() as desk:
        goal = several.shared(desk, turns=workload.turns(desk, workload.read(desk), but=holder))
        return several.give(
            desk, holder=holder, listed=listed(bank, cases), goal=goal, by=Actor.staff(by)
        )


def owners(bank: Bank) -> dict[int, str]:
    with bank.database.reading() as session:
        return {
            row.case_id: row.slack_user_id for row in session.exec(select(Claim).where(is_open()))
        }


def person(bank: Bank, who: str) -> PersonLoad:
    with bank.desk() as desk:
        [found] = [one for one in workload.read(desk).people if one.slack_user_id == who]
    return found


def away(bank: Bank, who: str) -> None:
    with bank.desk() as desk:
        until = bank.now + timedelta(days=1)
        by = Actor.staff(who)
        absences.away(desk, person=who, start=bank.now, until=until, stand_in="", by=by)


def test_the_board_counts_open_late_and_due_within_the_hour(bank: Bank) -> None:
    staffed(bank)
    held(bank, "ana")
    bank.later(hours=3)
    held(bank, "ben")
    bank.complaint(author="cleo")
    with bank.desk() as desk:
        read = workload.read(desk)
    assert person(bank, AMIRA).load == Load(open=2, late=1, soon=1)
    assert read.people[0].slack_user_id == AMIRA
    assert (read.queue, read.teams["desk"]) == (Load(1, 0, 1), Load(3, 1, 2))
    assert person(bank, AMIRA).last_act == bank.now
    assert person(bank, JONAS) == PersonLoad(JONAS, Load(), may_have=True)


def test_the_board_knows_who_is_on_duty_and_who_is_away_and_who_has_left(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    staffed(bank)
    held(bank, "ana", by=TOM)
    away(bank, JONAS)
    bank.staff(TOM, is_gone=True)
    assert person(bank, LENA).on_duty == tuple(bank.rules.routing.teams)
    assert person(bank, JONAS).away_until == bank.now + timedelta(days=1)
    assert not person(bank, TOM).may_have
    assert person(bank, TOM).load.open == 1  # so that somebody gives it on


def test_the_board_asks_no_more_of_the_database_for_more_people(bank: Bank) -> None:
    def statements() -> int:
        asked: list[str] = []
        with bank.desk() as desk:
            connection = desk.session.connection()
            event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
            workload.read(desk)
        return len(asked)

    bank.staff(AMIRA)
    held(bank, "ana")
    few = statements()
    for number in range(30):
        bank.staff(f"U0MORE{number}", roles=["agent"])
        held(bank, f"more{number}", by=f"U0MORE{number}")
    assert statements() == few <= 6


def test_an_even_share_goes_to_those_on_duty_who_are_there(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    staffed(bank)
    away(bank, TOM)
    mine = [held(bank, f"author{number}") for number in range(5)]
    done = share(bank, mine)
    assert several.numbers(done.moved) == mine
    given = list(owners(bank).values())
    assert sorted((given.count(JONAS), given.count(LENA))) == [2, 3]
    told = bank.deliveries(DeliveryKind.HANDOVER)
    assert [one.payload["slack_channel"] for one in told] == [JONAS]  # Lena gave them on herself


def test_where_the_roster_names_nobody_who_can_have_cases_all_who_are_there_share(
    bank: Bank,
) -> None:
    bank.lay_over(
        {"duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [{"people": [AMIRA]}]}}}}
    )
    staffed(bank)
    with bank.desk() as desk:
        assert set(workload.turns(desk, workload.read(desk), but=AMIRA).people["desk"]) == {
            JONAS,
            TOM,
            LENA,
        }


def test_what_nobody_has_is_shared_too(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    staffed(bank)
    queue = [bank.complaint(author=f"author{number}") for number in range(3)]
    share(bank, queue, holder="")
    assert sorted(owners(bank).values()) == [JONAS, LENA, TOM]


def test_what_is_not_theirs_any_more_stays_and_what_changed_is_named(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    staffed(bank)
    mine = [held(bank, name) for name in ("ana", "ben", "cleo")]
    seen = listed(bank, mine)
    with bank.desk() as desk:
        claims.release(desk, case_id=mine[0], by=Actor.staff(AMIRA))
    bank.take_in(bank.post("Still", author="ben", conversation=bank.case(mine[1]).conversation))
    with bank.desk() as desk:
        goal = several.to_person(desk, holder=AMIRA, to=JONAS)
        done = several.give(desk, holder=AMIRA, listed=seen, goal=goal, by=Actor.staff(LENA))
    assert (several.numbers(done.moved), done.kept, done.changed) == (mine[1:], mine[:1], [mine[1]])


def test_a_team_takes_what_is_not_with_it_and_the_rest_says_why(bank: Bank) -> None:
    staffed(bank)
    one, other = held(bank, "ana"), held(bank, "ben")
    with bank.desk() as desk:
        handoffs.to_team(desk, case_id=other, team="harbour", note="", by=Actor.staff(AMIRA))
        claims.claim(desk, case_id=other, by=Actor.staff(AMIRA), slack_user_id=AMIRA)
    with bank.desk() as desk:
        done = several.give(
            desk,
            holder=AMIRA,
            listed=listed(bank, [one, other]),
            goal=several.to_team(desk, team="harbour"),
            by=Actor.staff(LENA),
        )
    assert several.numbers(done.moved) == [one]
    assert list(done.refused) == [other]
    assert "is with Harbour desk already" in done.refused[other]
    assert owners(bank) == {other: AMIRA}


def gives(cases: dict[int, AsShown], to: str) -> Verb:
    def give(desk: Desk) -> None:
        goal = several.to_person(desk, holder=AMIRA, to=to)
        several.give(desk, holder=AMIRA, listed=cases, goal=goal, by=Actor.staff(LENA))

    return give


@pytest.mark.on_both
def test_of_two_who_give_the_same_cases_on_one_wins_and_no_case_is_torn(bank: Bank) -> None:
    staffed(bank)
    seen = listed(bank, [held(bank, name) for name in ("ana", "ben", "cleo")])
    backwards = dict(reversed(seen.items()))
    done = cross(bank, gives(seen, JONAS), gives(backwards, TOM), after_locking="cases")
    assert not done.failed
    assert len(set(owners(bank).values())) == 1
    assert len(bank.deliveries(DeliveryKind.HANDOVER)) == 1


def test_nowhere_to_go_is_said_before_anything_moves(bank: Bank) -> None:
    staffed(bank)
    with bank.desk() as desk:
        with pytest.raises(handoffs.AlreadyTheirs):
            several.to_queue(desk, holder="")
        with pytest.raises(handoffs.AlreadyTheirs):
            several.to_person(desk, holder=JONAS, to=JONAS)
        with pytest.raises(handoffs.NoSuchTeam):
            several.to_team(desk, team="nowhere")
        with pytest.raises(handoffs.CannotTake, match="Nobody else is there"):
            several.shared(desk, turns=Turns({"desk": ()}))


@given(
    people=st.sets(_names, min_size=1),
    holding=st.dictionaries(_names, st.integers(0, 9)),
    count=st.integers(0, 40),
)
def test_a_share_is_even_whoever_holds_what(
    people: set[str], holding: dict[str, int], count: int
) -> None:
    planned = Turns({"desk": sorted(people)}, holding).planned(["desk"] * count)
    shares = [planned[person] for person in people]
    assert sum(shares) == count
    assert max(shares) - min(shares) <= 1
