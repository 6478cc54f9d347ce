"""Deleting our answer, hiding a post and showing it again, from the menu to the platform and back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk.answers import by_hand
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.sandbox.credentials import NORTHBANK
from tests.slack.workplace import AMIRA, CHANNEL, LENA, Workplace

WORDS = "We are sorry. Our branch in Elm Street opens at nine."


def send_public(workplace: Workplace) -> None:
    """What goes to the platforms, and what Slack then shows of it."""
    workplace.database.move(60)
    while workplace.relay.run_once("public"):
        workplace.database.move(60)
    workplace.send_all()


@pytest.fixture
def comment(workplace: Workplace) -> str:
    """A customer's comment under a post of the Page."""
    people = workplace.sandbox.facebook
    own = people.page_post(page="Northbank", text="We open at nine.")
    return people.comment(parent=own, author="Ana Roth", text="You are all thieves!")


@pytest.fixture
def case_id(workplace: Workplace, comment: str) -> int:
    case_id = workplace.take_in(
        workplace.post(
            "You are all thieves!",
            channel="facebook",
            account=NORTHBANK.page_id,
            external_id=comment,
            conversation=comment,
            parent_external_id=comment.partition("_")[0],
        )
    )
    workplace.send_all()
    return case_id


def answer(workplace: Workplace, comment: str, case_id: int) -> str:
    """An answer of the Page, given on Facebook itself and seen."""
    ours = workplace.sandbox.facebook.comment(parent=comment, author="Northbank", text=WORDS)
    workplace.take_in(
        workplace.post(
            WORDS,
            channel="facebook",
            account=NORTHBANK.page_id,
            external_id=ours,
            conversation=comment,
            parent_external_id=comment,
            is_ours=True,
        )
    )
    workplace.send_all()
    return ours


def shown(workplace: Workplace, post: str) -> dict[str, Any]:
    return next(i for i in workplace.sandbox.facebook.timeline(50) if i["id"] == post)


def number(workplace: Workplace, external_id: str) -> str:
    with workplace.database.reading() as session:
        query = select(Message.id).where(col(Message.external_id) == external_id)
        return str(session.exec(query).one())


def offers(workplace: Workplace, case_id: int) -> str:
    return str([b for b in workplace.headline(case_id)["blocks"] if b["type"] == "actions"])


def test_an_answer_is_deleted_after_its_words_were_shown_and_a_reason_given(
    workplace: Workplace, comment: str, case_id: int
) -> None:
    assert "remove_answer" not in offers(workplace, case_id)
    ours = answer(workplace, comment, case_id)
    workplace.choose(LENA, case_id, "remove_answer")
    assert WORDS in str(workplace.form(LENA)["blocks"])
    workplace.submit(LENA, post=number(workplace, ours), reason="The branch is closed")
    send_public(workplace)
    assert shown(workplace, ours)["removed"]
    said = [message["text"] for message in workplace.below(case_id)]
    assert "Lena asked Facebook to delete our answer. Reason: The branch is closed" in said[-3]
    assert "Our answer was deleted on Facebook" in said[-2]
    assert "Our answer was removed" in str(workplace.headline(case_id)["blocks"])
    assert "remove_answer" not in offers(workplace, case_id)


def test_a_post_is_hidden_and_shown_again(workplace: Workplace, comment: str, case_id: int) -> None:
    workplace.choose(LENA, case_id, "hide_post")
    workplace.submit(LENA, post=number(workplace, comment), reason="Insults our staff")
    send_public(workplace)
    assert shown(workplace, comment)["hidden"]
    assert "1 post is hidden" in str(workplace.headline(case_id)["blocks"])
    assert "hide_post" not in offers(workplace, case_id).replace("unhide_post", "")
    workplace.choose(LENA, case_id, "unhide_post")
    workplace.submit(LENA, post=number(workplace, comment), reason="A mistake")
    send_public(workplace)
    assert not shown(workplace, comment)["hidden"]
    assert "shown again on Facebook" in workplace.below(case_id)[-1]["text"]


