"""The manifest asks for exactly what the code uses: each scope, each event, both addresses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from bot.sandbox import credentials
from bot.telemetry import metrics
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

ROOT = Path(config.__file__).parents[1]
MANIFEST = (ROOT / "config" / "slack_manifest.yaml").read_text()

# Method -> scopes. Source: docs.slack.dev/reference/methods (2026).
READS = {"channels:history", "groups:history", "im:history"}
SCOPES_OF: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "conversations_history": READS,
    "conversations_replies": READS,
    "conversations_open": {"im:write"},
    "files_getUploadURLExternal": {"files:write"},
    "files_completeUploadExternal": {"files:write"},
    "users_list": {"users:read"},
    "usergroups_users_list": {"usergroups:read"},
    "views_open": set(),
    "views_publish": set(),
}
SCOPES_OF_EVENT = {
    "app_home_opened": set[str](),
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
}
_FAMILIES = "auth|chat|conversations|users|usergroups|views|files|reactions|pins|team|bookmarks"
_CALL = re.compile(rf"\.((?:{_FAMILIES})_[a-zA-Z_]+)\b")


def listed(key: str) -> list[str]:
    """The plain list under this key of the manifest."""
    found = re.search(rf"^( +){key}:\n((?:\1  - .*\n)+)", MANIFEST, re.MULTILINE)
    assert found is not None, f"The manifest has no list {key}."
    return [line.split("#")[0].strip(" -") for line in found[2].splitlines()]


def methods_called() -> Iterator[str]:
    """Every method of Slack's client that the product names."""
    for folder in ("bot/slack", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            if re.search(r"slack", path.read_text()):
                yield from (name for name in _CALL.findall(path.read_text()) if name in SCOPES_OF)


def test_every_method_the_code_calls_is_known_to_this_test() -> None:
    for path in (ROOT / "bot/slack").rglob("*.py"):
        assert set(_CALL.findall(path.read_text())) <= set(SCOPES_OF), path


def test_the_manifest_asks_for_exactly_the_scopes_in_use() -> None:
    used = set().union(*(SCOPES_OF[method] for method in methods_called()))
    used |= set().union(*(SCOPES_OF_EVENT[name] for name in listed("bot_events")))
    assert sorted(listed("bot")) == sorted(used)


@pytest.mark.parametrize("name", listed("bot_events"))
def test_every_subscribed_event_has_a_listener_of_its_own(workplace: Workplace, name: str) -> None:
    counter = metrics.NOT_USED.labels(channel="slack")
    before: float = counter._value.get()
    kind = name.partition(".")[0]
    answer = event(workplace, type=kind, user=AMIRA, channel=CHANNEL, ts="1.000001", tab="home")
    assert answer.status_code == 200
    assert counter._value.get() == before


def test_both_addresses_are_the_one_route_the_product_has() -> None:
    addresses = re.findall(r"request_url: (\S+)", MANIFEST)
    assert addresses == ["https://YOUR-APP.example/slack/events"] * 2
    assert credentials.SLACK_BOT_TOKEN not in MANIFEST
