"""Channels, people, scopes and the manifest: what happens to a workspace, and what the bot is told."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack import SlackPart
from bot.sandbox.slack.manifest import UnreadableManifest, read_manifest
from bot.sandbox.slack.refusals import BadEntry
from tests.sandbox.slack.blocks import plain
from tests.sandbox.slack.recording_bot import RecordingBot
from tests.sandbox.slack.refusing import refused

CHANNEL, PRIVATE = "C0NORTHBANK", "C0NBPRIVATE"


def do(slack: SlackPart, verb: str, **given: Any) -> None:
    slack.control.verbs[verb](**given)


def events(bot: RecordingBot, count: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [r.event()["event"] for r in bot.wait_for(count)]
    return found


def test_a_bot_that_is_removed_is_told_and_can_post_no_more(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    do(slack, "leave", channel=CHANNEL)
    do(slack, "leave", channel=PRIVATE)
    kinds = {event["type"] for event in events(bot, 2)}
    assert kinds == {"channel_left", "group_left"}
    assert refused(client.chat_postMessage, channel=CHANNEL, text="x") == "not_in_channel"
    assert refused(client.chat_postMessage, channel=PRIVATE, text="x") == "channel_not_found"
    do(slack, "join", channel=CHANNEL)
    assert events(bot, 3)[-1]["user"] == SLACK_BOT_USER_ID
    client.chat_postMessage(channel=CHANNEL, text="back")


def test_archiving_and_sharing_are_told_for_public_and_private_channels(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    for verb, channel in (("archive", CHANNEL), ("archive", PRIVATE), ("share", CHANNEL)):
        do(slack, verb, channel=channel)
    do(slack, "unshare", channel=CHANNEL)
    do(slack, "unarchive", channel=CHANNEL)
    kinds = sorted(event["type"] for event in events(bot, 5))
    assert kinds == [
        "channel_archive",
        "channel_shared",
        "channel_unarchive",
        "channel_unshared",
        "group_archive",
    ]
    assert client.conversations_info(channel=CHANNEL)["channel"]["is_archived"] is False
    assert refused(client.chat_postMessage, channel=PRIVATE, text="x") == "is_archived"


def test_people_change_their_role_language_and_groups(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    do(slack, "person", user="U0TOM", locale="ar", is_restricted=True)
    do(slack, "usergroup", usergroup="S0AGENTS", add=["U0LENA"], remove=["U0TOM"])
    changed, group = events(bot, 2)
    assert (changed["type"], changed["user"]["locale"]) == ("user_change", "ar")
    assert (group["added_users"], group["removed_users"]) == (["U0LENA"], ["U0TOM"])
    assert "U0TOM" not in client.usergroups_users_list(usergroup="S0AGENTS")["users"]
    assert "locale" not in client.users_info(user="U0TOM")["user"]
    assert client.users_info(user="U0TOM", include_locale=True)["user"]["locale"] == "ar"


def test_what_nobody_could_change_is_said_aloud(slack: SlackPart) -> None:
    with pytest.raises(BadEntry, match="has no shape"):
        do(slack, "channel", channel=CHANNEL, shape="round")
    with pytest.raises(BadEntry, match="has no mood"):
        do(slack, "person", user="U0TOM", mood="good")


def test_a_scope_that_was_taken_away_is_missed(slack: SlackPart, client: WebClient) -> None:
    slack.workspace.missing_scopes = ["chat:write"]
    assert refused(client.chat_postMessage, channel=CHANNEL, text="x") == "missing_scope"
    slack.workspace.missing_scopes = []
    client.chat_postMessage(channel=CHANNEL, text="x")


def test_an_input_tells_nothing_before_the_form_is_sent_unless_it_dispatches(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    def open_with(**more: Any) -> str:
        element = {"type": "multi_users_select", "action_id": "who"}
        block = {"type": "input", "block_id": "who", "label": plain("Who"), "element": element}
        view = {
            "type": "modal",
            "title": plain("T"),
            "submit": plain("S"),
            "blocks": [block | more],
        }
        trigger = slack.workspace.triggers.issue("U0AMIRA")
        return str(client.views_open(trigger_id=trigger, view=view)["view"]["id"])

    given: dict[str, Any] = {"user": "U0AMIRA", "action_id": "who", "value": ["U0TOM"]}
    with pytest.raises(BadEntry, match="dispatch_action"):
        slack.people.click_view(view_id=open_with(), **given)
    slack.people.click_view(view_id=open_with(dispatch_action=True), **given)
    [received] = bot.wait_for(1)
    assert received.payload()["actions"][0]["selected_users"] == ["U0TOM"]


def test_only_what_the_manifest_names_happens(
    slack: SlackPart, client: WebClient, bot: RecordingBot
) -> None:
    slack.workspace.manifest = read_manifest(
        "oauth_config:\n  scopes:\n    bot:\n      - chat:write # to post\n"
        "settings:\n  event_subscriptions:\n    bot_events:\n      - channel_archive\n"
    )
    client.chat_postMessage(channel=CHANNEL, text="not told of")
    do(slack, "archive", channel=CHANNEL)
    assert [event["type"] for event in events(bot, 1)] == ["channel_archive"]
    assert refused(client.users_list) == "missing_scope"


def test_a_manifest_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnreadableManifest):
        read_manifest("settings:\n  &anchor\n")


def test_a_command_that_escapes_brings_colleagues_as_mentions(
    slack: SlackPart, bot: RecordingBot
) -> None:
    slack.workspace.commands = [{"command": "/case", "should_escape": True}]
    slack.people.command(user="U0TOM", channel=CHANNEL, text="/case owner:@amira from:@anar")
    fields = bot.requests[-1].fields()
    assert fields["text"] == "owner:<@U0AMIRA|amira> from:@anar"
