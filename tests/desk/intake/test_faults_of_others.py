"""Faults that users of other desks report, or that their code shows, played on a desk of ours.

CW is Chatwoot, ZM Zammad, LD Libredesk, PC Papercups, MZ Monzo Response, DP Dispatch, PL Plain; a
number is that of their issue.
"""

from typing import Any

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import published
from bot.desk.cases import closures, merging, notes
from bot.desk.clocks import escalations, policy_changes
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric
from bot.storage.cases.claims import open_claim
from tests.desk.conftest import Bank

AMIRA, TOM = Actor.staff("U0AMIRA"), Actor.staff("U0TOM")
HOUR: dict[str, Any] = {
    "claimed": "none",
    "first_response": {"target": "60 business minutes", "warn": "30 business minutes"},
    "next_response": {"target": "30 business minutes", "pauses": ["with_customer"]},
    "resolution": {
        "target": "8 business hours",
        "pauses": ["with_customer"],
        "on_reopen": "continue",
    },
}


@pytest.fixture(autouse=True)
def promises(bank: Bank) -> None:
    bank.lay_over({"sla": {"rules": [{"name": "all", "targets": HOUR}]}})


def fire(bank: Bank) -> int:
    with bank.desk() as desk:
        return escalations.fire(desk)


def found(bank: Bank, case_id: int, metric: Metric) -> list[SlaClock]:
    with bank.database.reading() as session:
        query = select(SlaClock).where(SlaClock.case_id == case_id, SlaClock.metric == metric)
        return sorted(session.exec(query), key=lambda clock: clock.generation)


def answer(bank: Bank, case_id: int, purpose: Purpose = Purpose.ANSWERS) -> None:
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        published.credit(desk, case=case, purpose=purpose, at=bank.now, seen_until=bank.now)


def write_again(bank: Bank) -> None:
    bank.take_in(bank.post("And another thing", conversation="1"))


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def claim(bank: Bank, case_id: int, by: Actor = AMIRA) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=by, slack_user_id=by.id)


def release(bank: Bank, case_id: int, by: Actor = AMIRA) -> None:
    with bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=by)


def alerts(bank: Bank) -> list[Alert]:
    with bank.database.reading() as session:
        return list(session.exec(select(Alert)))


def steps(bank: Bank, metric: str) -> list[str]:
    told = bank.deliveries("slack.alert")
    return [str(d.payload["step"]) for d in told if d.payload["metric"] == metric]


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


def test_cw_9133_only_those_the_ladder_names_are_told(bank: Bank) -> None:
    claim(bank, bank.complaint())
    bank.later(minutes=61)
    fire(bank)
    assert alerts(bank) == [], "an owned breach is said in its thread, to its owner, to nobody else"


