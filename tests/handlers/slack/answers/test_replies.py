"""Answering in Slack: form, exact preview, Send, Undo."""

import pytest
from sqlmodel import select

from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.reply import Reply
from bot.storage.record import audit
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, Workplace

SORRY = "We are sorry, Ana. Which shop was it?"


def replies_of(workplace: Workplace) -> list[Reply]:
    with workplace.database.reading() as session:
        return list(session.exec(select(Reply)))


def preview(workplace: Workplace, case_id: int, text: str, *, user: str = AMIRA) -> str:
    """Write an answer and look at its preview; what the preview shows."""
    workplace.press(user, case_id, "reply")
    workplace.submit(user, text=text, purpose="answers")
    return str(workplace.form(user)["blocks"])


def test_nothing_is_queued_before_the_exact_text_was_seen(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    seen = preview(workplace, case_id, "*Sorry* about &amp; that :pray:")
    assert "Sorry about & that 🙏" in seen
    assert "@NorthbankHelp" in seen
    assert "of 280*" in seen
    assert replies_of(workplace) == []


def test_a_link_on_x_says_that_it_costs(workplace: Workplace) -> None:
    told = "Holds a link, which X charges extra for"
    assert told in preview(workplace, workplace.complaint(), "See bank.com/cards for it.")
    other = workplace.complaint(author="ben")
    assert told not in preview(workplace, other, "See the page on cards for it.", user=LENA)


def test_what_was_previewed_is_what_is_sent(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    typed = '  Line "one"\n\nعذرا 👩‍👩‍👧 & <two>  '
    preview(workplace, case_id, typed)
    workplace.submit(AMIRA)
    [reply] = replies_of(workplace)
    assert reply.text == 'Line "one"\n\nعذرا 👩‍👩‍👧 & <two>'
    assert reply.slack_user_id == AMIRA
    assert not workplace.form(AMIRA)
    workplace.send_all()
    assert "on its way" in workplace.below(case_id)[-1]["text"]
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_personal_data_is_refused_at_the_field(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    outcome = workplace.submit(AMIRA, text="Call 020 7946 0018", purpose="answers")
    assert "phone" in outcome["errors"]["text"]
    assert workplace.form(AMIRA)["callback_id"] == "reply"


def test_a_mention_of_a_colleague_is_refused_at_the_field(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    outcome = workplace.submit(AMIRA, text="Ask <@U0JONAS> about it", purpose="answers")
    assert "mentions a person" in outcome["errors"]["text"]


def test_a_text_too_long_for_the_channel_is_refused_at_the_field(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    outcome = workplace.submit(AMIRA, text="word " * 270, purpose="answers")
    assert "280" in outcome["errors"]["text"]


def test_sending_the_same_preview_twice_is_one_answer(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY)
    view = workplace.form(AMIRA)["id"]
    workplace.fault("chat.postEphemeral", "500")
    first = workplace.do("submit", user=AMIRA, view_id=view, values={})
    assert first["ok"]
    workplace.do("submit", user=AMIRA, view_id=view, values={})
    assert len(replies_of(workplace)) == 1


def test_a_customer_who_writes_meanwhile_is_read_before_the_answer_goes(
    workplace: Workplace,
) -> None:
    first = workplace.post("My card was declined")
    case_id = workplace.take_in(first)
    workplace.send_all()
    preview(workplace, case_id, SORRY)
    workplace.take_in(workplace.post("Forget it, it works now", conversation=first.external_id))
    workplace.submit(AMIRA)
    assert replies_of(workplace) == []
    shown = str(workplace.form(AMIRA)["blocks"])
    assert "While you were writing" in shown
    assert "Forget it" in shown
    workplace.submit(AMIRA)
    assert len(replies_of(workplace)) == 1


def test_an_answer_a_colleague_gave_meanwhile_is_pointed_out_before_a_second_goes(
    workplace: Workplace,
) -> None:
    first = workplace.post("My card was declined")
    case_id = workplace.take_in(first)
    workplace.send_all()
    preview(workplace, case_id, SORRY)
    native = workplace.post(
        "Hi, all is well now",
        is_ours=True,
        conversation=first.external_id,
        parent_external_id=first.external_id,
    )
    workplace.take_in(native)
    workplace.submit(AMIRA)
    assert replies_of(workplace) == []
    assert "a colleague answered" in str(workplace.form(AMIRA)["blocks"])


def test_a_case_resolved_meanwhile_takes_no_answer_and_says_why(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY)
    workplace.press(JONAS, case_id, "resolve")
    workplace.submit(JONAS, outcome="fixed", remark="Rang the customer")
    workplace.submit(AMIRA)
    assert "is resolved" in str(workplace.form(AMIRA)["blocks"])
    assert replies_of(workplace) == []


def test_a_post_that_was_taken_down_cannot_be_answered(workplace: Workplace) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    workplace.send_all()
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    workplace.press(AMIRA, case_id, "reply")
    assert "nothing left to answer" in workplace.refused(AMIRA)


def test_the_holder_answers_and_a_lead_may_step_in(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    preview(workplace, case_id, SORRY, user=JONAS)
    workplace.submit(JONAS)
    assert "holds" in str(workplace.form(JONAS)["blocks"])
    preview(workplace, case_id, SORRY, user=LENA)
    workplace.submit(LENA)
    assert [reply.slack_user_id for reply in replies_of(workplace)] == [LENA]


@pytest.fixture
def queued(workplace: Workplace) -> int:
    """A case with an answer on its way, shown in the thread."""
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY)
    workplace.submit(AMIRA)
    workplace.send_all()
    return case_id


def undo(workplace: Workplace, case_id: int) -> None:
    ts = workplace.below(case_id)[-1]["ts"]
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=ts, action_id="undo")


def test_an_answer_is_taken_back_and_its_button_goes(workplace: Workplace, queued: int) -> None:
    assert "undo" in str(workplace.below(queued)[-1]["blocks"])
    undo(workplace, queued)
    [reply] = replies_of(workplace)
    assert reply.withdrawn_at is not None
    workplace.send_all()
    assert "took the answer back" in workplace.below(queued)[-1]["text"]
    assert "undo" not in str([message["blocks"] for message in workplace.below(queued)])


def test_undo_that_comes_too_late_says_so(workplace: Workplace, queued: int) -> None:
    workplace.relay.run_once("public")  # X is not reached, but the sending has begun
    undo(workplace, queued)
    assert "too late" in workplace.refused(AMIRA)


def test_the_form_shows_the_talk_so_far_and_takes_it_that_one_answers(
    workplace: Workplace,
) -> None:
    first = workplace.post("My card was declined", author="ana")
    case_id = workplace.take_in(first)
    workplace.take_in(
        workplace.post("In the shop, twice", author="ana", conversation=first.conversation)
    )
    workplace.send_all()
    workplace.press(AMIRA, case_id, "reply")
    form = workplace.form(AMIRA)
    shown = str(form["blocks"])
    assert shown.index("The talk so far") < shown.index("My card was declined")
    assert shown.index("My card was declined") < shown.index("In the shop, twice")
    [purpose] = [b for b in form["blocks"] if b["block_id"].startswith("purpose")]
    assert purpose["element"]["initial_option"]["value"] == "answers"


def test_a_first_post_has_no_talk_before_it(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    assert "The talk so far" not in str(workplace.form(AMIRA)["blocks"])


def test_what_the_gate_points_out_is_shown_with_its_words_and_goes_with_one_press(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    seen = preview(workplace, case_id, "It was our fault.")
    assert "our fault”: It can be read as admitting" in seen
    assert "Better: Be sorry for how it was" in seen
    workplace.submit(AMIRA, because="Agreed with the branch")
    [reply] = replies_of(workplace)
    with workplace.database.reading() as session:
        told = [
            entry.details
            for entry in audit.entries(session=session, case_id=case_id)
            if entry.verb == "reply"
        ]
    assert [(each["pointed_out"], each["why"]) for each in told] == [
        (["admission"], "Agreed with the branch")
    ]
    assert reply.text.startswith("It was our fault")
