"""What staff see and press where an answer is given on the platform itself."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.channels.x import ids
from bot.domain.channels.inbound import Context, Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.message import Message
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, TOM, Workplace


def find(workplace: Workplace) -> Inbound:
    return workplace.post(
        "northbank ate my card <!channel>",
        found_by="northbank",
        answerable=False,
        context=Context(
            external_id="9",
            author="@ben*",
            text="*Northbank* is <!here> down",
            permalink="https://x.example/9",
        ),
    )


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    """A case that was found by its words, in Slack."""
    found = workplace.take_in(find(workplace))
    workplace.send_all()
    return found


def answered_natively(workplace: Workplace) -> int:
    post = workplace.post("My card was declined")
    number = workplace.take_in(post)
    answer = workplace.post(
        "We are sorry, Ana.",
        author="northbank",
        is_ours=True,
        parent_external_id=post.external_id,
        conversation=post.conversation,
    )
    workplace.take_in(answer)
    workplace.send_all()
    return number


def test_a_find_offers_the_way_by_hand_and_no_reply(workplace: Workplace, case_id: int) -> None:
    buttons = workplace.buttons(case_id)
    assert "reply" not in buttons
    assert {"open_on_channel", "answered_by_hand"} <= set(buttons)
    drawn = str(workplace.headline(case_id)["blocks"])
    assert "Found by the words: northbank" in drawn


def test_the_post_above_stands_quoted_and_formats_nothing(
    workplace: Workplace, case_id: int
) -> None:
    blocks = workplace.headline(case_id)["blocks"]
    assert "In answer to @ben" in str(blocks)
    told = [b for b in blocks if b["type"] == "rich_text"]
    assert "*Northbank* is <!here> down" in str(told)
    assert all("<!here>" not in str(b) for b in blocks if b["type"] != "rich_text")


def test_answered_by_hand_is_credited_and_said_in_the_thread(
    workplace: Workplace, case_id: int
) -> None:
    workplace.press(AMIRA, case_id, "answered_by_hand")
    workplace.submit(AMIRA, purpose="answers")
    workplace.send_all()
    assert workplace.case(case_id).state == CaseState.WITH_CUSTOMER
    assert workplace.case(case_id).first_answered_at is not None
    assert "by hand on X" in str(workplace.below(case_id))


def test_a_wrong_address_keeps_the_form_open_with_the_reason(
    workplace: Workplace, case_id: int
) -> None:
    workplace.press(AMIRA, case_id, "answered_by_hand")
    outcome = workplace.submit(AMIRA, link="https://elsewhere.example/1", purpose="answers")
    assert "no address of a post" in str(outcome)
    assert workplace.case(case_id).first_answered_at is None


def test_an_address_of_somebody_elses_post_is_told_at_its_field(
    workplace: Workplace, case_id: int
) -> None:
    workplace.press(AMIRA, case_id, "answered_by_hand")
    link = f"https://x.com/ana/status/{ids.id_at(datetime.now(UTC))}"
    outcome = workplace.submit(AMIRA, link=link, purpose="answers")
    assert "another account than ours" in outcome["errors"]["link"]
    assert workplace.case(case_id).first_answered_at is None


def test_of_a_case_that_a_colleague_holds_the_form_does_not_open(
    workplace: Workplace, case_id: int
) -> None:
    workplace.press(JONAS, case_id, "claim")
    workplace.give(AMIRA, "agent")
    workplace.press(AMIRA, case_id, "answered_by_hand")
    assert f"<@{JONAS}> holds" in workplace.refused(AMIRA)


def test_a_case_that_a_colleague_took_meanwhile_is_theirs_to_answer(
    workplace: Workplace, case_id: int
) -> None:
    workplace.give(AMIRA, "agent")
    workplace.press(AMIRA, case_id, "answered_by_hand")
    workplace.press(JONAS, case_id, "claim")
    workplace.submit(AMIRA, purpose="answers")
    assert f"<@{JONAS}> holds" in str(workplace.form(AMIRA))
    assert workplace.case(case_id).first_answered_at is None


def test_who_may_not_reply_may_not_say_so(workplace: Workplace, case_id: int) -> None:
    workplace.give(TOM, "reader")
    workplace.press(TOM, case_id, "answered_by_hand")
    assert "does not include this" in workplace.refused(TOM)


@pytest.mark.parametrize(
    ("action_id", "purpose", "words"),
    [
        ("native_asks", Purpose.ASKS, "asked the customer"),
        ("native_holding", Purpose.HOLDING, "clock runs on"),
        ("native_moves_to_private", Purpose.MOVES_TO_PRIVATE, "private place"),
    ],
)
def test_a_native_answer_can_be_said_to_have_been_something_else(
    workplace: Workplace, action_id: str, purpose: Purpose, words: str
) -> None:
    case_id = answered_natively(workplace)
    under = workplace.below(case_id)[-1]
    assert "It counts as an answer" in str(under)
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=under["ts"], action_id=action_id)
    workplace.send_all()
    with workplace.database.reading() as session:
        answer = session.exec(select(Message).where(Message.purpose == purpose)).one()
    assert answer.case_id == case_id
    assert workplace.case(case_id).first_answered_at is None
    redrawn = next(m for m in workplace.below(case_id) if m["ts"] == under["ts"])
    assert words in str(redrawn)
    assert action_id not in str(redrawn)
    assert "Amira said that what we wrote" in str(workplace.below(case_id)[-1])


def test_saying_it_twice_is_refused_kindly(workplace: Workplace) -> None:
    case_id = answered_natively(workplace)
    ts = workplace.below(case_id)[-1]["ts"]
    for action_id in ("native_asks", "native_holding"):
        workplace.do("click", user=AMIRA, channel=CHANNEL, ts=ts, action_id=action_id)
    assert "already" in workplace.refused(AMIRA)


def test_an_address_at_which_nothing_is_gives_the_case_its_buttons_back(
    workplace: Workplace, case_id: int
) -> None:
    workplace.press(AMIRA, case_id, "answered_by_hand")
    link = f"https://x.com/NorthbankHelp/status/{ids.id_at(datetime.now(UTC))}"
    workplace.submit(AMIRA, link=link, purpose="answers")
    assert workplace.relay.run_once("public")  # the look
    workplace.send_all()
    assert workplace.case(case_id).first_answered_at is None
    assert "answered_by_hand" in workplace.buttons(case_id)
    assert f"<@{AMIRA}>, Earshot looked on X" in str(workplace.below(case_id))


def test_whoever_mistyped_takes_it_back_with_one_press(workplace: Workplace, case_id: int) -> None:
    workplace.press(AMIRA, case_id, "answered_by_hand")
    workplace.submit(AMIRA, purpose="answers")
    workplace.send_all()
    said = workplace.below(case_id)[-1]
    assert "counts on the word of" in said["text"]
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=said["ts"], action_id="answer_was_none")
    workplace.send_all()
    assert workplace.case(case_id).first_answered_at is None
    assert "as if nothing had been said" in workplace.below(case_id)[-1]["text"]
