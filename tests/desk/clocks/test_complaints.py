"""A complaint: marked and withdrawn by a person, its deadlines counted from receipt whatever happens."""

from datetime import datetime

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import published
from bot.desk.cases import closures, merging
from bot.desk.clocks import approval_clocks, case_clocks, complaint_clocks, complaints, escalations
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.complaint import Complaint
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric
from bot.domain.sla.regulatory import StopEvent
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.domain.calendars import at

AMIRA = Actor.staff("U0AMIRA")
GRACE = Actor.staff("U0GRACE")


def mark(bank: Bank, case_id: int, preset: str = "uk_disp") -> None:
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset=preset, by=GRACE, reason="Wants redress")


def regulatory(bank: Bank, case_id: int) -> dict[str, SlaClock]:
    """The newest clock of each name."""
    with bank.database.reading() as session:
        query = select(SlaClock).where(
            SlaClock.case_id == case_id, SlaClock.metric == Metric.REGULATORY
        )
        rows = sorted(session.exec(query), key=lambda clock: clock.pk)
        return {clock.name.partition(":")[2]: clock for clock in rows}


def resolve(bank: Bank, case_id: int, *, acceptance: str = "") -> None:
    with bank.desk() as desk:
        closures.resolve(
            desk,
            case_id=case_id,
            outcome=Outcome.REDRESS,
            remark="",
            by=AMIRA,
            acceptance=acceptance,
        )


def publish(bank: Bank, case_id: int, purpose: Purpose) -> None:
    """What a published answer does to the case's clocks, by its receipt."""
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        published.credit(desk, case=case, purpose=purpose, at=bank.now, seen_until=bank.now)


def test_a_mark_starts_its_deadlines_at_the_posts_own_time(bank: Bank) -> None:
    late_seen = bank.post("You lost my money", at=at("2026-11-13 23:59"))
    case_id = bank.take_in(late_seen)
    bank.later(hours=5)
    mark(bank, case_id)
    found = regulatory(bank, case_id)
    assert found["summary_resolution"].due_at == at("2026-11-18 17:00")
    assert found["final_response"].due_at == at("2027-01-09 00:00")
    assert found["final_response"].started_at == at("2026-11-13 23:59")


def test_the_decision_stands_in_the_trail_with_who_when_and_by_which_version(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id)
    bank.later(hours=1)
    with bank.desk() as desk:
        complaints.withdraw(desk, case_id=case_id, preset="uk_disp", by=AMIRA, reason="A question")
    with bank.database.reading() as session:
        row = session.exec(select(Complaint)).one()
        trail = {e.verb: e for e in session.exec(select(AuditEntry)) if "complaint" in e.verb}
    assert (row.marked_by, row.withdrawn_by) == ("staff:U0GRACE", "staff:U0AMIRA")
    assert (row.marked_at, row.withdrawn_at) == (MONDAY_TEN, bank.now)
    assert trail["complaint_marked"].details["version"] == row.preset_version
    assert trail["complaint_withdrawn"].actor_id == "U0AMIRA"
    assert bank.templates() == ["complaint_marked", "complaint_withdrawn"]


def test_withdrawing_stops_the_deadlines_and_keeps_what_was_missed(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id)
    bank.later(days=4)
    with bank.desk() as desk:
        complaints.withdraw(desk, case_id=case_id, preset="uk_disp", by=AMIRA, reason="")
    found = regulatory(bank, case_id)
    assert {clock.stop_reason for clock in found.values()} == {StopReason.WITHDRAWN}
    missed = [name for name, clock in found.items() if clock.missed]
    assert missed == ["acknowledgement", "summary_resolution"]


