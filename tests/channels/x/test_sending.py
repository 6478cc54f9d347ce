"""Answering on X: every refusal has its words, every doubt stays one, a look finds what is there."""

import json
import time

import pytest

from bot.domain.channels.inbound import Happening
from bot.outbox.outcome import Receipt, Refused, TryLater, Uncertain
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import XStage, parcel
from tests.channels.x.wire import NOW, channel_of, problem, send


def test_everything_works_in_the_new_spelling(x: XStage) -> None:
    x.sandbox.x.spelling = "new"
    channel = x.channel()
    post = x.post("hello")
    sent = parcel(x, post, "We are here.")
    assert isinstance(channel.send(sent), Receipt)
    assert len(channel.look_for(sent)) == 1
    x.edit(post, "hello again")
    assert [each.happening for each in x.changes(channel, post)] == [Happening.EDITED]


def test_a_refused_post_is_never_sent_again_in_another_spelling(script: Scripted) -> None:
    outcome = send(script, problem(400, "The query parameter [tweet.fields] is not one of []"))
    assert isinstance(outcome, Refused)
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    ("status", "detail", "code"),
    [
        (400, "text is missing", "invalid"),
        (401, "Unauthorized", "token"),
        (402, "no credits", "no_credit"),
        (403, "Reply to this conversation is not allowed because …", "reply_not_allowed"),
        (403, "You attempted to reply to a Tweet that is deleted or not visible to you.", "gone"),
        (403, "You are not permitted to perform this action: oauth1 app permissions", "permission"),
        (403, "Your Tweet text is too long.", "too_long"),
        (403, "You are not allowed to create a Tweet with duplicate content.", "duplicate"),
        (403, "something new", "forbidden"),
        (404, "Not Found", "gone"),
    ],
)
def test_what_x_refuses_has_a_code_and_a_sentence(
    script: Scripted, status: int, detail: str, code: str
) -> None:
    outcome = send(script, problem(status, detail))
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert outcome.explanation


def test_a_reply_that_is_not_allowed_names_the_way_by_hand(script: Scripted) -> None:
    outcome = send(script, problem(403, "Reply to this conversation is not allowed because you"))
    assert isinstance(outcome, Refused)
    assert "open on X" in outcome.explanation


def test_a_duplicate_on_a_resend_means_look_again(script: Scripted) -> None:
    duplicate = problem(403, "You are not allowed to create a Tweet with duplicate content.")
    assert isinstance(send(script, duplicate, attempt=2), Uncertain)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("<html>", 201, {"content-type": "text/html"}),
        Answer("", 201, {}),
        Answer({}, 201),
        Answer({"data": {}}, 201),
        Answer({"data": {"id": ""}}, 201),
        Answer({"data": ["?"]}, 201),
        Answer({"data": {"text": "Sorry."}}, 201),
        Answer({}, 500),
        Answer("<html>", 502, {"content-type": "text/html"}),
        Answer("[]", 504),
        Answer({}, 408),
        Answer("", 307, {"location": "https://example.com/"}),
    ],
)
def test_what_says_neither_yes_nor_no_is_uncertain(script: Scripted, answer: Answer) -> None:
    assert isinstance(send(script, answer), Uncertain)
    assert len(script.asked) == 1


def test_a_receipt_tells_what_is_left_of_the_window(script: Scripted) -> None:
    reset = str(int(time.time()) + 300)
    headers = {
        "content-type": "application/json",
        "x-rate-limit-remaining": "7",
        "x-rate-limit-reset": reset,
    }
    outcome = send(script, Answer({"data": {"id": "77", "text": "Sorry."}}, 201, headers))
    assert isinstance(outcome, Receipt)
    assert outcome.remaining is not None
    assert outcome.remaining.left == 7
    assert 290 <= outcome.remaining.resets_in_s <= 300


def test_a_full_window_without_a_reset_waits_a_while(script: Scripted) -> None:
    outcome = send(script, problem(429, "Too Many Requests"))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 60


def test_an_answer_is_signed_and_goes_under_its_post(script: Scripted) -> None:
    send(script, Answer({"data": {"id": "77"}}, 201))
    (asked,) = script.asked
    assert asked.path == "/2/tweets"
    assert asked.headers["authorization"].startswith("OAuth ")
    assert json.loads(asked.body) == {"text": "Sorry.", "reply": {"in_reply_to_tweet_id": "5"}}


def test_a_reply_to_somebody_who_did_not_name_us_is_refused(x: XStage) -> None:
    stranger = x.sandbox.x.post(author="Ana Roth", text="Northbank is the worst")
    outcome = x.channel().send(parcel(x, stranger, "We are sorry."))
    assert isinstance(outcome, Refused)
    assert outcome.code == "reply_not_allowed"


def test_each_post_of_a_long_answer_answers_the_one_before_and_none_that_is_gone(
    x: XStage,
) -> None:
    channel = x.channel()
    first = channel.send(parcel(x, x.post("help"), "(1/3) We are sorry."))
    assert isinstance(first, Receipt)
    second = parcel(x, first.reference, "(2/3) It is mended.")
    sent = channel.send(second)
    assert isinstance(sent, Receipt)
    assert [found.reference for found in channel.look_for(second)] == [sent.reference]
    again = channel.send(second)
    assert isinstance(again, Refused)
    assert again.code == "duplicate"
    x.remove(sent.reference)
    third = channel.send(parcel(x, sent.reference, "(3/3) Thank you."))
    assert isinstance(third, Refused)
    assert third.code == "gone"


def test_the_same_words_to_the_same_person_are_a_duplicate(x: XStage) -> None:
    post = x.post("help")
    channel = x.channel()
    assert isinstance(channel.send(parcel(x, post, "We are sorry.")), Receipt)
    again = channel.send(parcel(x, post, "We are sorry."))
    assert isinstance(again, Refused)
    assert again.code == "duplicate"
    assert isinstance(channel.send(parcel(x, post, "We are sorry.", attempt=2)), Uncertain)


def test_a_look_undoes_what_x_does_to_links_and_signs(script: Scripted) -> None:
    stage = XStage.__new__(XStage)
    shown = {
        "id": str((int(NOW.timestamp() * 1000) - 1288834974657) << 22),
        "text": "@anaroth @ben_ode Fees &amp; more: https://t.co/x1",
        "created_at": "2026-11-02T10:00:00.000Z",
        "referenced_tweets": [{"type": "replied_to", "id": "5"}],
        "entities": {"urls": [{"url": "https://t.co/x1", "expanded_url": "http://bank.example"}]},
    }
    script.answers = [Answer({"data": [shown], "meta": {"result_count": 1}})]
    sent = parcel(stage, "5", "Fees & more: bank.example", intent_at=NOW)
    (receipt,) = channel_of(script).look_for(sent)
    assert receipt.reference == shown["id"]
    assert receipt.at == NOW
