"""Handing a case over: to a colleague, to a team, all of a shift; and what never begins again."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.clocks import policy_changes
from bot.desk.desk import Desk
from bot.desk.intake import taking_in
from bot.desk.ownership import absences, claims, handoffs, several, shift_end
from bot.desk.ownership.several import AsShown
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.cases.case import CaseState, CaseThread
from bot.domain.records.claim import Claim
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor, Role
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.record import audit
from tests.desk.conftest import X_ACCOUNT, Bank

AMIRA, JONAS, TOM, LENA = "U0AMIRA", "U0JONAS", "U0TOM", "U0LENA"
TARGETS = {
    "claimed": "15 minutes",
    "first_response": "60 minutes",
    "next_response": "60 minutes",
    "resolution": "3 hours",
}
OTHER_PROMISES = {
    "sla": {
        "rules": [
            {"name": "of the desk", "match": {"team": "desk"}, "targets": TARGETS},
            {
                "name": "of the harbour",
                "match": {"team": "harbour"},
                "targets": {**TARGETS, "next_response": "30 minutes"},
            },
        ]
    }
}
TEAMS = {"routing": {"teams": {"harbour": {"slack_channel": "C0HARBOUR"}}}}


def held(bank: Bank, by: str = AMIRA, **more: str) -> int:
    """A case somebody has claimed."""
    case_id = bank.complaint(**more)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(by), slack_user_id=by)
    return case_id


def staffed(bank: Bank) -> None:
    for person in (AMIRA, JONAS, TOM, LENA):
        bank.staff(person)


def reply(desk: Desk, *, case_id: int) -> None:
    """An answer that was given in the platform's own app."""
    [asked] = desk.session.exec(select(Message).where(Message.case_id == case_id)).all()
    told = Inbound(
        channel="x",
        account=X_ACCOUNT,
        happening=Happening.POSTED,
        external_id="9001",
        conversation=asked.external_id,
        parent_external_id=asked.external_id,
        is_ours=True,
        text="We look into it",
        at=desk.now,
    )
    taking_in.take_in(desk, inbound=told)


def give(
    bank: Bank, case_id: int, to: str, *, by: str = AMIRA, note: str = "", **more: object
) -> None:
    with bank.desk() as desk:
        handoffs.to_person(
            desk,
            case_id=case_id,
            to=to,
            note=note,
            by=Actor.staff(by),
            **more,  # type: ignore[arg-type]  # roles
        )


def owners(bank: Bank, case_id: int) -> list[tuple[str, bool]]:
    with bank.database.reading() as session:
        rows = session.exec(select(Claim).where(Claim.case_id == case_id).order_by(Claim.id))  # type: ignore[arg-type]  # a column
        return [(row.slack_user_id, row.released_at is None) for row in rows]


def clocks(bank: Bank, case_id: int) -> list[tuple[Metric, int, object, object]]:
    with bank.database.reading() as session:
        rows = session.exec(select(SlaClock).where(SlaClock.case_id == case_id)).all()
    return sorted((row.metric, row.generation, row.started_at, row.met_at) for row in rows)


def test_the_claim_moves_in_one_go_and_the_receiver_is_told(bank: Bank) -> None:
    staffed(bank)
    case_id = held(bank)
    give(bank, case_id, JONAS, note="She waits for the refund, IBAN GB33BUKB20201555555555")
    assert owners(bank, case_id) == [(AMIRA, False), (JONAS, True)]
    assert bank.case(case_id).state == CaseState.CLAIMED
    [told] = bank.deliveries("slack.handover")
    assert told.payload["slack_channel"] == JONAS
    event = bank.deliveries("slack.event")[-1]
    assert event.payload["template"] == "handed_over"
    assert "BUKB2020" not in str(event.payload)
    with bank.database.reading() as session:
        assert audit.verify(session=session, case_id=case_id) == []
        assert "refund" not in str(
            [e.details for e in audit.entries(session=session, case_id=case_id)]
        )


