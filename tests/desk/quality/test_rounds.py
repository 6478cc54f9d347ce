"""A week's sample at the desk: drawn once, reviewed, answered, given on, and what is late is told."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk.answers import replies
from bot.desk.erasure import holdings
from bot.desk.house import weekly_data
from bot.desk.quality import reviews, rounds
from bot.desk.quality.reviews import Answered, NothingSaid, NotTheirs, NotYours
from bot.digest import quality_figures
from bot.digest.periods import Period
from bot.domain.quality.review import Criterion, Grade, QualityReview, QualityRound
from bot.domain.quality.sampling import drawn
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.digest_rules import DigestRule
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from bot.outbox.outcome import Receipt
from bot.storage import quality as stored
from tests.desk.conftest import Bank

TOM, JONAS = Actor.staff("U0TOM"), Actor.staff("U0JONAS")
GRACE, AMIRA, LENA = "U0GRACE", "U0AMIRA", "U0LENA"
GOOD = dict.fromkeys(Criterion, Grade.GOOD)
A_WEEK = {"days": 7}


@pytest.fixture
def reviewing(bank: Bank) -> Bank:
    """A bank whose reviewers are Grace and Amira."""
    bank.lay_over({"quality": {"reviewers": [GRACE, AMIRA], "twice_percent": 0}})
    for person in (GRACE, AMIRA, LENA, "U0TOM", "U0JONAS"):
        bank.staff(person)
    return bank


def answered(bank: Bank, *, by: Actor = TOM, author: str = "ana", text: str = "Sorry.") -> int:
    """A case with an answer that is out."""
    case_id = bank.complaint(author=author)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text=f"{text} {case_id}",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=by,
            request_key=f"r{case_id}",
        )
    bank.end(bank.deliveries("reply")[-1], Receipt(f"9{case_id}", at=bank.now))
    return case_id


def draw(bank: Bank) -> int:
    with bank.desk() as desk:
        return rounds.begin_due(desk)


def reviewed(bank: Bank) -> list[QualityReview]:
    with bank.database.reading() as session:
        return list(session.exec(select(QualityReview).order_by(col(QualityReview.id))))


def house_entry(bank: Bank, verb: Trail) -> Mapping[str, Any]:
    with bank.database.reading() as session:
        return session.exec(select(AuditEntry.details).where(AuditEntry.verb == verb)).one()


def give(bank: Bank, review: QualityReview, *, remark: str = "") -> None:
    with bank.desk() as desk:
        by = Actor.staff(review.slack_user_id)
        reviews.give(desk, review_id=review.pk, grades=GOOD, remark=remark, by=by)


def told(bank: Bank, what: str) -> list[str]:
    """Who was told this, by direct message."""
    found = bank.deliveries("slack.quality")
    return [each.payload["slack_channel"] for each in found if each.payload["what"] == what]


def test_the_week_that_ended_is_drawn_once_and_each_reviewer_told_once(reviewing: Bank) -> None:
    for author in ("ana", "ben", "cara"):
        answered(reviewing, author=author)
    reviewing.later(**A_WEEK)
    assert (draw(reviewing), draw(reviewing)) == (3, 0)
    assert {each.slack_user_id for each in reviewed(reviewing)} == {GRACE, AMIRA}
    assert sorted(told(reviewing, "asked")) == [AMIRA, GRACE]


def test_whoever_has_the_seed_draws_the_same(reviewing: Bank) -> None:
    reviewing.lay_over({"quality": {"reviewers": [GRACE], "per_week": 2}})
    for author in ("ana", "ben", "cara", "dora"):
        answered(reviewing, author=author)
    reviewing.later(**A_WEEK)
    draw(reviewing)
    with reviewing.database.reading() as session:
        of_week = session.exec(select(QualityRound)).one()
        week = stored.published(session=session, since=of_week.since, until=of_week.until)
    again = [one.reply_id for one in drawn(week, seed=of_week.seed, most=of_week.per_week)]
    entry = house_entry(reviewing, Trail.QUALITY_DRAWN)
    assert (of_week.found, of_week.drawn) == (4, 2)
    assert entry["replies"] == again
    assert entry["seed"] == of_week.seed
    assert {each.reply_id for each in reviewed(reviewing)} == set(again)


def test_nobody_reviews_their_own_answer(reviewing: Bank) -> None:
    for author in ("ana", "ben", "cara"):
        answered(reviewing, author=author, by=Actor.staff(GRACE))
    reviewing.later(**A_WEEK)
    draw(reviewing)
    assert {each.slack_user_id for each in reviewed(reviewing)} == {AMIRA}


def test_a_share_is_looked_at_by_two(reviewing: Bank) -> None:
    reviewing.lay_over({"quality": {"reviewers": [GRACE, AMIRA], "twice_percent": 100}})
    answered(reviewing)
    reviewing.later(**A_WEEK)
    assert draw(reviewing) == 2
    assert {each.slack_user_id for each in reviewed(reviewing)} == {GRACE, AMIRA}


def test_a_review_is_kept_and_its_writer_told_who_may_answer_once(reviewing: Bank) -> None:
    case_id = answered(reviewing)
    reviewing.later(**A_WEEK)
    draw(reviewing)
    [review] = reviewed(reviewing)
    give(reviewing, review, remark="Kind. Call 020 7946 0123 next time.")
    [review] = reviewed(reviewing)
    assert review.marks == GOOD
    assert "7946" not in review.remark
    assert told(reviewing, "reviewed") == [TOM.id]
    with reviewing.desk() as desk, pytest.raises(NothingSaid):
        reviews.answer(desk, review_id=review.pk, words=" ", by=TOM)
    with reviewing.desk() as desk:
        reviews.answer(desk, review_id=review.pk, words="Thank you.", by=TOM)
    with reviewing.desk() as desk, pytest.raises(Answered):
        reviews.answer(desk, review_id=review.pk, words="And more.", by=TOM)
    assert told(reviewing, "answered") == [review.slack_user_id]
    [review] = reviewed(reviewing)
    assert review.answer == "Thank you."
    with reviewing.database.reading() as session:
        of_case = select(AuditEntry.verb).where(AuditEntry.case_id == case_id)
        verbs = session.exec(of_case.order_by(col(AuditEntry.id))).all()
    assert verbs[-3:] == [Trail.QUALITY_ASKED, Trail.QUALITY_REVIEWED, Trail.QUALITY_ANSWERED]


def test_others_neither_review_nor_read_nor_answer(reviewing: Bank) -> None:
    answered(reviewing)
    reviewing.later(**A_WEEK)
    draw(reviewing)
    [review] = reviewed(reviewing)
    with reviewing.desk() as desk, pytest.raises(NotYours):
        reviews.give(desk, review_id=review.pk, grades=GOOD, remark="", by=Actor.staff(LENA))
    give(reviewing, review)
    with pytest.raises(NotYours):
        give(reviewing, review)
    with reviewing.desk() as desk, pytest.raises(NotTheirs):
        reviews.to_read(desk, review_id=review.pk, by=JONAS)
    with reviewing.desk() as desk, pytest.raises(NotTheirs):
        reviews.answer(desk, review_id=review.pk, words="No.", by=Actor.staff(review.slack_user_id))


@pytest.mark.parametrize("why", ["away", "left"])
def test_whoever_is_not_there_gives_theirs_up(reviewing: Bank, why: str) -> None:
    answered(reviewing)
    reviewing.later(**A_WEEK)
    draw(reviewing)
    [review] = reviewed(reviewing)
    had, other = review.slack_user_id, ({GRACE, AMIRA} - {review.slack_user_id}).pop()
    if why == "left":
        reviewing.staff(had, is_gone=True)
    else:
        until = reviewing.now + timedelta(days=9)
        row = AbsenceRow(person=had, start=reviewing.now, until=until)
        with reviewing.desk() as desk:
            weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=Actor.staff(LENA))
    for given in (1, 0):
        with reviewing.desk() as desk:
            assert rounds.give_on_due(desk) == given
    assert [each.slack_user_id for each in reviewed(reviewing)] == [other]
    assert other in told(reviewing, "asked")


def test_what_is_late_is_told_to_the_lead_once_and_lapses_with_the_next_sample(
    reviewing: Bank,
) -> None:
    case_id = answered(reviewing)
    reviewing.later(**A_WEEK)
    draw(reviewing)
    reviewing.later(days=6)
    for count in (1, 0):
        with reviewing.desk() as desk:
            assert rounds.tell_late(desk) == count
    notices = [each.payload for each in reviewing.deliveries("slack.notice")]
    late = [told["slack_channel"] for told in notices if f"C-{case_id}" in told["text"]]
    assert sorted(late) == sorted(reviewing.rules.duty_targets(reviewing.now, "northbank"))
    reviewing.later(days=1)
    assert draw(reviewing) == 0
    [review] = reviewed(reviewing)
    assert not review.is_open
    with pytest.raises(NotYours):
        give(reviewing, review)


def test_of_a_round_that_was_drawn_late_the_lead_is_told_before_it_lapses(reviewing: Bank) -> None:
    case_id = answered(reviewing)
    reviewing.later(days=11)  # nothing ran for days
    draw(reviewing)
    with reviewing.database.reading() as session:
        of_week = session.exec(select(QualityRound)).one()
    assert of_week.due_at == of_week.until + timedelta(days=7)  # when the next one is drawn
    reviewing.later(days=6)
    assert draw(reviewing) == 0
    assert [each.is_open for each in reviewed(reviewing)] == [False]
    notices = [each.payload for each in reviewing.deliveries("slack.notice")]
    late = [told["slack_channel"] for told in notices if f"C-{case_id}" in told["text"]]
    assert sorted(late) == sorted(reviewing.rules.duty_targets(reviewing.now, "northbank"))
    with reviewing.desk() as desk:
        assert rounds.tell_late(desk) == 0


def test_an_erased_answer_is_not_drawn_and_a_remark_goes_with_its_case(reviewing: Bank) -> None:
    answered(reviewing)
    case_id = answered(reviewing, author="ben")
    reviewing.later(**A_WEEK)
    draw(reviewing)
    for review in reviewed(reviewing):
        give(reviewing, review, remark="Kind.")
    with reviewing.desk() as desk:
        holdings.empty(desk.session, holdings.BY_NAME["quality_reviews"], [case_id])
        desk.record(case_id, Trail.ERASED, by=Actor.system())
    assert sorted(each.remark for each in reviewed(reviewing)) == ["Kind.", "[erased]"]


def test_the_weekly_figures_are_read_by_team_with_what_was_in_time(reviewing: Bank) -> None:
    reviewing.lay_over({"quality": {"reviewers": [GRACE, AMIRA], "twice_percent": 100}})
    answered(reviewing, by=TOM)
    answered(reviewing, by=JONAS, author="ben")
    reviewing.later(**A_WEEK)
    draw(reviewing)
    for review in reviewed(reviewing)[:3]:
        give(reviewing, review)
    since = reviewing.now - timedelta(hours=1)
    reviewing.later(days=6)
    week = Period(digest="weekly", key="w", start=since, end=reviewing.now)
    rule = DigestRule(title="W", every="week", at=(time(9),), time_zone="UTC")
    with reviewing.database.reading() as session:
        found = quality_figures.reviewed(session, rule, week)
        other = quality_figures.reviewed(
            session, rule.model_copy(update={"teams": ("harbour",)}), week
        )
    assert [(each.team, each.reviews) for each in found.teams] == [("desk", 3)]
    assert (found.in_time, found.due) == (3, 4)
    assert (found.same, found.compared) == (4, 4)
    assert other == quality_figures.Quality()
