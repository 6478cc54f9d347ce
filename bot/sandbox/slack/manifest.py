"""The app as its manifest describes it: which events are sent, which scopes it has, what it offers.

As in Slack, what the manifest does not name does not happen. Schema: slackapi/manifest-schema (2026).
Reads the plain part of YAML that manifests are written in: maps, lists, words, no anchors, no blocks.
"""

import re
from typing import Any

_PAIR = re.compile(r"(?P<key>[\w.]+):(?: +(?P<value>.+))?")


class UnreadableManifest(ValueError):
    """A line that this reader does not know."""


def read_manifest(text: str) -> dict[str, Any]:
    """The manifest as maps and lists. Raises UnreadableManifest."""
    lines = [line for line in map(_without_comment, text.splitlines()) if line.strip()]
    value, rest = _block(lines, 0)
    if rest or not isinstance(value, dict):
        raise UnreadableManifest(f"Cannot read: {rest[:1]}")
    return value


def events_of(manifest: dict[str, Any]) -> set[str]:
    """The subscribed events, with `message.channels` and its kin as they are."""
    subscriptions = manifest["settings"].get("event_subscriptions") or {}
    return set(subscriptions.get("bot_events") or [])


def scopes_of(manifest: dict[str, Any]) -> set[str]:
    """The bot's scopes."""
    return set(manifest["oauth_config"]["scopes"]["bot"])


def offers_of(manifest: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The slash commands and message shortcuts, as the page offers them."""
    features = manifest["features"]
    return {
        "commands": list(features.get("slash_commands") or []),
        "shortcuts": [s for s in features.get("shortcuts") or [] if s["type"] == "message"],
    }


def subscription(event: dict[str, Any]) -> str:
    """What an app subscribes to in order to get this event."""
    if event["type"] != "message":
        return str(event["type"])
    kinds = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
    return f"message.{kinds[event['channel_type']]}"


def _block(lines: list[str], indent: int) -> tuple[Any, list[str]]:
    """The map or list at this depth, and the lines after it."""
    if lines and lines[0].lstrip().startswith("- "):
        return _items(lines, indent)
    found: dict[str, Any] = {}
    while lines and _depth(lines[0]) == indent and not lines[0].lstrip().startswith("- "):
        pair = _PAIR.fullmatch(lines[0].strip())
        if pair is None:
            raise UnreadableManifest(f"Cannot read: {lines[0].strip()}")
        lines = lines[1:]
        if pair["value"]:
            found[pair["key"]] = _scalar(pair["value"])
        else:
            found[pair["key"]], lines = _block(lines, _depth(lines[0]) if lines else 0)
    return found, lines


def _items(lines: list[str], indent: int) -> tuple[list[Any], list[str]]:
    found: list[Any] = []
    while lines and _depth(lines[0]) == indent and lines[0].lstrip().startswith("- "):
        first = lines[0].replace("- ", "  ", 1)
        if _PAIR.fullmatch(first.strip()):
            item, lines = _block([first, *lines[1:]], _depth(first))
        else:
            item, lines = _scalar(first.strip()), lines[1:]
        found.append(item)
    return found, lines


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_comment(line: str) -> str:
    """Comments begin with # after a blank, outside quotes."""
    return re.sub(r"(^|\s)#(?![^\"]*\"[^\"]*$).*", "", line).rstrip()


def _scalar(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d+", text):
        return int(text)
    return text.strip("\"'")
