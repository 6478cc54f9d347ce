"""What the desk says of a customer beside her thread: questions, reviews, remarks, surges, digests, alarms."""

from datetime import timedelta

from sqlmodel import select

from bot.desk.consults import answering, asking
from bot.desk.desk import Desk
from bot.desk.digests import issuing
from bot.desk.lessons import rule_remarks
from bot.desk.ownership import handoffs
from bot.desk.surges import gathering, opening
from bot.domain.channels.inbound import Person
from bot.domain.lessons.rule_remark import RuleAnswer
from bot.domain.quality.review import QualityReview, QualityRound
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.staff import Actor
from tests.slack.workplace import AMIRA, JONAS, Workplace

MIRA, PRIYA = Actor.staff(AMIRA), Actor.staff("U0PRIYA")
# Each stands in what one function here writes, and nowhere else.
WORDS = (
    "theremin", "celeste", "dulcimer", "euphonium", "flugelhorn", "glockenspiel", "harmonium", "kazoo",
    "ocarina", "zither", "bagpipe", "impostor_care",
)  # fmt: skip


def say_much(workplace: Workplace, case_id: int, other: int) -> None:
    """All of it while her cases are open."""
    with workplace.app.desk() as desk:
        _ask(desk, case_id)
        remark = rule_remarks.write(
            desk, case_id=case_id, rule="No dulcimer", happened="An euphonium", by=MIRA
        )
        rule_remarks.answer(
            desk, remark_id=remark.pk, what=RuleAnswer.STAYS, text="A flugelhorn", by=PRIYA
        )
        handoffs.to_person(desk, case_id=other, to=JONAS, note="A glockenspiel", by=MIRA)
        _look(desk, case_id)
    _pose_as_us(workplace)
    with workplace.app.desk() as desk:
        surge = _gather(desk, case_id, other)
    with workplace.app.desk() as desk:
        for digest in ("daily", "weekly"):
            issuing.issue_now(desk, digest=digest, by=MIRA)
    workplace.send_all()
    with workplace.app.desk() as desk:
        opening.end(desk, surge_id=surge, by=MIRA)
    workplace.send_all()


def review(desk: Desk, case_id: int) -> None:
    """An answer to her was reviewed."""
    reply = desk.session.exec(select(Reply).where(Reply.case_id == case_id)).first()
    assert reply is not None
    now = desk.now
    of_week = QualityRound(
        week="2026-11-29",
        since=now,
        until=now,
        seed="a",
        per_week=1,
        twice_percent=0,
        found=1,
        drawn=1,
        drawn_at=now,
        due_at=now,
    )
    desk.session.add(of_week)
    desk.session.flush()
    row = QualityReview(
        round_id=of_week.pk,
        case_id=case_id,
        reply_id=reply.pk,
        seat=1,
        team="care",
        channel="x",
        surface=Surface.PUBLIC,
        slack_user_id=JONAS,
        asked_at=now,
        given_at=now,
        remark="A harmonium",
        answer="A kazoo",
    )
    desk.session.add(row)


def _ask(desk: Desk, case_id: int) -> None:
    for question in ("Is it a theremin?", "Is it a bagpipe?"):
        row = asking.ask(
            desk,
            case_id=case_id,
            team="cards",
            surface=Surface.PUBLIC,
            question=question,
            within="2 business hours",
            by=MIRA,
        )
        desk.session.flush()
        if "theremin" in question:
            said = "It is a celeste"
            answering.answer(desk, consult_id=row.pk, text=said, by=PRIYA, request_key="k")
        else:
            answering.decline(desk, consult_id=row.pk, note="Ask an ocarina", by=PRIYA)


def _look(desk: Desk, case_id: int) -> None:
    """Somebody looked at what was masked, and said why."""
    message = desk.session.exec(select(Message).where(Message.case_id == case_id)).first()
    assert message is not None
    row = Reveal(
        case_id=case_id,
        message_id=message.pk,
        reason="A zither",
        slack_user_id=AMIRA,
        shown_at=desk.now - timedelta(minutes=1),
        view_id="V1",
        hide_at=desk.database_now,
        hidden_at=desk.database_now,
    )
    desk.session.add(row)


def _pose_as_us(workplace: Workplace) -> None:
    """Her other account answers somebody else's post as if it were ours."""
    post = workplace.post("My card was declined", author="ben")
    workplace.take_in(post)
    who = Person(external_id="id-zuleika_two", handle="northbank_impostor_care", name="Northbank")
    answer = workplace.post(
        "Send us a DM", parent_external_id=post.external_id, conversation=post.external_id
    )
    workplace.take_in(answer.model_copy(update={"author": who}))


def _gather(desk: Desk, *cases: int) -> int:
    surge = opening.open_by_hand(
        desk, brand="northbank", words="app down", cause="", note="", by=MIRA
    )
    for number in cases:
        gathering.put_in(desk, case_id=number, surge_id=surge.pk, by=MIRA)
    return surge.pk