def test_an_agent_is_told_that_a_lead_may(workplace: Workplace, comment: str, case_id: int) -> None:
    workplace.choose(AMIRA, case_id, "hide_post")
    assert "does not include this (hide post)" in workplace.refused(AMIRA)
    assert workplace.deliveries("moderation") == []


def test_a_role_lost_between_form_and_submission_changes_nothing(
    workplace: Workplace, comment: str, case_id: int
) -> None:
    workplace.choose(LENA, case_id, "hide_post")
    workplace.give(LENA, "reader")
    workplace.submit(LENA, post=number(workplace, comment), reason="Insults our staff")
    assert workplace.deliveries("moderation") == []
    assert "does not include" in str(workplace.form(LENA))


def test_what_the_platform_refuses_is_told_with_what_to_do(
    workplace: Workplace, comment: str, case_id: int
) -> None:
    workplace.sandbox.faults.add(platform="facebook", operation="POST /:id", kind="403")
    workplace.choose(LENA, case_id, "hide_post")
    workplace.submit(LENA, post=number(workplace, comment), reason="Insults our staff")
    send_public(workplace)
    said = workplace.below(case_id)[-1]["text"]
    assert "did not do what" in said
    assert "pages_manage_engagement" in said
    assert not shown(workplace, comment)["hidden"]


def test_a_connection_that_breaks_is_simply_tried_again(
    workplace: Workplace, comment: str, case_id: int
) -> None:
    workplace.sandbox.faults.add(platform="facebook", operation="POST /:id", kind="reset_after")
    workplace.choose(LENA, case_id, "hide_post")
    workplace.submit(LENA, post=number(workplace, comment), reason="Insults our staff")
    send_public(workplace)
    (delivery,) = workplace.deliveries("moderation")
    assert str(delivery.state) in {"sent", "in_doubt", "ready"}
    assert shown(workplace, comment)["hidden"]


def test_a_form_sent_without_a_reason_is_refused_in_words(
    workplace: Workplace, comment: str, case_id: int
) -> None:
    workplace.choose(LENA, case_id, "hide_post")
    workplace.submit(LENA, post=number(workplace, comment), reason=" ")
    assert workplace.deliveries("moderation") == []


def test_a_post_of_its_own_is_not_offered_for_hiding_which_facebook_refuses(
    workplace: Workplace,
) -> None:
    case_id = workplace.take_in(
        workplace.post("You are all thieves!", channel="facebook", account=NORTHBANK.page_id)
    )
    workplace.send_all()
    assert "block" in offers(workplace, case_id)
    assert "hide_post" not in offers(workplace, case_id)


def test_an_answer_that_nobody_saw_on_the_platform_is_not_offered_for_deleting(
    workplace: Workplace, comment: str, case_id: int
) -> None:
    with workplace.app.desk() as desk:
        by_hand.answered_by_hand(
            desk,
            case_id=case_id,
            link="",
            purpose=Purpose.ANSWERS,
            by=Actor.staff(LENA),
            request_key="one",
        )
    workplace.send_all()
    assert "remove_answer" not in offers(workplace, case_id)


def test_our_only_answer_taken_down_is_asked_about_and_owed_again_with_one_press(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    talk = workplace.case(case_id).conversation
    answer = workplace.post(
        "We are sorry, Ana.",
        author="northbank",
        is_ours=True,
        parent_external_id=talk,
        conversation=talk,
    )
    workplace.take_in(answer)
    workplace.take_in(
        answer.model_copy(update={"happening": Happening.REMOVED, "at": datetime.now(UTC)})
    )
    workplace.send_all()
    question = workplace.below(case_id)[-1]
    assert "our only answer is gone" in str(workplace.headline(case_id)["blocks"])
    assert "Please say" in question["text"] or "please say" in question["text"]
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=question["ts"], action_id="answer_owed")
    workplace.send_all()
    assert workplace.case(case_id).unanswered_since is not None
    assert "is owed again" in workplace.below(case_id)[-1]["text"]
    assert "our only answer is gone" not in str(workplace.headline(case_id)["blocks"])
