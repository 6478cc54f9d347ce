"""Reviews in Slack: a message, one form after the other, the writer's message and answer, the command and Home."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot import clock
from bot.desk.quality import reviews
from bot.desk.quality.reviews import NotTheirs
from bot.domain.quality.review import Criterion, Grade, QualityReview
from bot.domain.records.staff import Actor
from bot.outbox.outcome import Receipt
from bot.sandbox.credentials import SLACK_TEAM_ID
from handlers.slack.door.acting import Person
from handlers.slack.door.home_tab import show_home
from handlers.worker import quality_ticks
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, TOM, Workplace

GRACE = "U0GRACE"
MARKS = {"accuracy": "good", "tone": "ok", "help": "poor", "rules": "good"}
GIVEN = {
    Criterion.ACCURACY: Grade.GOOD,
    Criterion.TONE: Grade.OK,
    Criterion.HELP: Grade.POOR,
    Criterion.RULES: Grade.GOOD,
}


@pytest.fixture
def reviewing(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """Two answers of Tom's that are out, drawn a week later; Grace has no role, so both are Lena's."""
    workplace.give(GRACE, "reader")
    for author in ("ana", "ben"):
        case_id = workplace.complaint(f"My card was declined, says {author}", author=author)
        workplace.press(TOM, case_id, "reply")
        workplace.submit(TOM, text=f"We are sorry, {author}. Which shop was it?", purpose="asks")
        workplace.submit(TOM)
    for number, delivery in enumerate(workplace.deliveries("reply")):
        workplace.end(delivery, Receipt(f"p{number}", at=clock.now()))
    now = clock.now() + timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: now)
    quality_ticks.look(workplace.app)
    workplace.send_all()
    return workplace


def press(workplace: Workplace, user: str, action_id: str) -> None:
    """The button of the newest direct message that has it."""
    channel = f"D{user[1:]}"
    found = [m for m in workplace.messages(channel) if f"'action_id': '{action_id}'" in str(m)]
    workplace.do("click", user=user, channel=channel, ts=found[-1]["ts"], action_id=action_id)


def reviewed(workplace: Workplace) -> list[QualityReview]:
    with workplace.database.reading() as session:
        return list(session.exec(select(QualityReview).order_by(col(QualityReview.id))))


def test_a_reviewer_is_told_and_reviews_one_after_the_other(reviewing: Workplace) -> None:
    [told] = reviewing.direct_messages(LENA)
    assert "2 answers wait for your review" in told
    press(reviewing, LENA, "quality_next")
    form = reviewing.form(LENA)
    assert "My card was declined, says" in str(form["blocks"])
    assert "We are sorry" in str(form["blocks"])
    assert "Tom" not in str(form["blocks"])
    assert "1 more after this one" in str(form["blocks"])
    assert "/archives/C0NORTHBANK/" in str(form["blocks"])
    reviewing.submit(LENA, **MARKS, remark="Kind, but it asks what she has said.")
    assert reviewing.form(LENA)["callback_id"] == "quality_review"
    reviewing.submit(LENA, **MARKS)
    assert "No answer waits for your review" in str(reviewing.form(LENA)["blocks"])
    first, second = reviewed(reviewing)
    assert first.marks == second.marks == GIVEN
    assert {first.remark, second.remark} == {"Kind, but it asks what she has said.", ""}


def test_the_writer_alone_reads_it_and_answers(reviewing: Workplace) -> None:
    press(reviewing, LENA, "quality_next")
    reviewing.submit(LENA, **MARKS, remark="A little short.")
    reviewing.send_all()
    told = reviewing.direct_messages(TOM)[-1]
    assert "reviewed your answer" in told
    assert "short" not in str(reviewing.messages("D0TOM"))  # the remark is a press away
    press(reviewing, TOM, "quality_read")
    form = reviewing.form(TOM)
    assert "A little short." in str(form["blocks"])
    assert "Lena" not in str(form["blocks"])
    reviewing.submit(TOM, words="X leaves room for no more.")
    reviewing.send_all()
    press(reviewing, LENA, "quality_read")
    assert "X leaves room for no more." in str(reviewing.form(LENA)["blocks"])
    assert reviewing.form(LENA)["submit"] is None


def test_nobody_else_reads_it(reviewing: Workplace) -> None:
    press(reviewing, LENA, "quality_next")
    reviewing.submit(LENA, **MARKS)
    number = reviewed(reviewing)[0].pk
    with reviewing.app.desk() as desk, pytest.raises(NotTheirs):
        reviews.to_read(desk, review_id=number, by=Actor.staff(JONAS))


def test_the_command_opens_the_queue_and_only_for_whoever_may(reviewing: Workplace) -> None:
    reviewing.do("command", user=LENA, channel=CHANNEL, text="/case quality")
    assert reviewing.form(LENA)["callback_id"] == "quality_review"
    reviewing.give(AMIRA, "trainee")
    reviewing.do("command", user=AMIRA, channel=CHANNEL, text="/case quality")
    assert reviewing.form(AMIRA).get("callback_id") != "quality_review"


def test_home_offers_it_to_those_who_are_named(workplace: Workplace) -> None:
    for user in (LENA, AMIRA):
        assert show_home(workplace.app, Person(user, SLACK_TEAM_ID))
    homes = workplace.slack()["homes"]
    assert "quality_next" in str(homes[LENA])
    assert "quality_next" not in str(homes[AMIRA])
