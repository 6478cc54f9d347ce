"""X's writes, through tweepy."""

from typing import Any

import pytest
import tweepy

from bot.sandbox.credentials import NORTHBANK
from tests.sandbox.serving import Running


def test_an_answer_appears_under_the_post_it_answers(x: Any, running: Running) -> None:
    asked = running.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp my card!")

    answer = x.create_tweet(text="We are on it.", in_reply_to_tweet_id=asked)["data"]

    own = x.get_users_tweets(NORTHBANK.x_id, tweet_fields=["referenced_tweets"])["data"]
    assert own[0]["id"] == answer["id"]
    assert own[0]["text"] == "@AnaRoth We are on it."
    assert own[0]["referenced_tweets"] == [{"type": "replied_to", "id": asked}]
    shown = running.sandbox.x.timeline(1)[0]
    assert (shown["said"], shown["is_bank"], shown["via"]) == ("We are on it.", True, "api")


def test_who_did_not_name_the_account_cannot_be_answered(x: Any, running: Running) -> None:
    found = running.sandbox.x.post(author="Ana", text="Northbank is slow again")

    with pytest.raises(tweepy.Forbidden, match="have not been mentioned or otherwise engaged"):
        x.create_tweet(text="Sorry!", in_reply_to_tweet_id=found)


def test_who_quoted_the_account_can_be_answered(x: Any, running: Running) -> None:
    ours = running.sandbox.x.post(author="NorthbankHelp", text="New opening hours")
    quote = running.sandbox.x.post(author="Ana", text="Still too short", quote_of=ours)

    assert x.create_tweet(text="Noted!", in_reply_to_tweet_id=quote)["data"]["id"]


def test_the_same_words_to_the_same_person_are_a_duplicate(x: Any, running: Running) -> None:
    ana = running.sandbox.x.post(author="Ana", text="@NorthbankHelp a")
    bo = running.sandbox.x.post(author="Bo", text="@NorthbankHelp b")
    x.create_tweet(text="We are on it.", in_reply_to_tweet_id=ana)
    x.create_tweet(text="We are on it.", in_reply_to_tweet_id=bo)

    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        x.create_tweet(text="We are on it.", in_reply_to_tweet_id=ana)

    assert running.sandbox.x.snapshot()["calls"]["POST /2/tweets"] == {
        "received": 3,
        "accepted": 2,
        "refused": 1,
    }


def test_length_is_counted_in_weights(x: Any) -> None:
    x.create_tweet(text="a" * 257 + "https://example.com/" + "b" * 200)
    with pytest.raises(tweepy.Forbidden, match="too long"):
        x.create_tweet(text="銀" * 141)


def test_a_deleted_post_cannot_be_answered(x: Any, running: Running) -> None:
    asked = running.sandbox.x.post(author="Ana", text="@NorthbankHelp a")
    running.sandbox.x.delete(asked)

    with pytest.raises(tweepy.Forbidden, match="deleted or not visible"):
        x.create_tweet(text="Sorry!", in_reply_to_tweet_id=asked)


def test_an_own_answer_can_be_deleted_and_others_posts_cannot(x: Any, running: Running) -> None:
    asked = running.sandbox.x.post(author="Ana", text="@NorthbankHelp a")
    answer = x.create_tweet(text="Sorry!", in_reply_to_tweet_id=asked)["data"]["id"]

    assert x.delete_tweet(answer) == {"data": {"deleted": True}}
    with pytest.raises(tweepy.Forbidden, match="not authorized to delete"):
        x.delete_tweet(asked)


def test_a_reply_under_an_own_post_can_be_hidden(x: Any, running: Running) -> None:
    ours = running.sandbox.x.post(author="NorthbankHelp", text="New opening hours")
    reply = running.sandbox.x.post(author="Ana", text="spam", in_reply_to=ours)

    assert x.hide_reply(reply) == {"data": {"hidden": True}}


def test_direct_messages_go_both_ways(x: Any, running: Running) -> None:
    running.sandbox.x.message(author="Ana", to="NorthbankHelp", text="psst")
    event = x.get_direct_message_events(dm_event_fields=["sender_id"])["data"][0]

    sent = x.create_direct_message(participant_id=event["sender_id"], text="Hello Ana")

    assert sent["data"]["dm_conversation_id"].startswith(NORTHBANK.x_id)
    assert [e["text"] for e in x.get_direct_message_events()["data"]] == ["Hello Ana", "psst"]
