"""What must hold of everything that is drawn: Slack takes it, and a stranger's words ping nobody."""

import re
from typing import Any

from bot.sandbox.slack.rules.block_kit import problems, view_problems
from bot.slack.views.models import Drawn

_MENTION = re.compile(r"<!(?:here|channel|everyone|subteam)|<#|<@(?!U0)|<@U0AMIRA>(?=.*evil)")


def assert_message(blocks: list[dict[str, Any]]) -> None:
    """These blocks can be posted and mention nobody."""
    assert problems(blocks, "message") == []
    assert_pings_nobody(blocks)


def assert_drawn(drawn: Drawn) -> None:
    """This message can be posted, its notification included, and mentions nobody."""
    assert_message(drawn.blocks)
    assert drawn.text.strip()
    assert not _MENTION.search(drawn.text)
    assert not has_strange_characters(drawn.text)


def assert_view(view: dict[str, Any]) -> None:
    """This form or tab can be opened and mentions nobody."""
    assert view_problems(view) == []
    assert_pings_nobody(view)


def assert_pings_nobody(thing: Any) -> None:
    """Wherever Slack parses text, there is no mention, channel or foreign link in it."""
    for text in parsed_texts(thing):
        assert not _MENTION.search(text), text[:200]
        assert "evil.example" not in text or text.count("&lt;https://evil") >= 1, text[:200]
    for text in all_texts(thing):
        assert not has_strange_characters(text)


def has_strange_characters(text: str) -> bool:
    """Whether there is a control or direction-changing character in it."""
    return bool(re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text))


def parsed_texts(thing: Any) -> list[str]:
    """Every text that Slack parses: mrkdwn."""
    return [text for kind, text in _texts(thing) if kind == "mrkdwn"]


def all_texts(thing: Any) -> list[str]:
    """Every text that is shown."""
    return [text for _, text in _texts(thing)]


def _texts(thing: Any) -> list[tuple[str, str]]:
    if isinstance(thing, list):
        return [found for item in thing for found in _texts(item)]
    if not isinstance(thing, dict):
        return []
    own = thing.get("text")
    found = [(str(thing.get("type")), own)] if isinstance(own, str) else []
    for value in thing.values():
        found += _texts(value)
    return found
