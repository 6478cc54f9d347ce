"""What an answer promises, in Slack: offered in the preview, on the headline, and the presses there."""

from datetime import timedelta

from sqlmodel import select

from bot import clock
from bot.desk.answers import published
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.pledge import Deed, Pledge, PledgeEnd
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt
from handlers.worker import due_clocks
from tests.handlers.slack.answers.test_replies import preview
from tests.handlers.slack.answers.test_reply_places import (
    PRIVATE_CHANNEL,
    both,
    press_reply,
    thread,
)
from tests.slack.workplace import AMIRA, CHANNEL, LENA, Workplace

WORDS = "Sorry, Ana. We will call you within two hours."


def pledges(workplace: Workplace) -> list[Pledge]:
    with workplace.database.reading() as session:
        return list(session.exec(select(Pledge)))


def promised(workplace: Workplace) -> int:
    """A case in which Amira promised a call, and the answer is out."""
    case_id = workplace.complaint()
    preview(workplace, case_id, WORDS)
    workplace.submit(AMIRA)
    give(workplace)
    workplace.send_all()
    return case_id


def give(workplace: Workplace) -> None:
    """As if the platform had taken the answer."""
    with workplace.app.desk() as desk:
        reply = desk.session.exec(select(Reply)).one()
        case = desk.session.get_one(Case, reply.case_id)
        receipt = Receipt(reference="ours-1", at=clock.now())
        post = ReplyPayload(
            channel="x", account=case.account, in_reply_to=reply.in_reply_to, text=reply.text
        )
        published.published(desk, case=case, reply=reply, receipt=receipt, post=post)


def test_the_preview_offers_to_remind_and_the_box_is_ticked(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    seen = preview(workplace, case_id, WORDS)
    assert "Remind me: call the customer by" in seen
    assert "Is there somebody who keeps it" not in seen
    assert "initial_date_time" in seen
    workplace.submit(AMIRA)
    [row] = pledges(workplace)
    assert (row.deed, row.promised_by, row.given_at) == (Deed.CALL, AMIRA, None)


def test_words_that_promise_nothing_are_offered_nothing(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    assert "Remind me" not in preview(workplace, case_id, "Sorry, Ana. We will call you soon.")
    more = preview(workplace, case_id, f"{WORDS} We promise that all will be refunded.")
    assert "Remind me" in more
    assert "Is there somebody who keeps it" in more  # of more than is offered


def test_two_words_of_one_promise_are_one_promise_in_arabic_too(workplace: Workplace) -> None:
    seen = preview(workplace, workplace.complaint(), "نعتذر يا سلمى. سنتصل بك خلال ساعتين.")
    assert "Remind me: call the customer by" in seen
    assert "Is there somebody who keeps it" not in seen


def test_unticked_nobody_is_reminded_and_another_moment_counts(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, WORDS)
    workplace.submit(AMIRA, remind_0=[])
    assert pledges(workplace) == []


def test_a_moment_that_has_passed_is_refused_at_its_field(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, WORDS)
    refused = workplace.submit(AMIRA, due_0="1000000000")
    assert "has passed" in refused["errors"]["due_0"]
    later = int(clock.now().timestamp()) + 7200
    workplace.submit(AMIRA, due_0=str(later))
    [row] = pledges(workplace)
    assert int(row.due_at.timestamp()) == later


def test_the_headline_says_what_is_owed_until_somebody_says_it_was_kept(
    workplace: Workplace,
) -> None:
    case_id = promised(workplace)
    told = str(workplace.headline(case_id)["blocks"])
    assert f"Promised by <@{AMIRA}>: *call the customer* by" in told
    workplace.press(AMIRA, case_id, "pledge_kept")
    workplace.send_all()
    [row] = pledges(workplace)
    assert (row.outcome, row.ended_by) == (PledgeEnd.KEPT, str(Actor.staff(AMIRA)))
    assert "Promised by" not in str(workplace.headline(case_id)["blocks"])


def test_of_what_was_promised_in_private_the_public_headline_says_that_alone(
    workplace: Workplace,
) -> None:
    case_id = both(workplace)
    press_reply(workplace, AMIRA, case_id, Surface.PRIVATE)
    workplace.submit(AMIRA, text=WORDS, purpose="answers")
    workplace.submit(AMIRA)
    give(workplace)
    workplace.send_all()
    told = str(workplace.headline(case_id)["blocks"])
    assert f"Promised by <@{AMIRA}>: *something, in private* by" in told
    assert "*call the customer*" not in told
    private = thread(workplace, case_id, Surface.PRIVATE)
    [there] = [
        each for each in workplace.messages(PRIVATE_CHANNEL) if each["ts"] == private.slack_ts
    ]
    assert f"Promised by <@{AMIRA}>: *call the customer* by" in str(there["blocks"])


def test_it_is_moved_by_a_form_and_dropped_by_a_press(workplace: Workplace) -> None:
    case_id = promised(workplace)
    workplace.press(LENA, case_id, "pledge_move")
    refused = workplace.submit(LENA, at="1000000000")
    assert "has passed" in refused["errors"]["at"]
    later = int(clock.now().timestamp()) + 90_000
    workplace.submit(LENA, at=str(later))
    assert int(pledges(workplace)[0].due_at.timestamp()) == later
    workplace.send_all()
    assert "Drop this promise?" in str(workplace.headline(case_id))
    workplace.press(LENA, case_id, "pledge_drop")
    assert pledges(workplace)[0].outcome is PledgeEnd.DROPPED


def test_a_press_that_comes_too_late_is_told_so(workplace: Workplace) -> None:
    case_id = promised(workplace)
    workplace.press(AMIRA, case_id, "pledge_kept")
    workplace.press(LENA, case_id, "pledge_kept")
    assert "somebody has said what became of it" in workplace.refused(LENA)


def test_whoever_promised_is_told_by_the_worker_that_it_is_broken(workplace: Workplace) -> None:
    case_id = promised(workplace)
    with workplace.database.transaction() as session:
        [row] = session.exec(select(Pledge)).all()
        row.due_at = clock.now() - timedelta(minutes=1)
        session.add(row)
    due_clocks.look_at_pledges(workplace.app)
    workplace.send_all()
    direct = workplace.direct_messages(AMIRA)
    assert any("not said to be kept: *call the customer*" in each for each in direct)
    assert "owed since" in str(workplace.headline(case_id)["blocks"])
    with workplace.database.reading() as session:
        failed = select(Delivery).where(Delivery.state == DeliveryState.FAILED)
        assert session.exec(failed).all() == []


def test_what_a_native_answer_promises_is_taken_down_once_and_its_button_goes(
    workplace: Workplace,
) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    answer = workplace.post(
        WORDS,
        author="northbank",
        is_ours=True,
        parent_external_id=post.external_id,
        conversation=post.conversation,
    )
    workplace.take_in(answer)
    workplace.send_all()
    ts = workplace.below(case_id)[-1]["ts"]
    assert "can be reminded" in str(workplace.below(case_id)[-1])
    workplace.do("click", user=LENA, channel=CHANNEL, ts=ts, action_id="pledge_take_down")
    workplace.send_all()
    [row] = pledges(workplace)
    assert (row.deed, row.promised_by) == (Deed.CALL, LENA)
    [told] = [each for each in workplace.below(case_id) if each["ts"] == ts]
    assert "is reminded" in str(told)
    assert "pledge_take_down" not in str(told)
