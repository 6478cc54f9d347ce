"""The ladder at work: who is told at which step, once, in quiet hours later, and several as one."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.clocks import alerts as clocks_alerts
from bot.desk.clocks import escalations
from bot.desk.ownership import claims
from bot.domain.records.staff import Actor
from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
NONE = {"claimed": "none", "next_response": "none", "resolution": "none"}


def ladder(*steps: tuple[str, list[str]], **alerts: Any) -> dict[str, Any]:
    promise = {
        "target": "60 business minutes",
        "steps": [{"at": at, "tell": tell} for at, tell in steps],
    }
    rule = {"name": "all", "targets": {**NONE, "first_response": promise}}
    return {"sla": {"rules": [rule], **({"alerts": alerts} if alerts else {})}}


def fire(bank: Bank) -> int:
    with bank.desk() as desk:
        return escalations.fire(desk)


def release(bank: Bank) -> int:
    with bank.desk() as desk:
        return clocks_alerts.release(desk)


def claim(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)


def alerts(bank: Bank) -> list[Alert]:
    with bank.database.reading() as session:
        return sorted(session.exec(select(Alert)), key=lambda alert: alert.pk)


def told(bank: Bank) -> list[tuple[str, str]]:
    return [(alert.step, alert.slack_target) for alert in alerts(bank)]


def bundles(bank: Bank) -> list[Delivery]:
    return bank.deliveries("slack.alert_bundle")


def in_threads(bank: Bank) -> list[str]:
    return [str(d.payload["step"]) for d in bank.deliveries("slack.alert")]


FULL = ladder(
    ("50 %", ["owner"]),
    ("80 %", ["team"]),
    ("100 %", ["team", "owner"]),
    ("150 %", ["duty_manager", "C0HEADS"]),
)


def test_each_step_tells_whom_it_names_and_each_once(bank: Bank) -> None:
    bank.lay_over(FULL)
    claim(bank, bank.complaint())
    for minutes in (31, 18, 12, 30):  # past 30, 48, 60 and 90 minutes
        bank.later(minutes=minutes)
        fire(bank)
        assert fire(bank) == 0
    assert in_threads(bank) == ["80%", "breach"]
    assert told(bank) == [
        ("warning", "U0AMIRA"),
        ("breach", "U0AMIRA"),
        ("150%", "C0DUTY"),
        ("150%", "C0HEADS"),
        ("150%", "U0DANIEL"),
    ]


def test_what_is_for_the_owner_goes_to_the_duty_manager_when_nobody_owns_the_case(
    bank: Bank,
) -> None:
    bank.lay_over(FULL)
    bank.complaint()
    bank.later(minutes=31)
    fire(bank)
    assert told(bank) == [("warning", "C0DUTY"), ("warning", "U0DANIEL")]


def test_an_unowned_breach_reaches_the_duty_manager_whatever_the_ladder_says(bank: Bank) -> None:
    bank.lay_over(ladder(("100 %", ["team"])))
    bank.complaint()
    bank.later(minutes=61)
    fire(bank)
    assert ("breach", "U0DANIEL") in told(bank)


def test_the_roster_says_who_is_on_duty(bank: Bank) -> None:
    shifts = [{"hours": "08:00-18:00", "people": "U0LENA"}]
    roster = {"duty": {"teams": {"every": {"time_zone": "Europe/London", "shifts": shifts}}}}
    bank.lay_over({**ladder(("100 %", ["duty_manager"])), **roster})
    bank.complaint()
    bank.later(minutes=61)
    fire(bank)
    assert {target for _, target in told(bank)} == {"U0LENA", "C0DUTY"}


def test_steps_that_fall_due_together_are_said_as_the_loudest_to_everybody(bank: Bank) -> None:
    bank.lay_over(FULL)
    claim(bank, bank.complaint())
    bank.later(hours=3)
    assert fire(bank) == 4
    assert in_threads(bank) == ["150%"]
    assert {target for _, target in told(bank)} == {"U0AMIRA", "U0DANIEL", "C0DUTY", "C0HEADS"}


def test_a_clock_that_was_paused_fires_each_step_once_all_the_same(bank: Bank) -> None:
    bank.lay_over(FULL)
    case_id = bank.complaint()
    bank.later(minutes=31)
    fire(bank)
    claim(bank, case_id)  # takes every clock and puts it back
    bank.later(minutes=90)
    fire(bank)
    assert fire(bank) == 0
    with bank.database.reading() as session:
        query = select(SlaClock).where(SlaClock.metric == Metric.FIRST_RESPONSE)
        clock = session.exec(query).one()
    assert clock.marks_passed == ["80%", "150%"]
    assert [step for step, target in told(bank)].count("warning") == 2


def test_an_alert_in_quiet_hours_is_written_at_once_and_goes_when_they_end(bank: Bank) -> None:
    quiet = {"people": {"U0AMIRA": {"time_zone": "Europe/London", "spans": ["10:00-12:00"]}}}
    bank.lay_over(ladder(("50 %", ["team", "owner"]), quiet=quiet))
    claim(bank, bank.complaint())
    bank.later(minutes=31)
    fire(bank)
    [bundle], [alert] = bundles(bank), alerts(bank)
    assert in_threads(bank) == ["warning"], "a thread is silent by nature"
    assert alert.held_until == bank.now.replace(hour=12, minute=0)
    wait = bundle.not_before - bundle.created_at
    assert timedelta(minutes=88) < wait < timedelta(minutes=90)


def test_a_broken_promise_of_a_loud_metric_wakes_people(bank: Bank) -> None:
    night = {"time_zone": "Europe/London", "spans": ["10:00-12:00"]}
    bank.lay_over(ladder(("100 %", ["owner"]), quiet={"owner": night}, loud=["first_response"]))
    claim(bank, bank.complaint())
    bank.later(minutes=61)
    fire(bank)
    assert [alert.held_until for alert in alerts(bank)] == [None]


def test_sixty_breaches_at_once_are_one_message_to_each_who_is_told(bank: Bank) -> None:
    bank.lay_over(ladder(("100 %", ["team"])))
    for number in range(60):
        bank.complaint(author=f"a{number}")
    bank.later(minutes=61)
    fire(bank)
    assert len(alerts(bank)) == 120
    assert [b.payload["slack_channel"] for b in bundles(bank)] == ["C0DUTY", "U0DANIEL"]
    assert all(b.not_before <= b.created_at for b in bundles(bank)), "the first goes at once"


def test_what_follows_within_a_minute_waits_for_the_minute_and_goes_as_one(bank: Bank) -> None:
    bank.lay_over(ladder(("100 %", ["duty_manager"]), bundle_seconds=60))
    bank.complaint(author="ana")
    bank.later(minutes=1)
    bank.complaint(author="ben")
    bank.complaint(author="cem")
    bank.later(minutes=60)
    fire(bank)
    first = bundles(bank)[0]
    for bundle in bundles(bank):
        bank.end(bundle, Receipt(reference="1.0"))
    bank.later(minutes=1)
    fire(bank)
    waiting = [b for b in bundles(bank) if b.state is DeliveryState.READY]
    assert len(waiting) == 2, "one to the person, one to the channel"
    assert all(b.not_before - first.not_before >= timedelta(seconds=59) for b in waiting)
    counts = [sum(a.bundle == b.dedupe_key for a in alerts(bank)) for b in waiting]
    assert counts == [2, 2]


def test_an_alert_never_joins_a_message_that_is_being_sent(bank: Bank) -> None:
    bank.lay_over(ladder(("100 %", ["C0HEADS"])))
    claim(bank, bank.complaint(author="ana"))
    bank.later(minutes=1)
    claim(bank, bank.complaint(author="ben"))
    bank.later(minutes=60)
    fire(bank)
    with bank.desk() as desk:
        going = desk.session.exec(select(Delivery).where(Delivery.kind == "slack.alert_bundle"))
        going.one().state = DeliveryState.SENDING
    bank.later(minutes=1)
    fire(bank)
    first, second = bundles(bank)
    assert [alert.bundle for alert in alerts(bank)] == [first.dedupe_key, second.dedupe_key]


def test_a_moved_clock_that_ends_the_quiet_hours_lets_the_alert_go(bank: Bank) -> None:
    quiet = {"people": {"U0AMIRA": {"time_zone": "Europe/London", "spans": ["10:00-14:00"]}}}
    bank.lay_over(ladder(("100 %", ["owner"]), quiet=quiet))
    claim(bank, bank.complaint())
    bank.later(minutes=61)
    fire(bank)
    [held] = bundles(bank)
    assert held.not_before > held.created_at + timedelta(hours=2)
    assert release(bank) == 0
    bank.later(hours=3)
    assert (release(bank), release(bank)) == (1, 0)
    [let_go] = bundles(bank)
    assert let_go.not_before < held.not_before - timedelta(hours=2)


def test_what_was_rolled_back_told_nobody_and_is_told_by_the_next_tick(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=61)
    before = len(bank.deliveries())
    try:
        with bank.desk() as desk:
            escalations.fire(desk)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert (len(bank.deliveries()), alerts(bank)) == (before, [])
    assert fire(bank) > 0
    assert len(bundles(bank)) == 2


@pytest.mark.on_both
def test_two_tickers_tell_each_alert_once_between_them(bank: Bank) -> None:
    bank.lay_over(ladder(("50 %", ["duty_manager"]), ("100 %", ["C0HEADS"])))
    for number in range(24):
        bank.complaint(author=f"a{number}")
    bank.later(hours=2)
    failed: list[BaseException] = []

    def tick() -> None:
        try:
            while True:
                with bank.desk() as desk:
                    if not escalations.fire(desk, limit=5):
                        return
        except BaseException as error:
            failed.append(error)

    tickers = [threading.Thread(target=tick) for _ in range(2)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    assert failed == []
    while fire(bank):
        pass
    found = alerts(bank)
    assert len({alert.fact for alert in found}) == len(found)
    breaches = {a.case_id for a in found if a.step == "breach" and a.slack_target == "C0HEADS"}
    assert len(breaches) == 24
    known = {bundle.dedupe_key for bundle in bundles(bank)}
    assert {alert.bundle for alert in found} == known, "no alert is lost, no message is empty"
