"""What each verb does to a case's clocks, played as the events of one case."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.case_clocks import CustomerMessage
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.clocks.timers import fire_due
from bot.storage.engine import Database
from tests.desk.conftest import desk_in
from tests.domain.calendars import at
from tests.domain.house import house
from tests.domain.sla.policies import rule
from tests.storage.stored_cases import new_case, new_message

RULES = house()
START = at("2026-11-23 10:00")


def minutes(n: float) -> datetime:
    """So many minutes into the story."""
    return START + timedelta(minutes=n)


class Story:
    """One case and what happens to it."""

    def __init__(self, session: Session, rules: HouseRules = RULES, **given: Any) -> None:
        self.session, self.rules = session, rules
        self.case: Case = new_case(session, opened_at=START, **given)
        first = new_message(session, case=self.case, posted_at=START)
        self.is_timed = case_clocks.on_opened(self.desk, case=self.case, message=first)

    @property
    def desk(self) -> Desk:
        """A desk under the rules of now."""
        return desk_in(self.session, rules=self.rules, now=START)

    def wrote(self, posted: float, received: float | None = None) -> Message:
        reached = minutes(posted if received is None else received)
        message = new_message(
            self.session, case=self.case, posted_at=minutes(posted), received_at=reached
        )
        case_clocks.on_customer_wrote(self.desk, case=self.case, message=message)
        return message

    def answered(self, n: float, *, seen_until: float | None = None) -> CustomerMessage | None:
        return case_clocks.on_answered(
            self.desk,
            case=self.case,
            at=minutes(n),
            seen_until=minutes(n if seen_until is None else seen_until),
        )

    def all(self, metric: Metric) -> list[SlaClock]:
        found = clocks_of(session=self.session, case_id=self.case.number)
        return [clock for clock in found if clock.metric is metric]

    def one(self, metric: Metric) -> SlaClock:
        (clock,) = self.all(metric)
        return clock


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def test_a_new_case_is_timed_from_the_posts_own_time_and_not_from_when_it_reached_us(
    session: Session,
) -> None:
    story = Story(session, received_at=minutes(45))
    assert story.one(Metric.FIRST_RESPONSE).due_at == minutes(60)
    assert story.one(Metric.CLAIMED).due_at == minutes(15)
    assert story.one(Metric.RESOLUTION).state is ClockState.NONE


def test_a_case_no_rule_takes_is_reported_and_not_silently_skipped(session: Session) -> None:
    only_facebook = house({"sla": {"rules": [rule(match={"channel": "facebook"})]}})
    story = Story(session, only_facebook)
    assert not story.is_timed
    assert clocks_of(session=session, case_id=story.case.number) == []


def test_claiming_meets_the_claimed_clock_and_releasing_restarts_nothing(session: Session) -> None:
    story = Story(session)
    case_clocks.on_claimed(story.desk, case=story.case, at=minutes(5))
    case_clocks.on_claimed(story.desk, case=story.case, at=minutes(50))
    assert story.one(Metric.CLAIMED).met_at == minutes(5)


def test_a_second_word_before_the_first_answer_starts_no_second_clock(session: Session) -> None:
    story = Story(session)
    story.wrote(10)
    story.wrote(20)
    assert story.all(Metric.NEXT_RESPONSE) == []
    assert story.one(Metric.FIRST_RESPONSE).started_at == START


def test_the_next_response_is_timed_from_the_oldest_unanswered_word_once_a_silence(
    session: Session,
) -> None:
    story = Story(session)
    story.answered(10)
    cause = story.wrote(20)
    story.wrote(30)
    story.wrote(180)
    clock = story.one(Metric.NEXT_RESPONSE)
    assert (clock.started_at, clock.cause_message_id) == (minutes(20), cause.id)
    assert clock.due_at == minutes(140)


def test_an_angry_customer_does_not_multiply_the_misses(session: Session) -> None:
    story = Story(session)
    story.answered(10)
    story.wrote(20)
    fire_due(session=session, now=minutes(150))
    story.wrote(160)
    story.wrote(170)
    story.answered(200)
    assert [clock.missed for clock in story.all(Metric.NEXT_RESPONSE)] == [True]


def test_each_silence_has_its_own_clock(session: Session) -> None:
    story = Story(session)
    story.answered(10)
    story.wrote(20)
    story.answered(30)
    story.wrote(40)
    first, second = story.all(Metric.NEXT_RESPONSE)
    assert (first.met_at, second.started_at) == (minutes(30), minutes(40))
    assert (first.generation, second.generation) == (1, 2)


def test_an_older_word_that_arrives_later_moves_the_start_back(session: Session) -> None:
    story = Story(session)
    story.answered(10)
    story.wrote(30)
    older = story.wrote(25, received=35)
    clock = story.one(Metric.NEXT_RESPONSE)
    assert (clock.started_at, clock.cause_message_id) == (minutes(25), older.id)
    assert clock.due_at == minutes(145)


def test_a_word_that_came_while_the_answer_was_on_its_way_is_still_unanswered(
    session: Session,
) -> None:
    story = Story(session)
    word = story.wrote(9, received=10.5)
    left = story.answered(11, seen_until=10)
    assert left is not None
    assert left.message_id == word.id
    assert story.one(Metric.FIRST_RESPONSE).met_at == minutes(11)
    assert story.one(Metric.NEXT_RESPONSE).started_at == minutes(9)


def test_an_answer_in_the_native_app_covers_what_was_posted_before_it(session: Session) -> None:
    story = Story(session)
    story.wrote(5, received=30)
    left = case_clocks.on_answered(story.desk, case=story.case, at=minutes(6))
    assert left is None
    assert story.one(Metric.FIRST_RESPONSE).met_at == minutes(6)


def test_a_word_the_native_app_answered_before_we_saw_it_starts_no_clock(session: Session) -> None:
    story = Story(session)
    native = Direction.OUTBOUND
    new_message(
        session, case=story.case, posted_at=minutes(8), direction=native, purpose=Purpose.ANSWERS
    )
    case_clocks.on_answered(story.desk, case=story.case, at=minutes(8))
    story.wrote(7, received=9)
    assert story.all(Metric.NEXT_RESPONSE) == []


def test_a_native_answer_known_only_after_the_alarm_leaves_no_miss(session: Session) -> None:
    story = Story(session)
    fire_due(session=session, now=minutes(90))
    case_clocks.on_answered(story.desk, case=story.case, at=minutes(40))
    clock = story.one(Metric.FIRST_RESPONSE)
    assert (clock.met_at, clock.missed) == (minutes(40), False)


def test_a_late_answer_keeps_the_breach_with_the_due_time(session: Session) -> None:
    story = Story(session)
    fire_due(session=session, now=minutes(90))
    story.answered(100)
    clock = story.one(Metric.FIRST_RESPONSE)
    assert (clock.met_at, clock.breached_at) == (minutes(100), minutes(60))


def test_an_answer_without_a_claim_ends_the_wait_for_one(session: Session) -> None:
    story = Story(session)
    story.answered(20)
    clock = story.one(Metric.CLAIMED)
    assert (clock.stop_reason, clock.breached_at) == (StopReason.ANSWERED, minutes(15))


def test_resolving_stops_what_still_waits_so_that_no_goodbye_is_eternal(session: Session) -> None:
    story = Story(session)
    story.answered(10)
    story.wrote(20)
    case_clocks.on_resolved(story.desk, case=story.case, at=minutes(30), accepted=True)
    clock = story.one(Metric.NEXT_RESPONSE)
    assert (clock.stop_reason, clock.missed) == (StopReason.RESOLVED, False)
    assert fire_due(session=session, now=minutes(10_000)) == []


def test_what_needs_no_answer_stops_with_its_reason_and_keeps_its_misses(session: Session) -> None:
    story = Story(session)
    case_clocks.on_not_actionable(story.desk, case=story.case, at=minutes(30), reason="spam")
    clock = story.one(Metric.CLAIMED)
    assert (clock.stop_reason, clock.stop_detail) == (StopReason.NOT_ACTIONABLE, "spam")
    assert clock.breached_at == minutes(15)
    assert not story.one(Metric.FIRST_RESPONSE).missed


def test_a_case_that_comes_back_unanswered_waits_for_its_first_response_anew(
    session: Session,
) -> None:
    story = Story(session)
    case_clocks.on_not_actionable(story.desk, case=story.case, at=minutes(5), reason="praise")
    case_clocks.on_reopened(story.desk, case=story.case, at=minutes(30))
    story.wrote(30)
    first, second = story.all(Metric.FIRST_RESPONSE)
    assert (first.stop_reason, second.started_at) == (StopReason.NOT_ACTIONABLE, minutes(30))


def test_asking_the_customer_rests_only_what_the_policy_says(session: Session) -> None:
    pausing = {"target": "3 business hours", "pauses": ["with_customer"]}
    story = Story(session, house({"sla": {"rules": [rule(resolution=pausing)]}}))
    case_clocks.on_asked(story.desk, case=story.case, at=minutes(20))
    assert story.one(Metric.RESOLUTION).state is ClockState.PAUSED
    assert story.one(Metric.FIRST_RESPONSE).state is ClockState.RUNNING
    story.wrote(80)
    clock = story.one(Metric.RESOLUTION)
    assert (clock.state, clock.due_at) == (ClockState.RUNNING, minutes(240))
    assert [t.metric for t in fire_due(session=session, now=minutes(239))].count(
        Metric.RESOLUTION
    ) == 0
    fired = fire_due(session=session, now=minutes(241))
    assert [t.metric for t in fired] == [Metric.RESOLUTION]


@pytest.mark.parametrize(
    ("on_reopen", "due"),
    [("new", minutes(60 + 300)), ("continue", minutes(60 + 240)), ("nothing", None)],
)
def test_reopening_does_to_resolution_what_the_policy_says(
    session: Session, on_reopen: str, due: datetime | None
) -> None:
    five_hours = {"target": "5 business hours", "on_reopen": on_reopen}
    story = Story(session, house({"sla": {"rules": [rule(resolution=five_hours)]}}))
    case_clocks.on_resolved(story.desk, case=story.case, at=minutes(60), accepted=True)
    case_clocks.on_reopened(story.desk, case=story.case, at=minutes(60))
    found = story.all(Metric.RESOLUTION)
    assert [clock.met_at for clock in found] == [minutes(60), *([None] if due else [])]
    assert [clock.due_at for clock in found[1:]] == ([due] if due else [])


def test_a_changed_policy_touches_only_clocks_that_start_later(session: Session) -> None:
    story = Story(session)
    story.rules = house({"sla": {"rules": [rule(next_response="30 business minutes")]}})
    story.answered(10)
    story.wrote(20)
    assert story.one(Metric.FIRST_RESPONSE).policy_version == RULES.sla.version
    clock = story.one(Metric.NEXT_RESPONSE)
    assert (clock.policy_version, clock.due_at) == (story.rules.sla.version, minutes(50))


def test_an_older_word_is_counted_by_the_policy_its_clock_began_under(session: Session) -> None:
    story = Story(session)
    story.answered(10)
    story.wrote(30)
    story.rules = house({"sla": {"rules": [rule(next_response="30 business minutes")]}})
    story.wrote(25, received=35)
    assert story.one(Metric.NEXT_RESPONSE).due_at == minutes(145)


def test_a_private_first_word_is_timed_by_the_rule_for_private_words(session: Session) -> None:
    case = new_case(session, opened_at=START)
    word = new_message(session, case=case, posted_at=START, surface=Surface.PRIVATE)
    case_clocks.on_opened(desk_in(session, rules=RULES, now=START), case=case, message=word)
    found = {clock.metric: clock for clock in clocks_of(session=session, case_id=case.number)}
    assert found[Metric.FIRST_RESPONSE].rule == "private words"
    assert found[Metric.FIRST_RESPONSE].due_at == minutes(15)


def test_a_case_is_counted_by_its_own_teams_calendar(session: Session) -> None:
    sunday = at("2026-11-22 03:00")
    case = new_case(session, opened_at=sunday, brand="harbour", team="harbour")
    word = new_message(session, case=case, posted_at=sunday)
    case_clocks.on_opened(desk_in(session, rules=RULES, now=START), case=case, message=word)
    found = {clock.metric: clock for clock in clocks_of(session=session, case_id=case.number)}
    assert found[Metric.FIRST_RESPONSE].calendar_name == "always"
    assert found[Metric.FIRST_RESPONSE].due_at == sunday + timedelta(hours=1)
