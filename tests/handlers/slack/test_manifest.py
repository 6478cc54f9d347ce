"""The manifest and the code agree both ways: each scope, event, command, shortcut and address."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient
from typer.testing import CliRunner

import config
from bot.sandbox import credentials
from bot.sandbox.slack.manifest import events_of, offers_of, read_manifest, scopes_of
from bot.telemetry import metrics
from handlers.commands.cli import commands
from tests.handlers.slack.registered import Registry, registry
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

ROOT = Path(config.__file__).parents[1]
TEXT = (ROOT / "config" / "slack_manifest.yaml").read_text()
MANIFEST = read_manifest(TEXT)

# Method -> scopes. Source: docs.slack.dev/reference/methods (2026). Where a scope depends on the kind
# of conversation, those of the kinds in which it is called.
READS = {"channels:history", "groups:history", "im:history"}
LOOKS = {"channels:read", "groups:read"}
SCOPES_OF: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "conversations_history": READS,
    "conversations_info": LOOKS,
    "conversations_members": LOOKS,
    "conversations_open": {"im:write"},
    "conversations_replies": READS,
    "files_getUploadURLExternal": {"files:write"},
    "files_completeUploadExternal": {"files:write"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "usergroups_users_list": {"usergroups:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
# Source: "Required scopes" on each event's page, docs.slack.dev/reference/events (2026).
SCOPES_OF_EVENT: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "channel_archive": {"channels:read"},
    "channel_left": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_shared": LOOKS,
    "channel_unarchive": {"channels:read"},
    "channel_unshared": LOOKS,
    "group_archive": {"groups:read"},
    "group_left": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": LOOKS,
    "member_left_channel": LOOKS,
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "subteam_members_changed": {"usergroups:read"},
    "user_change": {"users:read"},
}
_FAMILIES = {
    *("auth", "chat", "conversations", "files", "pins"),
    *("reactions", "team", "usergroups", "users", "views"),
}


@pytest.fixture
def registered(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Registry:
    return registry(workplace.app, monkeypatch)


def methods_called() -> Iterator[str]:
    """Every method of Slack's client that the product names, as ``client.family_verb``."""
    for folder in ("bot/slack", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and _is_method(node.attr):
                    yield node.attr


def _is_method(name: str) -> bool:
    return name.split("_")[0] in _FAMILIES and hasattr(WebClient, name)


def test_the_manifest_asks_for_exactly_the_scopes_in_use() -> None:
    used = set().union(*(SCOPES_OF[method] for method in methods_called()))
    used |= set().union(*(SCOPES_OF_EVENT[name] for name in events_of(MANIFEST)))
    used |= {"commands"}  # for slash commands and message shortcuts
    assert sorted(scopes_of(MANIFEST)) == sorted(used)


def test_what_is_subscribed_has_a_listener_and_what_has_a_listener_is_subscribed(
    registered: Registry,
) -> None:
    assert {name.partition(".")[0] for name in events_of(MANIFEST)} == registered.names("event")


def test_commands_and_shortcuts_are_those_that_are_listened_to(
    registered: Registry,
) -> None:
    offers = offers_of(MANIFEST)
    assert {command["command"] for command in offers["commands"]} == registered.names("command")
    assert {shortcut["callback_id"] for shortcut in offers["shortcuts"]} == registered.names(
        "shortcut"
    )


@pytest.mark.parametrize("name", sorted(events_of(MANIFEST)))
def test_every_subscribed_event_reaches_its_own_listener(workplace: Workplace, name: str) -> None:
    counter = metrics.NOT_USED.labels(channel="slack")
    before: float = counter._value.get()
    kind = name.partition(".")[0]
    answer = event(workplace, type=kind, user=AMIRA, channel=CHANNEL, ts="1.000001", tab="home")
    assert answer.status_code == 200
    assert counter._value.get() == before


def test_the_addresses_are_the_one_route_the_product_has() -> None:
    settings = MANIFEST["settings"]
    addresses = [settings[name]["request_url"] for name in ("event_subscriptions", "interactivity")]
    addresses += [command["url"] for command in MANIFEST["features"]["slash_commands"]]
    assert set(addresses) == {"https://YOUR-APP.example/slack/events"}
    assert credentials.SLACK_BOT_TOKEN not in TEXT


def test_texts_keep_to_what_slack_takes() -> None:
    shown, features = MANIFEST["display_information"], MANIFEST["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert all(len(s["name"]) <= 24 and len(s["description"]) <= 150 for s in features["shortcuts"])
    assert all(len(c["command"]) <= 32 for c in features["slash_commands"])
    assert len(features["shortcuts"]) <= 10


def test_the_command_prints_it_with_the_banks_address() -> None:
    done = CliRunner().invoke(commands, ["manifest", "--address", "https://earshot.bank.example/"])
    printed = read_manifest(done.output)
    url = "https://earshot.bank.example/slack/events"
    assert printed["settings"]["interactivity"]["request_url"] == url
    assert printed["features"]["slash_commands"][0]["url"] == url
    assert "YOUR-APP" not in done.output


def test_for_socket_mode_it_prints_one_without_addresses() -> None:
    done = CliRunner().invoke(commands, ["manifest", "--socket-mode"])
    printed = read_manifest(done.output)
    assert printed["settings"]["socket_mode_enabled"] is True
    assert "https://" not in done.output
    assert (events_of(printed), scopes_of(printed)) == (events_of(MANIFEST), scopes_of(MANIFEST))
