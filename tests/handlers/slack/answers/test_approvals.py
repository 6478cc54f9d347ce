"""A second person in Slack: what waits is shown with its buttons, decided about, and found in a list."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.answers.reply import Reply
from bot.domain.records.messages.message import Message
from bot.storage.sealing import CaseKey
from handlers.worker import ticks
from tests.slack.workplace import AMIRA, CHANNEL, LENA, TOM, Workplace

GRACE = "U0GRACE"
SORRY = "We are sorry, Ana. Which shop was it?"


@pytest.fixture
def waiting(workplace: Workplace) -> int:
    """A case with an answer of Tom's, who is in training."""
    workplace.give(TOM, "trainee")
    case_id = workplace.complaint()
    workplace.press(TOM, case_id, "reply")
    workplace.submit(TOM, text=SORRY, purpose="answers")
    shown = workplace.form(TOM)
    assert shown["submit"]["text"] == "Ask for approval"
    assert "by the role of who wrote it" in str(shown["blocks"])
    workplace.submit(TOM)
    workplace.send_all()
    return case_id


def press(workplace: Workplace, case_id: int, user: str, action: str) -> None:
    """A button under the answer that waits."""
    post = next(p for p in workplace.below(case_id) if "waits for a second" in p["text"])
    workplace.do("click", user=user, channel=CHANNEL, ts=post["ts"], action_id=action)


def reply_of(workplace: Workplace) -> Reply:
    with workplace.database.reading() as session:
        return session.exec(select(Reply)).one()


def wait_of(workplace: Workplace) -> Approval:
    with workplace.database.reading() as session:
        return session.exec(select(Approval)).one()


def last(workplace: Workplace, case_id: int) -> str:
    workplace.send_all()
    return str(workplace.below(case_id)[-1])


def test_it_waits_in_the_thread_with_its_words_and_who_is_asked(
    workplace: Workplace, waiting: int
) -> None:
    shown = last(workplace, waiting)
    assert SORRY in shown
    assert f"<@{GRACE}>" in shown
    for action in ("approve", "approve_edit", "approve_return", "undo"):
        assert f"'action_id': '{action}'" in shown
    assert workplace.deliveries("reply") == []


def test_approved_as_it_is_it_goes_and_the_buttons_go(workplace: Workplace, waiting: int) -> None:
    press(workplace, waiting, GRACE, "approve")
    shown = last(workplace, waiting)
    assert "Approved by Grace" in shown
    assert "Tom" in shown
    [delivery] = workplace.deliveries("reply")
    assert delivery.payload["text"] == SORRY
    earlier = next(p for p in workplace.below(waiting) if "waits for a second" in str(p))
    assert "approve_edit" not in str(earlier)


def test_edited_and_approved_the_difference_is_shown(workplace: Workplace, waiting: int) -> None:
    press(workplace, waiting, GRACE, "approve_edit")
    form = workplace.form(GRACE)
    assert "My card was declined" in str(form["blocks"])
    workplace.submit(GRACE, text="We are sorry, Ana. Which branch was it?")
    [delivery] = workplace.deliveries("reply")
    assert delivery.payload["text"] == "We are sorry, Ana. Which branch was it?"
    shown = last(workplace, waiting)
    asked = next(p for p in workplace.below(waiting) if "waits for a second" in str(p))
    assert SORRY in str(asked)
    assert "approved it with changes" in shown
    assert "{'type': 'text', 'text': 'shop', 'style': {'strike': True}}" in shown
    assert "{'type': 'text', 'text': 'branch', 'style': {'bold': True}}" in shown


def test_what_changed_while_the_form_was_open_is_shown_with_what_was_typed(
    workplace: Workplace, waiting: int
) -> None:
    press(workplace, waiting, GRACE, "approve_edit")
    with workplace.database.transaction() as session:
        session.exec(select(Message)).one().text = "It works now"
    workplace.submit(GRACE, text="Glad, Ana.")
    assert wait_of(workplace).waits
    shown = str(workplace.form(GRACE)["blocks"])
    assert "It works now" in shown
    assert "Glad, Ana." in shown
    workplace.submit(GRACE, text="Glad, Ana.")
    [delivery] = workplace.deliveries("reply")
    assert delivery.payload["text"] == "Glad, Ana."


