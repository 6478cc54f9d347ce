"""The Voice of the customer: counted for a week, with its picture, without anybody's words; and the early warning."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.cases import closures, merging
from bot.desk.digests import issuing
from bot.desk.digests.issuing import house_day
from bot.desk.lessons import causes, growing, marks, rule_remarks
from bot.desk.lessons.causes import Step
from bot.digest.pictures.charts import chart
from bot.digest.report import Report
from bot.digest.voice import ASKED_AGAIN, IDEAS, Voice
from bot.digest.words import voice_words
from bot.domain.lessons.case_mark import MarkKind
from bot.domain.lessons.cause_step import CauseState
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.staff import Actor
from bot.domain.rules.digest_rules import Audience, DigestRule
from bot.language import speaking
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind
from bot.storage.figures.voice import quotes
from bot.storage.lessons import standing
from tests.desk.conftest import Bank

GRACE = Actor.staff("U0GRACE")
RULE = DigestRule(
    title="Voice of the customer",
    audience=Audience.BUSINESS,
    every="week",
    at=(time(10, 0),),
    time_zone="Europe/London",
    slack_channel="C0VOICE",
    chart="causes",
)


@pytest.fixture(autouse=True)
def _a_voice(bank: Bank) -> None:
    bank.rules = bank.rules.model_copy(update={"digests": {"voice": RULE}})


def name(bank: Bank, cause: str, author: str, text: str = "My refund takes weeks") -> int:
    case_id = bank.complaint(text, author=author)
    with bank.desk() as desk:
        marks.name_cause(desk, case_id=case_id, cause=cause, by=GRACE)
    return case_id


def report(bank: Bank) -> Report:
    bank.later(minutes=1)
    with bank.desk() as desk:
        return issuing.look(desk, digest="voice")


def voice(bank: Bank) -> Voice:
    found = report(bank).voice
    assert found is not None
    return found


def notices(bank: Bank) -> list[dict[str, Any]]:
    with bank.database.reading() as session:
        query = select(Delivery).where(Delivery.kind == DeliveryKind.NOTICE)
        return [each.payload for each in session.exec(query)]


def test_causes_are_counted_with_their_weeks_and_the_most_stand_first(bank: Bank) -> None:
    name(bank, "delay", "ana")
    bank.later(days=8)
    slow = [name(bank, "refund_slow", author) for author in ("ben", "cem")]
    name(bank, "delay", "dana")
    found = voice(bank)
    assert [(one.cause, one.cases) for one in found.causes] == [("refund_slow", 2), ("delay", 1)]
    assert found.causes[1].weeks[-2:] == (1, 1)
    assert found.cases_of("refund_slow") == tuple(reversed(slow))


def test_ideas_praise_misdirected_rules_and_what_nobody_named_are_counted(bank: Bank) -> None:
    idea, other, settled = (bank.complaint(author=author) for author in ("ana", "ben", "cem"))
    with bank.desk() as desk:
        marks.mark(desk, case_id=idea, kind=MarkKind.IDEA, by=GRACE)
        marks.mark(desk, case_id=other, kind=MarkKind.PRAISE, by=GRACE)
        not_ours = NotActionableReason.NOT_OURS
        closures.not_actionable(desk, case_id=other, reason=not_ours, remark="", by=GRACE)
        outcome = Outcome.FIXED
        closures.resolve(desk, case_id=settled, outcome=outcome, remark="By phone", by=GRACE)
        rule_remarks.write(desk, case_id=idea, rule="By post alone", happened="", by=GRACE)
    found = voice(bank)
    told = (found.ideas, found.praise, found.misdirected, found.rules, found.unnamed)
    assert told == (1, 1, 1, 1, 1)
    assert found.cases_of(IDEAS) == (idea,)


def test_a_case_that_goes_on_in_another_counts_once_and_brings_its_cause(bank: Bank) -> None:
    merged, other = name(bank, "delay", "ana"), bank.complaint("A quinquereme", author="ben")
    own, third = name(bank, "delay", "cem"), name(bank, "refund_slow", "dana")
    with bank.desk() as desk:
        merging.merge(desk, case_id=merged, into=other, by=GRACE)
        merging.merge(desk, case_id=own, into=third, by=GRACE)
    found = voice(bank)
    assert {one.cause: one.cases for one in found.causes} == {"delay": 1, "refund_slow": 1}
    assert {one.cause: one.weeks[-1] for one in found.causes} == {"delay": 1, "refund_slow": 1}
    with bank.desk() as desk:
        stands = {one.cause: one.cases for one in causes.stands(desk) if one.cases}
    assert stands == {"delay": 1, "refund_slow": 1}
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=merged, by=GRACE)
        assert standing(session=desk.session, case_id=other) == {}


def test_resolved_without_a_cause_is_counted_by_what_was_resolved(bank: Bank) -> None:
    for author in ("ana", "ben", "cem"):  # named, and still open
        name(bank, "delay", author)
    settled, named = bank.complaint(author="dana"), name(bank, "delay", "el")
    with bank.desk() as desk:
        for case_id in (settled, named):
            outcome = Outcome.FIXED
            closures.resolve(desk, case_id=case_id, outcome=outcome, remark="By phone", by=GRACE)
    assert voice(bank).unnamed == 1


def test_how_long_mending_took_counts_from_the_first_case_since_it_was_mended_before(
    bank: Bank,
) -> None:
    name(bank, "delay", "ana")
    for _ in range(2):
        bank.later(days=3)
        with bank.desk() as desk:
            causes.change(desk, cause="delay", step=Step(CauseState.MENDED), by=GRACE)
        bank.later(days=1)
        name(bank, "delay", "ben")
    [one] = voice(bank).causes
    assert one.lasted(bank.now) == timedelta(days=3)
    assert "Mended · after 3 days" in voice_words.cause_rows(voice(bank), now=bank.now)[0].value


def test_whoever_asks_again_after_our_answer_did_not_understand(bank: Bank) -> None:
    case_id = bank.complaint(author="ana")
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        case.first_answered_at = desk.now
        desk.session.add(case)
    bank.later(minutes=5)
    bank.take_in(bank.post("And which form is that?", author="ana"))
    found = voice(bank)
    assert (found.asked_again, found.cases_of(ASKED_AGAIN)) == (1, (case_id,))


def test_no_words_of_a_customer_are_in_what_is_posted_and_five_are_read_where_they_stand(
    bank: Bank,
) -> None:
    for number in range(7):
        name(bank, "refund_slow", f"c{number}", f"Card 4111 1111 1111 1111, refund {number}?")
    found = report(bank)
    assert "refund 3" not in str(found.model_dump())
    assert found.voice is not None
    with bank.database.reading() as session:
        said = list(quotes(session=session, case_ids=found.voice.cases_of("refund_slow")))
    assert len(said) == 5
    assert all("refund" in each.text and "4111 1111" not in each.text for each in said)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_week_is_drawn(bank: Bank, language: str) -> None:
    name(bank, "refund_slow", "ana")
    with speaking(language):
        drawn = chart(report(bank))
    assert drawn is not None
    assert drawn.png.startswith(b"\x89PNG")
    assert ("Refund too slow" if language == "en" else "بطء استرداد المبلغ") in drawn.alt_text


def test_it_is_issued_with_its_picture_once_its_week_is_over(bank: Bank) -> None:
    with bank.desk() as desk:
        issuing.issue_due(desk)
    name(bank, "refund_slow", "ana")
    bank.later(days=8)
    for _ in range(2):
        with bank.desk() as desk:
            issuing.issue_due(desk)
    kinds = [each.kind for each in bank.deliveries() if each.kind.startswith("slack.")]
    assert (kinds.count(DeliveryKind.DIGEST), kinds.count(DeliveryKind.CHART)) == (1, 1)


def grow(bank: Bank, *counts: int) -> None:
    for week, count in enumerate(counts):
        for number in range(count):
            name(bank, "refund_slow", f"w{week}n{number}")
        bank.later(days=7 if week + 1 < len(counts) else 1)


def test_a_cause_that_grows_is_told_to_its_owner_once_a_week(bank: Bank) -> None:
    bank.staff("U0NORA")
    with bank.desk() as desk:
        step = Step(CauseState.SEEN, owner="U0NORA")
        causes.change(desk, cause="refund_slow", step=step, by=GRACE)
    grow(bank, 1, 2, 3, 5)
    told = []
    for _ in range(3):
        with bank.desk() as desk:
            told.append(growing.warn(desk))
        bank.later(hours=9)
    assert told == [1, 0, 0]
    whom = {each["slack_channel"] for each in notices(bank) if "grows week by week" in each["text"]}
    assert "U0NORA" in whom
    assert len(whom) >= 2  # the leads too


def test_a_cause_that_stands_still_is_told_to_nobody(bank: Bank) -> None:
    grow(bank, 5, 5, 5, 5)
    with bank.desk() as desk:
        assert growing.warn(desk) == 0


def test_an_owner_is_told_when_it_becomes_theirs_and_with_the_leads_when_its_day_is_over(
    bank: Bank,
) -> None:
    with bank.desk() as desk:
        today = house_day(desk)
        plan = Step(CauseState.PLANNED, owner="U0NORA", due_on=today)
        causes.change(desk, cause="delay", step=plan, by=GRACE)
        causes.change(desk, cause="delay", step=plan, by=GRACE)
        assert growing.warn(desk) == 0
    assert [each["slack_channel"] for each in notices(bank)] == ["U0NORA"]
    told = []
    for _ in range(3):
        bank.later(days=1)
        with bank.desk() as desk:
            told.append(growing.warn(desk))
    assert told == [1, 0, 0]
    late = [each for each in notices(bank) if "was to be mended" in each["text"]]
    assert "U0NORA" in {each["slack_channel"] for each in late}
    assert len(late) >= 2  # the leads too
    assert today.isoformat() in late[0]["text"]


def test_the_day_of_a_plan_is_the_banks_own(bank: Bank) -> None:
    bank.now = bank.now.replace(hour=23, minute=30)  # of the next day in Dubai already
    zone = {"time_zone": "Asia/Dubai"}
    team = bank.rules.routing.teams[bank.rules.routing.fallback.team]
    there = bank.rules.calendars[team.calendar].model_copy(update=zone)
    calendars = {**bank.rules.calendars, team.calendar: there}
    bank.rules = bank.rules.model_copy(update={"calendars": calendars})
    yesterday = Step(CauseState.PLANNED, due_on=bank.now.date())
    with bank.desk() as desk, pytest.raises(causes.DayIsOver):
        causes.change(desk, cause="delay", step=yesterday, by=GRACE)
