"""Signed events to the bot, and Slack's retry rule."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.credentials import SLACK_SIGNING_SECRET
from bot.sandbox.slack import SlackPart
from tests.sandbox.slack.recording_bot import RecordingBot

CHANNEL = "C0NORTHBANK"


def events(bot: RecordingBot, count: int) -> list[dict[str, Any]]:
    return [received.event()["event"] for received in bot.wait_for(count)]


def test_every_request_carries_a_signature_the_sdk_accepts(
    slack: SlackPart, bot: RecordingBot
) -> None:
    slack.say("U0AMIRA", CHANNEL, "مرحبا")
    received = bot.wait_for(1)[0]
    assert SignatureVerifier(SLACK_SIGNING_SECRET).is_valid_request(received.body, received.headers)


def test_the_envelope_is_slacks(slack: SlackPart, bot: RecordingBot) -> None:
    slack.say("U0AMIRA", CHANNEL, "hello")
    envelope = bot.wait_for(1)[0].event()
    assert envelope["type"] == "event_callback"
    assert envelope["team_id"] == envelope["authorizations"][0]["team_id"] == "T0SANDBOX"
    assert envelope["is_ext_shared_channel"] is False
    assert envelope["event"]["channel_type"] == "channel"


def test_a_mention_arrives_twice_with_one_ts_and_two_event_ids(
    slack: SlackPart, bot: RecordingBot
) -> None:
    slack.say("U0AMIRA", CHANNEL, "<@U0EARSHOT> hello")
    first, second = (received.event() for received in bot.wait_for(2))
    assert {first["event"]["type"], second["event"]["type"]} == {"message", "app_mention"}
    assert first["event"]["ts"] == second["event"]["ts"]
    assert first["event_id"] != second["event_id"]


def test_replies_edits_and_deletions_are_told_in_order(
    slack: SlackPart, bot: RecordingBot, client: WebClient
) -> None:
    root = client.chat_postMessage(channel=CHANNEL, text="root")["ts"]
    reply = slack.say("U0AMIRA", CHANNEL, "a note", root)
    slack.edit_message("U0AMIRA", CHANNEL, reply, "a better note")
    slack.delete_message("U0AMIRA", CHANNEL, reply)
    own, note, changed, deleted = events(bot, 4)
    assert own["bot_id"] == "B0EARSHOT"
    assert (note["thread_ts"], note["parent_user_id"]) == (root, "U0EARSHOT")
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "a better note"
    assert changed["previous_message"]["text"] == "a note"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", reply)


def test_typed_text_is_escaped_and_names_become_mentions(
    slack: SlackPart, bot: RecordingBot
) -> None:
    slack.say("U0AMIRA", CHANNEL, "a < b & @Jonas Weber", typed=True)
    assert events(bot, 1)[0]["text"] == "a &lt; b &amp; <@U0JONAS>"


def test_opening_the_home_tab_is_told(slack: SlackPart, bot: RecordingBot) -> None:
    slack.open_home("U0LENA")
    event = events(bot, 1)[0]
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", "U0LENA")


def test_a_failed_delivery_is_tried_again_with_the_same_id_and_a_reason(
    slack: SlackPart, bot: RecordingBot
) -> None:
    answers = iter([500, 503, 200])
    bot.answer = lambda received: (next(answers), None)
    slack.say("U0AMIRA", CHANNEL, "hello")
    tries = bot.wait_for(3)
    assert len({received.event()["event_id"] for received in tries}) == 1
    headers = [
        (r.headers.get("x-slack-retry-num"), r.headers.get("x-slack-retry-reason")) for r in tries
    ]
    assert headers == [(None, None), ("1", "http_error"), ("2", "http_error")]


def test_after_three_retries_slack_gives_up(slack: SlackPart, bot: RecordingBot) -> None:
    bot.answer = lambda received: (500, None)
    slack.say("U0AMIRA", CHANNEL, "hello")
    bot.wait_for(4)
    bot.answer = lambda received: (200, None)
    slack.say("U0AMIRA", CHANNEL, "the next one")
    assert bot.wait_for(5)[4].event()["event"]["text"] == "the next one"


def test_the_address_is_verified_with_a_challenge(slack: SlackPart, bot: RecordingBot) -> None:
    bot.answer = lambda received: (200, {"challenge": received.event()["challenge"]})
    assert slack.workspace.courier.verify_address()
