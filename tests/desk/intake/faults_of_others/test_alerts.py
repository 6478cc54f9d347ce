"""Faults that others made of alerts: told to too many, at night, twice, or lost."""

import pytest

from bot.desk.cases import merging
from bot.desk.clocks import escalations
from tests.desk.conftest import Bank
from tests.desk.intake.faults_of_others.faults import (
    AMIRA,
    HOUR,
    alerts,
    answer,
    claim,
    fire,
    steps,
    write_again,
)


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


def test_ld_a_case_without_a_promise_is_flagged_and_not_only_logged(bank: Bank) -> None:
    bank.lay_over(
        {"sla": {"rules": [{"name": "fb", "match": {"channel": "facebook"}, "targets": HOUR}]}}
    )
    bank.complaint()
    [notice] = bank.deliveries("slack.notice")
    assert "no clock runs on it" in notice.payload["text"]


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