def test_no_clock_begins_again(bank: Bank) -> None:
    staffed(bank)
    case_id = held(bank)
    before = clocks(bank, case_id)
    bank.later(minutes=10)
    give(bank, case_id, JONAS)
    with bank.desk() as desk:
        handoffs.to_team(desk, case_id=case_id, team="harbour", note="", by=Actor.staff(JONAS))
    assert clocks(bank, case_id) == before


def test_a_case_nobody_had_is_claimed_by_being_given(bank: Bank) -> None:
    staffed(bank)
    case_id = bank.complaint()
    give(bank, case_id, JONAS, by=LENA)
    assert owners(bank, case_id) == [(JONAS, True)]
    assert [
        met is not None for metric, _, _, met in clocks(bank, case_id) if metric == Metric.CLAIMED
    ] == [True]


@pytest.mark.parametrize("to", ["U0GIL", "U0NOBODY", AMIRA])
def test_only_a_colleague_who_may_have_it_gets_it(bank: Bank, to: str) -> None:
    staffed(bank)
    bank.staff("U0GIL", is_guest=True, roles=["agent"])
    case_id = held(bank)
    with pytest.raises((handoffs.CannotTake, handoffs.AlreadyTheirs)):
        give(bank, case_id, to)
    assert owners(bank, case_id) == [(AMIRA, True)]


def test_only_the_holder_or_a_lead_gives_a_case_on(bank: Bank) -> None:
    staffed(bank)
    case_id = held(bank)
    with pytest.raises(claims.NotYours):
        give(bank, case_id, TOM, by=JONAS)
    give(bank, case_id, TOM, by=LENA, roles=frozenset({Role.LEAD}))
    assert owners(bank, case_id)[-1] == (TOM, True)


def test_a_team_with_a_channel_gets_a_thread_there_and_a_pointer_stays(bank: Bank) -> None:
    bank.lay_over(TEAMS)
    staffed(bank)
    case_id = held(bank)
    with bank.desk() as desk:
        handoffs.to_team(
            desk, case_id=case_id, team="harbour", note="Theirs", by=Actor.staff(AMIRA)
        )
    case = bank.case(case_id)
    assert (case.team, case.state) == ("harbour", CaseState.NEW)
    with bank.database.reading() as session:
        first, second = session.exec(select(CaseThread).order_by(CaseThread.id)).all()  # type: ignore[arg-type]  # a column
    assert (first.slack_channel, second.slack_channel) == ("C0NORTHBANK", "C0HARBOUR")
    told = {d.payload["template"]: d.payload["thread_id"] for d in bank.deliveries("slack.event")}
    assert told["goes_on_elsewhere"] == first.id
    assert told["handed_to_team"] == second.id
    bank.take_in(bank.post("Hello?", conversation=case.conversation))
    assert bank.deliveries("slack.said")[-1].payload["thread_id"] == second.id


def test_handed_back_it_goes_on_in_its_first_thread(bank: Bank) -> None:
    bank.lay_over(TEAMS)
    staffed(bank)
    case_id = held(bank)
    for team in ("harbour", "desk"):
        bank.later(minutes=1)
        with bank.desk() as desk:
            handoffs.to_team(desk, case_id=case_id, team=team, note="", by=Actor.staff(AMIRA))
    bank.take_in(bank.post("Hello?", conversation=bank.case(case_id).conversation))
    with bank.database.reading() as session:
        first = session.exec(select(CaseThread).order_by(CaseThread.id)).first()  # type: ignore[arg-type]  # a column
        assert len(session.exec(select(CaseThread)).all()) == 2
    assert first is not None
    assert bank.deliveries("slack.said")[-1].payload["thread_id"] == first.id


def test_a_post_taken_down_goes_from_the_thread_it_was_handed_from_too(bank: Bank) -> None:
    bank.lay_over(TEAMS)
    staffed(bank)
    case_id = held(bank)
    later = bank.post("My number is in here", conversation=bank.case(case_id).conversation)
    bank.take_in(later)
    with bank.desk() as desk:
        handoffs.to_team(desk, case_id=case_id, team="harbour", note="", by=Actor.staff(AMIRA))
    bank.take_in(later.model_copy(update={"happening": Happening.REMOVED}))
    said = [d.payload for d in bank.deliveries("slack.said") if d.payload["what"] == "removed"]
    assert len({payload["thread_id"] for payload in said}) == 2


