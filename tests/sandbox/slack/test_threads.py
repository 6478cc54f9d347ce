"""Threads whose parent is taken away, and threads that an admin locks."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.slack import SlackPart
from bot.sandbox.slack.refusals import SlackRefusal
from tests.sandbox.slack.recording_bot import RecordingBot
from tests.sandbox.slack.refusing import refused

CHANNEL = "C0NORTHBANK"


def do(slack: SlackPart, verb: str, **given: Any) -> None:
    slack.control.verbs[verb](channel=CHANNEL, **given)


@pytest.fixture
def root(client: WebClient) -> str:
    return str(client.chat_postMessage(channel=CHANNEL, text="headline")["ts"])


@pytest.fixture
def reply(client: WebClient, root: str) -> str:
    return str(client.chat_postMessage(channel=CHANNEL, text="word", thread_ts=root)["ts"])


def events_about(bot: RecordingBot, kind: str, count: int) -> list[dict[str, Any]]:
    found = [received.event()["event"] for received in bot.wait_for(count)]
    return [event for event in found if event.get("subtype") == kind]


def test_a_reply_to_a_deleted_parent_is_answered_ok_and_stands_beside_the_thread(
    client: WebClient, slack: SlackPart, root: str
) -> None:
    do(slack, "erase", ts=root)
    answer = client.chat_postMessage(
        channel=CHANNEL, text="later word", thread_ts=root, reply_broadcast=True
    )
    assert answer["ok"]
    assert "thread_ts" not in answer["message"]
    assert "subtype" not in answer["message"]
    history = client.conversations_history(channel=CHANNEL)["messages"]
    assert [message["text"] for message in history] == ["later word"]
    assert refused(client.conversations_replies, channel=CHANNEL, ts=root) == "thread_not_found"


def test_a_reply_to_a_living_parent_names_its_thread(client: WebClient, root: str) -> None:
    answer = client.chat_postMessage(channel=CHANNEL, text="word", thread_ts=root)
    assert answer["message"]["thread_ts"] == root


@pytest.mark.usefixtures("reply")
def test_an_admin_leaves_a_tombstone_where_there_are_replies(
    client: WebClient, slack: SlackPart, bot: RecordingBot, root: str
) -> None:
    do(slack, "erase", ts=root, by="admin")
    [changed] = events_about(bot, "message_changed", 3)
    assert (changed["message"]["subtype"], changed["message"]["ts"]) == ("tombstone", root)
    answer = client.chat_postMessage(channel=CHANNEL, text="later word", thread_ts=root)
    assert "thread_ts" not in answer["message"]
    thread = client.conversations_replies(channel=CHANNEL, ts=root)["messages"]
    assert [message["text"] for message in thread] == ["This message was deleted.", "word"]


def test_retention_leaves_nothing_of_a_parent_and_the_replies_stay(
    client: WebClient, slack: SlackPart, bot: RecordingBot, root: str, reply: str
) -> None:
    do(slack, "erase", ts=root, by="retention")
    [deleted] = events_about(bot, "message_deleted", 3)
    assert deleted["deleted_ts"] == root
    assert deleted["previous_message"]["bot_id"] == "B0EARSHOT"
    for ts in (root, reply):  # a reply named as the thread means its parent, which is gone
        answer = client.chat_postMessage(channel=CHANNEL, text="later word", thread_ts=ts)
        assert "thread_ts" not in answer["message"]
    assert refused(client.chat_update, channel=CHANNEL, ts=root, text="x") == "message_not_found"
    client.chat_update(channel=CHANNEL, ts=reply, text="still here")


def test_retention_may_be_silent(slack: SlackPart, bot: RecordingBot, root: str) -> None:
    do(slack, "erase", ts=root, by="retention", told=False)
    slack.say("U0AMIRA", CHANNEL, "afterwards")
    assert events_about(bot, "message_deleted", 2) == []


@pytest.mark.usefixtures("reply")
def test_a_file_for_a_deleted_parent_stands_beside_the_thread(
    client: WebClient, slack: SlackPart, root: str
) -> None:
    do(slack, "erase", ts=root, by="retention")
    client.files_upload_v2(channel=CHANNEL, thread_ts=root, filename="a.png", content="picture")
    [newest] = client.conversations_history(channel=CHANNEL)["messages"]
    assert "thread_ts" not in newest


def test_a_locked_thread_takes_no_reply_and_its_messages_can_be_changed(
    client: WebClient, slack: SlackPart, root: str, reply: str
) -> None:
    do(slack, "lock_thread", ts=root)
    words: dict[str, Any] = {"channel": CHANNEL, "text": "x"}
    locked = "restricted_action_thread_locked"
    assert refused(client.chat_postMessage, **words, thread_ts=root) == locked
    assert refused(client.chat_postMessage, **words, thread_ts=reply) == locked
    with pytest.raises(SlackRefusal, match=locked):
        slack.say("U0AMIRA", CHANNEL, "me neither", root)
    client.chat_update(**words, ts=root)
    client.chat_postMessage(**words)
    assert client.conversations_replies(channel=CHANNEL, ts=root)["messages"][0]["is_locked"]
    do(slack, "lock_thread", ts=root, locked=False)
    client.chat_postMessage(**words, thread_ts=root)


def test_an_admin_still_writes_in_a_locked_thread(slack: SlackPart, root: str) -> None:
    do(slack, "lock_thread", ts=root)
    slack.control.verbs["person"](user="U0LENA", is_admin=True)
    slack.say("U0LENA", CHANNEL, "Closed for now.", root)
