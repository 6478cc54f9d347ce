"""The modal of a ledger stays within Slack's limits, however long the clock has run."""

from datetime import UTC, datetime, timedelta

from bot.domain.sla import course
from bot.domain.sla.ledger import ledger_of
from bot.domain.sla.policy import Metric, Promise
from bot.slack.views.clocks.why import why_view
from tests.domain.calendars import calendar
from tests.slack.views.slack_rules import assert_view

BEGAN = datetime(2026, 1, 5, 10, 0, 7, tzinfo=UTC)


def test_a_hundred_clocks_that_ran_for_a_year_are_one_valid_modal() -> None:
    hours = calendar({"monday": ["09:00-12:00", "13:00-17:00"], "sunday": ["00:00-24:00"]})
    strange = hours.model_copy(update={"name": "<!channel> *x* " * 30})
    promise = Promise.model_validate({"target": "8 business hours", "warn": "50 %"})
    clock = course.start(
        case_id=1042,
        metric=Metric.RESOLUTION,
        generation=1,
        started_at=BEGAN,
        cause_message_id=None,
        rule="<!here> " * 100,
        promise=promise,
        policy_version="p" * 64,
        calendar=strange,
    )
    ledger = ledger_of(clock, calendar=strange, until=BEGAN + timedelta(days=365))
    assert_view(why_view(case_id=1042, ledgers=[ledger] * 100))
    assert_view(why_view(case_id=1042, ledgers=[]))


def test_what_is_promised_to_nobody_stands_last_in_one_line() -> None:
    hours = calendar({"monday": ["09:00-12:00"]})
    told = [
        ledger_of(
            course.start(
                case_id=1042,
                metric=metric,
                generation=1,
                started_at=BEGAN,
                cause_message_id=None,
                rule="all",
                promise=Promise.model_validate(target),
                policy_version="p" * 64,
                calendar=hours,
            ),
            calendar=hours,
            until=BEGAN,
        )
        for metric, target in ((Metric.RESOLUTION, "none"), (Metric.CLAIMED, "8 business hours"))
    ]
    view = why_view(case_id=1042, ledgers=told)
    assert_view(view)
    header, _, _, last = view["blocks"]
    assert "Claim: " in str(header)
    assert "Resolution: nothing is promised, on purpose" in str(last)