def test_words_that_may_not_go_are_refused_at_the_field(workplace: Workplace, waiting: int) -> None:
    press(workplace, waiting, GRACE, "approve_edit")
    outcome = workplace.submit(GRACE, text="Please reply with your PIN.")
    assert "PIN" in outcome["errors"]["text"]
    assert wait_of(workplace).waits


def test_returned_with_a_note_the_words_are_the_authors_draft(
    workplace: Workplace, waiting: int
) -> None:
    press(workplace, waiting, LENA, "approve_return")
    workplace.submit(LENA, note="Ask for the date too.")
    shown = last(workplace, waiting)
    assert "Ask for the date too." in shown
    assert f"<@{TOM}>" in shown
    assert wait_of(workplace).decision is Decision.RETURNED
    workplace.press(TOM, waiting, "reply")
    assert SORRY in str(workplace.form(TOM)["blocks"])


def test_the_author_takes_it_back_but_does_not_approve(workplace: Workplace, waiting: int) -> None:
    press(workplace, waiting, TOM, "approve")
    assert "does not include this" in workplace.refused(TOM)
    workplace.give(TOM, "approver")
    press(workplace, waiting, TOM, "approve")
    assert "Nobody approves their own answer" in workplace.refused(TOM)
    press(workplace, waiting, TOM, "undo")
    assert wait_of(workplace).decision is Decision.TAKEN_BACK
    assert reply_of(workplace).withdrawn_at is not None


def test_one_that_cannot_be_given_back_keeps_no_other(workplace: Workplace, waiting: int) -> None:
    other = workplace.complaint("Another one", author="zoe")
    workplace.press(TOM, other, "reply")
    workplace.submit(TOM, text=SORRY, purpose="answers")
    workplace.submit(TOM)
    with workplace.database.transaction() as session:
        for row in session.exec(select(Approval)).all():
            row.asked_at -= timedelta(days=2)
            session.add(row)
        session.get_one(CaseKey, waiting).wrapped_key = None  # no draft of it can be sealed
    with pytest.raises(ExceptionGroup, match="Not given back"):
        ticks.look_at_approvals(workplace.app)
    with workplace.database.reading() as session:
        decided = {row.case_id: row.decision for row in session.exec(select(Approval)).all()}
    assert decided == {waiting: None, other: Decision.EXPIRED}


def test_an_agent_does_not_decide(workplace: Workplace, waiting: int) -> None:
    for action in ("approve", "approve_edit", "approve_return"):
        press(workplace, waiting, AMIRA, action)
        assert "does not include this" in workplace.refused(AMIRA)
    assert wait_of(workplace).waits


def test_what_waits_is_listed_the_oldest_first(workplace: Workplace, waiting: int) -> None:
    workplace.complaint("Another one", author="zoe")
    workplace.do("command", user=GRACE, channel=CHANNEL, text="/case approvals")
    answer = str([each for each in workplace.slack()["ephemerals"] if each["user"] == GRACE][-1])
    assert "wait for approval" in answer
    assert "My card was declined" in answer
    assert "Another one" not in answer


def test_who_decides_again_sees_what_changed_since_it_came_back(
    workplace: Workplace, waiting: int
) -> None:
    press(workplace, waiting, GRACE, "approve_return")
    workplace.submit(GRACE, note="Say which shop you mean.")
    workplace.send_all()
    workplace.press(TOM, waiting, "reply")
    workplace.submit(TOM, text=f"{SORRY} The one in York? ^TO", purpose="answers")
    workplace.submit(TOM)
    workplace.send_all()
    shown = workplace.below(waiting)[-1]
    assert "What changed since it came back" in str(shown["blocks"])
    [changed] = [block for block in shown["blocks"] if "'bold': True" in str(block)]
    assert "The one in York? ^TO" in str(changed)
    workplace.do("click", user=GRACE, channel=CHANNEL, ts=shown["ts"], action_id="approve_edit")
    assert "What changed since it came back" in str(workplace.form(GRACE)["blocks"])
