"""Faults that others made of clocks: goodbyes, anger, reopening, other teams and new rules."""

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import published
from bot.desk.cases import closures, merging, notes
from bot.desk.clocks import policy_changes
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import ClockState, StopReason
from bot.domain.sla.policy import Metric
from bot.storage.cases.claims import open_claim
from tests.desk.conftest import Bank
from tests.desk.intake.faults_of_others.faults import (
    AMIRA,
    HOUR,
    TOM,
    answer,
    claim,
    fire,
    found,
    release,
    resolve,
    steps,
    write_again,
)


def test_cw_10178_no_goodbye_is_eternal(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    bank.later(minutes=5)
    write_again(bank)
    resolve(bank, case_id)
    [clock] = found(bank, case_id, Metric.NEXT_RESPONSE)
    assert clock.stop_reason is StopReason.RESOLVED
    bank.later(minutes=5)
    bank.take_in(bank.post("Thanks, bye!", conversation="1"))
    bank.later(days=3)
    assert fire(bank) == 0


@pytest.mark.parametrize("end", ["resolved", "merged"])
def test_cw_10178_an_answer_that_was_on_its_way_starts_nothing_in_a_case_that_ended(
    bank: Bank, end: str
) -> None:
    case_id, other = bank.complaint(), bank.complaint(author="ben")
    written = bank.now
    bank.later(seconds=2)
    write_again(bank)
    if end == "resolved":
        resolve(bank, case_id)
    else:
        with bank.desk() as desk:
            merging.merge(desk, case_id=case_id, into=other, by=AMIRA)
    bank.later(seconds=2)
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        published.credit(desk, case=case, purpose=Purpose.ANSWERS, at=bank.now, seen_until=written)
    assert found(bank, case_id, Metric.NEXT_RESPONSE) == []


def test_cw_b_an_angry_customer_does_not_multiply_the_misses(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    for minutes in (1, 40, 40, 40):
        bank.later(minutes=minutes)
        write_again(bank)
        fire(bank)
    assert [clock.missed for clock in found(bank, case_id, Metric.NEXT_RESPONSE)] == [True]
    assert steps(bank, "next_response") == ["breach"]


def test_cw_c_a_reopened_case_has_clocks_again(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    resolve(bank, case_id)
    bank.later(hours=1)
    write_again(bank)
    assert found(bank, case_id, Metric.NEXT_RESPONSE)[-1].state is ClockState.RUNNING
    resolution = found(bank, case_id, Metric.RESOLUTION)
    assert [clock.state for clock in resolution] == [ClockState.MET, ClockState.RUNNING]


def test_cw_14016_what_comes_after_the_days_of_reopening_is_a_case_with_clocks_of_its_own(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    resolve(bank, case_id)
    bank.later(days=bank.rules.reopen_days + 1)
    fresh = bank.take_in(bank.post("It broke again", conversation="1"))
    assert fresh != case_id
    assert found(bank, fresh, Metric.FIRST_RESPONSE)[0].started_at == bank.now
    assert [clock.state for clock in found(bank, case_id, Metric.RESOLUTION)] == [ClockState.MET]


def test_pl_reopening_after_days_breaks_nothing_at_once(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    bank.later(hours=1)
    resolve(bank, case_id)
    bank.later(days=bank.rules.reopen_days - 1)
    write_again(bank)
    assert fire(bank) == 0
    assert not any(clock.missed for clock in found(bank, case_id, Metric.RESOLUTION))


def test_cw_8973_and_zm_a_new_policy_takes_over_what_runs_and_leaves_every_verdict(
    bank: Bank,
) -> None:
    late, waiting = bank.complaint(), bank.complaint(author="ben")
    bank.later(minutes=90)
    answer(bank, late)
    stricter = HOUR | {"first_response": "30 business minutes"}
    bank.lay_over({"sla": {"rules": [{"name": "all", "targets": stricter}]}})
    with bank.desk() as desk:
        for case_id in policy_changes.cases_behind(desk):
            policy_changes.apply(desk, case_id=case_id, by=Actor.operator("Ana"))
    [ended] = found(bank, late, Metric.FIRST_RESPONSE)
    assert (ended.target, ended.missed, ended.stop_reason) == ("60 business minutes", True, None)
    old, new = found(bank, waiting, Metric.FIRST_RESPONSE)
    assert (old.stop_reason, old.missed) == (StopReason.SUPERSEDED, True)
    assert (new.target, new.started_at) == ("30 business minutes", old.started_at)


def test_zm_5177_a_shorter_next_response_does_not_overrule_the_first(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.later(minutes=5)
    write_again(bank)
    assert found(bank, case_id, Metric.NEXT_RESPONSE) == []
    bank.later(minutes=50)
    fire(bank)
    assert steps(bank, "first_response") == ["warning"]


def test_zm_5624_after_a_change_of_team_what_starts_next_is_by_the_new_teams_rule(
    bank: Bank,
) -> None:
    none = dict.fromkeys(HOUR, "none")
    harbour = {"name": "harbour", "match": {"team": "harbour"}, "targets": none}
    bank.lay_over({"sla": {"rules": [harbour, {"name": "all", "targets": HOUR}]}})
    case_id = bank.complaint()
    answer(bank, case_id)
    with bank.desk() as desk:
        case_access.lock_case(desk, case_id=case_id).team = "harbour"
    write_again(bank)
    [clock] = found(bank, case_id, Metric.NEXT_RESPONSE)
    assert (clock.rule, clock.due_at) == ("harbour", None)


def test_zm_3642_and_dp_what_colleagues_say_in_the_thread_stops_no_clock_and_claims_nothing(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        thread = desk.session.exec(select(CaseThread)).one()
        thread.slack_ts = "1.0"
        desk.session.add(thread)
        desk.session.flush()
        written = notes.write(
            desk,
            slack_channel=thread.slack_channel,
            thread_ts="1.0",
            slack_ts="2.0",
            slack_user_id="U0AMIRA",
            text="I have told them",
            at=bank.now,
        )
        assert written is not None
        assert open_claim(session=desk.session, case_id=case_id) is None
    [clock] = found(bank, case_id, Metric.FIRST_RESPONSE)
    assert clock.state is ClockState.RUNNING


def test_ld_a_reassigning_wipes_no_breach_and_restarts_nothing(bank: Bank) -> None:
    case_id = bank.complaint()
    claim(bank, case_id)
    bank.later(minutes=61)
    fire(bank)
    before = [c.model_dump() for c in found(bank, case_id, Metric.FIRST_RESPONSE)]
    release(bank, case_id)
    claim(bank, case_id, by=TOM)
    after = [c.model_dump() for c in found(bank, case_id, Metric.FIRST_RESPONSE)]
    assert before == after
    assert after[0]["breached_at"] is not None


def test_ld_d_a_second_word_before_any_answer_is_the_same_silence(bank: Bank) -> None:
    case_id = bank.complaint()
    write_again(bank)
    bank.later(minutes=90)
    fire(bank)
    missed = [c for metric in Metric for c in found(bank, case_id, metric) if c.missed]
    assert [clock.metric for clock in missed] == [Metric.FIRST_RESPONSE]


def test_ld_e_nothing_breaks_after_the_case_was_resolved(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    write_again(bank)
    resolve(bank, case_id)
    bank.later(days=1)
    fire(bank)
    assert not any(clock.missed for clock in found(bank, case_id, Metric.NEXT_RESPONSE))


def test_ld_j_waiting_for_the_customer_rests_the_clock_and_their_word_ends_it(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id, Purpose.ASKS)
    assert found(bank, case_id, Metric.RESOLUTION)[0].state is ClockState.PAUSED
    bank.later(hours=2)
    write_again(bank)
    [clock] = found(bank, case_id, Metric.RESOLUTION)
    assert (clock.state, clock.paused_seconds) == (ClockState.RUNNING, 7200)


def test_cw_14861_what_needs_no_answer_stops_with_its_reason(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        reason = NotActionableReason.NOT_OURS
        closures.not_actionable(desk, case_id=case_id, reason=reason, remark="", by=AMIRA)
    clocks_found = [c for metric in Metric for c in found(bank, case_id, metric) if c.due_at]
    assert {clock.stop_detail for clock in clocks_found} == {"not_ours"}
