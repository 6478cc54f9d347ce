"""What was answered to the like of it is offered in the answer form, and fills it for who asks now."""

from bot.desk.answers import published, replies
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt
from tests.handlers.slack.people import in_form
from tests.slack.workplace import AMIRA, Workplace

ASKED = "Where is my refund for the cancelled flight?"
ANSWERED = "Ana, your refund is on its way and reaches you in three days."


def publish(workplace: Workplace, case_id: int, text: str) -> None:
    with workplace.app.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=Actor.staff(AMIRA),
            request_key="one",
        )
        case = desk.session.get_one(Case, case_id)
        post = ReplyPayload(
            channel="x", account=case.account, in_reply_to=reply.in_reply_to, text=reply.text
        )
        published.published(
            desk, case=case, reply=reply, receipt=Receipt("900", at=desk.now), post=post
        )


def test_a_past_answer_fills_the_form(workplace: Workplace) -> None:
    first = workplace.complaint(ASKED, author="ana")
    publish(workplace, first, ANSWERED)
    again = workplace.complaint("The flight was cancelled, where is my refund?", author="cy")
    workplace.send_all()
    workplace.press(AMIRA, again, "reply")
    form = str(workplace.form(AMIRA)["blocks"])
    assert "Answered before…" in form
    assert "With the customer" in form, "what became of it"
    [option] = [
        option
        for block in workplace.form(AMIRA)["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "past_answer"
        for option in element["options"]
    ]
    in_form(workplace, AMIRA, "past_answer", value=option["value"])
    assert ANSWERED.replace("Ana", "Cy") in str(workplace.form(AMIRA)["blocks"])