def test_an_unknown_team_and_the_same_team_are_refused(bank: Bank) -> None:
    staffed(bank)
    case_id = held(bank)
    for team, refusal in (("nowhere", handoffs.NoSuchTeam), ("desk", handoffs.AlreadyTheirs)):
        with pytest.raises(refusal), bank.desk() as desk:
            handoffs.to_team(desk, case_id=case_id, team=team, note="", by=Actor.staff(AMIRA))


def test_a_whole_shift_goes_in_one_transaction_with_a_line_each(bank: Bank) -> None:
    staffed(bank)
    mine = [held(bank, author=name) for name in ("ana", "ben", "cleo", "dora")]
    listed = {n: AsShown(version=bank.case(n).version, note=f"Line {n}") for n in mine}
    with bank.desk() as desk:  # meanwhile: one released, one written to again
        claims.release(desk, case_id=mine[0], by=Actor.staff(AMIRA))
    bank.take_in(
        bank.post("Still waiting", author="ben", conversation=bank.case(mine[1]).conversation)
    )
    with bank.desk() as desk:
        done = shift_end.hand_over(
            desk, holder=AMIRA, listed=listed, to=JONAS, by=Actor.staff(AMIRA)
        )
    assert (several.numbers(done.moved), done.kept, done.changed) == (
        mine[1:],
        mine[:1],
        mine[1:2],
    )
    [told] = bank.deliveries("slack.handover")
    assert len(told.payload["handovers"]) == 3
    assert [owners(bank, n)[-1] for n in mine[1:]] == [(JONAS, True)] * 3


def test_a_shift_goes_back_to_the_queue(bank: Bank) -> None:
    staffed(bank)
    mine = [held(bank, author=name) for name in ("ana", "ben")]
    with bank.desk() as desk:
        done = shift_end.give_on(desk, holder=AMIRA, to="", note="", by=Actor.staff(AMIRA))
    assert len(done.moved) == 2
    assert {bank.case(n).state for n in mine} == {CaseState.NEW}
    assert bank.deliveries("slack.handover") == []


def test_nothing_moves_when_the_receiver_is_away(bank: Bank) -> None:
    staffed(bank)
    mine = held(bank)
    with bank.desk() as desk:
        absences.away(
            desk,
            person=JONAS,
            start=bank.now,
            until=bank.now + timedelta(days=1),
            stand_in="",
            by=Actor.staff(JONAS),
        )
    listed = {mine: AsShown(version=bank.case(mine).version)}
    with pytest.raises(handoffs.CannotTake, match="is away until"), bank.desk() as desk:
        shift_end.hand_over(desk, holder=AMIRA, listed=listed, to=JONAS, by=Actor.staff(AMIRA))
    assert owners(bank, mine) == [(AMIRA, True)]


def test_the_replay_knows_which_team_a_case_was_with_when_a_clock_began(bank: Bank) -> None:
    bank.lay_over(OTHER_PROMISES)
    staffed(bank)
    case_id = held(bank)
    conversation = bank.case(case_id).conversation
    bank.later(minutes=5)
    with bank.desk() as desk:
        reply(desk, case_id=case_id)
    bank.later(minutes=5)
    with bank.desk() as desk:
        handoffs.to_team(desk, case_id=case_id, team="harbour", note="", by=Actor.staff(AMIRA))
    bank.later(minutes=5)
    bank.take_in(bank.post("Still not", conversation=conversation))
    with bank.database.reading() as session:
        history = history_of(session=session, case_id=case_id)
        recorded = session.exec(select(SlaClock).where(SlaClock.case_id == case_id)).all()
        assert history is not None
        assert {clock.rule for clock in recorded} == {"of the desk", "of the harbour"}
        again = replay(history, rules=bank.rules, now=bank.now)
        assert canonical(again) == canonical(recorded)
    with bank.desk() as desk:
        assert policy_changes.planned(desk, case_id=case_id) == []