def test_a_case_is_marked_once_by_a_rule_and_may_be_marked_anew_after_a_withdrawal(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    mark(bank, case_id)
    with pytest.raises(complaints.AlreadyMarked, match="already marked: UK complaint"):
        mark(bank, case_id)
    with bank.desk() as desk:
        complaints.withdraw(desk, case_id=case_id, preset="uk_disp", by=AMIRA, reason="")
    mark(bank, case_id)
    assert regulatory(bank, case_id)["final_response"].state is ClockState.RUNNING


def test_a_rule_that_staff_are_not_offered_is_refused(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(complaints.NoSuchPreset):
        mark(bank, case_id, preset="us_reg_e")


def test_any_published_answer_acknowledges_and_nothing_typed_in_slack_does(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, preset="au_rg271")
    assert regulatory(bank, case_id)["acknowledgement"].state is ClockState.RUNNING
    bank.later(hours=2)
    publish(bank, case_id, Purpose.HOLDING)
    found = regulatory(bank, case_id)
    assert found["acknowledgement"].met_at == bank.now
    assert found["final_response"].state is ClockState.RUNNING


def test_resolving_is_the_final_response(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id)
    bank.later(days=2)
    resolve(bank, case_id)
    found = regulatory(bank, case_id)
    assert found["final_response"].met_at == bank.now
    assert found["summary_resolution"].met_at is None  # the customer accepts a summary, not we


def test_an_extension_meets_the_first_deadline_and_leaves_the_last_one(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, preset="uk_psd")
    bank.later(days=10)
    with bank.desk() as desk:
        complaints.record_outcome(
            desk, case_id=case_id, preset="uk_psd", event=StopEvent.EXTENSION, by=GRACE
        )
    found = regulatory(bank, case_id)
    assert found["final_response"].state is ClockState.MET
    assert found["latest_response"].state is ClockState.RUNNING


def test_office_hours_asking_and_reassigning_never_touch_a_deadline(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id)
    before = regulatory(bank, case_id)["final_response"]
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
        claims.release(desk, case_id=case_id, by=AMIRA)
    publish(bank, case_id, Purpose.ASKS)
    bank.later(days=9)
    clock = regulatory(bank, case_id)["final_response"]
    assert clock.state is ClockState.RUNNING
    assert (clock.due_at, clock.generation) == (before.due_at, before.generation)


def test_where_the_rule_says_so_the_time_with_the_customer_does_not_count(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, preset="sa_sama")
    assert regulatory(bank, case_id)["resolution"].due_at == at("2026-11-24 00:00", "Asia/Riyadh")
    bank.later(days=1)
    publish(bank, case_id, Purpose.ASKS)
    assert regulatory(bank, case_id)["resolution"].state is ClockState.PAUSED
    bank.later(days=2)
    bank.take_in(bank.post("Here is what you asked for", conversation="1"))
    resumed = regulatory(bank, case_id)["resolution"]
    assert resumed.state is ClockState.RUNNING
    # Of the days it rested, from Tuesday 13:00 on, Wednesday was a whole one: it ends one day later.
    assert resumed.due_at == at("2026-11-25 00:00", "Asia/Riyadh")


def test_a_reopened_complaint_keeps_its_deadline_if_it_is_still_ahead(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id)
    due = regulatory(bank, case_id)["final_response"].due_at
    bank.later(days=1)
    resolve(bank, case_id, acceptance="By phone")
    bank.later(days=1)
    bank.take_in(bank.post("That is not what we agreed", conversation="1"))
    found = regulatory(bank, case_id)
    assert (found["final_response"].state, found["final_response"].due_at) == (
        ClockState.RUNNING,
        due,
    )
    assert found["summary_resolution"].state is ClockState.MET, "met once is met"


def test_an_objection_starts_its_own_deadline_at_the_customers_word(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, preset="sa_sama")
    resolve(bank, case_id)
    bank.later(days=1)
    said: datetime = bank.now
    bank.later(hours=3)  # it reaches us late
    bank.take_in(bank.post("I object", conversation="1", at=said))
    objection = regulatory(bank, case_id)["objection"]
    assert objection.started_at == said
    assert objection.due_at == at("2026-11-23 00:00", "Asia/Riyadh")  # Wed, Thu, Sun


def test_a_complaint_is_not_set_aside_as_needing_no_answer(bank: Bank) -> None:
    case_id, reason = bank.complaint(), NotActionableReason.SPAM
    mark(bank, case_id)
    with (
        pytest.raises(complaint_clocks.MarkedAsComplaint, match="withdraw the mark first"),
        bank.desk() as desk,
    ):
        closures.not_actionable(desk, case_id=case_id, reason=reason, remark="", by=AMIRA)
    assert bank.case(case_id).state == CaseState.NEW


def test_deadlines_survive_a_merge_and_the_older_start_counts(bank: Bank) -> None:
    older = bank.complaint(author="ana")
    mark(bank, older)
    due = regulatory(bank, older)["final_response"].due_at
    bank.later(days=1)
    newer = bank.complaint(author="ben")
    mark(bank, newer)
    with bank.desk() as desk:
        merging.merge(desk, case_id=older, into=newer, by=AMIRA)
    survives = regulatory(bank, newer)["final_response"]
    assert (survives.due_at, survives.state) == (due, ClockState.RUNNING)
    assert regulatory(bank, older)["final_response"].stop_reason is StopReason.MERGED


def test_each_mark_of_a_deadline_is_told_and_its_breach_reaches_the_duty_manager(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    mark(bank, case_id)
    steps: list[str] = []
    for _ in range(58):
        bank.later(days=1)
        with bank.desk() as desk:
            escalations.fire(desk)
    for delivery in bank.deliveries("slack.alert"):
        if delivery.payload["metric"] == "regulatory":
            steps.append(str(delivery.payload["step"]))
    assert steps == [
        "breach",  # the window of the acknowledgement
        "warning",
        "2 business days",
        "breach",  # the summary resolution
        "warning",
        "6 calendar weeks",
        "7 calendar weeks",
        "breach",  # the final response
    ]


def test_a_private_word_opens_the_platforms_own_window(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"private_window_h": 24.0})
    case_id = bank.take_in(bank.post("Can you help?", surface=Surface.PRIVATE))
    [clock] = _windows(bank, case_id)
    assert clock.due_at == at("2026-11-17 10:00")
    assert clock.warn_at == at("2026-11-17 05:12")
    bank.later(hours=1)
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        public, private = Surface.PUBLIC, Surface.PRIVATE
        case_clocks.on_published(desk, case=case, at=bank.now, surface=public, seen_until=None)
        case_clocks.on_published(desk, case=case, at=bank.now, surface=private, seen_until=None)
    assert [clock.state for clock in _windows(bank, case_id)] == [ClockState.MET]


def test_each_later_private_word_opens_a_new_window_and_a_missed_one_stays_missed(
    bank: Bank,
) -> None:
    bank.channel = bank.channel.model_copy(update={"private_window_h": 24.0})
    case_id = bank.take_in(bank.post("Can you help?", surface=Surface.PRIVATE))
    bank.later(hours=3)
    bank.take_in(bank.post("Hello?", surface=Surface.PRIVATE, conversation="1"))
    bank.later(hours=30)
    bank.take_in(bank.post("Anybody?", surface=Surface.PRIVATE, conversation="1"))
    windows = _windows(bank, case_id)
    assert [clock.missed for clock in windows] == [False, True, False]
    assert [clock.state for clock in windows][2] is ClockState.RUNNING


def test_a_public_word_opens_no_window(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"private_window_h": 24.0})
    assert _windows(bank, bank.complaint()) == []


def test_an_approval_is_timed_from_the_asking_to_the_decision_where_it_is_promised(
    bank: Bank,
) -> None:
    targets = {
        "claimed": "none",
        "first_response": "none",
        "next_response": "none",
        "resolution": "none",
        "approval": "30 business minutes",
    }
    case_id = bank.complaint()
    del targets["approval"]
    bank.lay_over({"sla": {"rules": [{"name": "all", "targets": targets}]}})
    _ask_approval(bank, case_id)
    assert _of(bank, case_id, Metric.APPROVAL) == [], "these rules promise nothing of it"
    targets["approval"] = "30 business minutes"
    bank.lay_over({"sla": {"rules": [{"name": "all", "targets": targets}]}})
    for _ in range(2):
        _ask_approval(bank, case_id)
    [clock] = _of(bank, case_id, Metric.APPROVAL)
    assert clock.due_at == at("2026-11-16 10:30")
    bank.later(minutes=30)
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        approval_clocks.on_decided(desk, case=case, at=bank.now)
    [clock] = _of(bank, case_id, Metric.APPROVAL)
    assert (clock.state, clock.missed) == (ClockState.MET, False)


def _ask_approval(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        approval_clocks.on_asked(desk, case=case, surface=Surface.PUBLIC, at=bank.now)


def _windows(bank: Bank, case_id: int) -> list[SlaClock]:
    return _of(bank, case_id, Metric.PRIVATE_WINDOW)


def _of(bank: Bank, case_id: int, metric: Metric) -> list[SlaClock]:
    with bank.database.reading() as session:
        query = select(SlaClock).where(SlaClock.case_id == case_id, SlaClock.metric == metric)
        return sorted(session.exec(query), key=lambda clock: clock.pk)