def test_zm_3140_a_case_that_was_answered_does_not_escalate(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    write_again(bank)
    bank.later(minutes=10)
    answer(bank, case_id)
    bank.later(minutes=120)
    fire(bank)
    assert steps(bank, "next_response") == []


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


def test_zm_2082_the_first_answer_takes_its_alarms_back_at_once(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.later(minutes=10)
    answer(bank, case_id)
    bank.later(minutes=120)
    fire(bank)
    assert steps(bank, "first_response") == []


def test_zm_904_a_merged_case_does_not_escalate(bank: Bank) -> None:
    one, other = bank.complaint(author="ana"), bank.complaint(author="ben")
    with bank.desk() as desk:
        merging.merge(desk, case_id=one, into=other, by=AMIRA)
    bank.later(days=2)
    fire(bank)
    assert {d.payload["case_id"] for d in bank.deliveries("slack.alert")} == {other}


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


def test_zm_4432_nobody_is_called_at_midnight_or_on_a_sunday(bank: Bank) -> None:
    bank.later(days=5, hours=2, minutes=45)  # Saturday 12:45, a quarter before closing
    bank.complaint()
    for _ in range(43):
        bank.later(hours=1)  # to Monday 07:45
        assert fire(bank) == 0
    bank.later(minutes=31)
    fire(bank)
    assert steps(bank, "first_response") == ["warning"]


def test_zm_a_second_clock_that_breaks_on_the_same_day_is_told_as_well(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.later(minutes=61)
    fire(bank)
    answer(bank, case_id)
    write_again(bank)
    bank.later(minutes=31)
    fire(bank)
    assert steps(bank, "first_response") + steps(bank, "next_response") == ["breach", "breach"]


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


def test_ld_f_a_breach_that_nobody_owns_reaches_the_duty_manager(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=61)
    fire(bank)
    assert {alert.slack_target for alert in alerts(bank)} == {"U0DANIEL", "C0DUTY"}


def test_ld_i_an_outage_of_hours_loses_no_alert(bank: Bank) -> None:
    bank.complaint(author="ana")
    bank.later(minutes=20)
    late = bank.complaint(author="ben")
    bank.later(minutes=45)  # the worker was down; one is overdue, the other past its warning
    fire(bank)
    said = [(d.payload["case_id"], d.payload["step"]) for d in bank.deliveries("slack.alert")]
    assert (late, "warning") in said
    assert "breach" in steps(bank, "first_response")


def test_ld_j_waiting_for_the_customer_rests_the_clock_and_their_word_ends_it(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id, Purpose.ASKS)
    assert found(bank, case_id, Metric.RESOLUTION)[0].state is ClockState.PAUSED
    bank.later(hours=2)
    write_again(bank)
    [clock] = found(bank, case_id, Metric.RESOLUTION)
    assert (clock.state, clock.paused_seconds) == (ClockState.RUNNING, 7200)


def test_ld_a_case_without_a_promise_is_flagged_and_not_only_logged(bank: Bank) -> None:
    bank.lay_over(
        {"sla": {"rules": [{"name": "fb", "match": {"channel": "facebook"}, "targets": HOUR}]}}
    )
    bank.complaint()
    [notice] = bank.deliveries("slack.notice")
    assert "no clock runs on it" in notice.payload["text"]


def test_cw_14861_what_needs_no_answer_stops_with_its_reason(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        reason = NotActionableReason.NOT_OURS
        closures.not_actionable(desk, case_id=case_id, reason=reason, remark="", by=AMIRA)
    clocks_found = [c for metric in Metric for c in found(bank, case_id, metric) if c.due_at]
    assert {clock.stop_detail for clock in clocks_found} == {"not_ours"}


def test_pc_more_than_ten_at_once_are_all_told(bank: Bank) -> None:
    for number in range(12):
        bank.complaint(author=f"a{number}")
    bank.later(minutes=61)
    fire(bank)
    assert len({alert.case_id for alert in alerts(bank)}) == 12


def test_mz_an_alert_in_quiet_hours_is_kept_for_the_morning_and_not_spent(bank: Bank) -> None:
    promise = {"target": "2 hours", "steps": [{"at": "100 %", "tell": ["owner"]}]}
    quiet = {"quiet": {"owner": "outside hours"}}
    rule = {"name": "all", "targets": {**dict.fromkeys(HOUR, "none"), "first_response": promise}}
    bank.lay_over({"sla": {"rules": [rule], "alerts": quiet}})
    bank.later(hours=12)  # 22:00
    claim(bank, bank.complaint())
    bank.later(hours=3)
    fire(bank)
    [alert], [bundle] = alerts(bank), bank.deliveries("slack.alert_bundle")
    assert alert.held_until is not None
    assert (alert.held_until.hour, alert.held_until.day) == (8, 17)
    assert bundle.not_before > bundle.created_at


def test_mz_a_tick_that_fails_spends_nothing(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=61)
    with pytest.raises(RuntimeError):
        _fire_and_fail(bank)
    assert fire(bank) > 0
    assert steps(bank, "first_response") == ["breach"]


def test_mz_and_dp_what_is_overdue_long_is_told_again_louder(bank: Bank) -> None:
    steps_of = [{"at": f"{share} %", "tell": ["team"]} for share in (100, 150, 200, 400)]
    promise = {"target": "60 business minutes", "steps": steps_of}
    rule = {"name": "all", "targets": {**dict.fromkeys(HOUR, "none"), "first_response": promise}}
    bank.lay_over({"sla": {"rules": [rule]}})
    claim(bank, bank.complaint())
    for _ in range(4):
        bank.later(minutes=65)
        fire(bank)
    assert steps(bank, "first_response") == ["breach", "200%", "400%"]


def _fire_and_fail(bank: Bank) -> None:
    with bank.desk() as desk:
        escalations.fire(desk)
        raise RuntimeError("the database went away")
