"""Lets blocks and views pass, or answers to them as Slack does."""

from typing import Any

from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.rules.block_kit import problems, view_is_too_large, view_problems

# Observed, not documented: github.com/slackapi/bolt-js/issues/2509 (2025-04).
BLOCK_TEXT_MOST = 13_200


def check_blocks(blocks: Any) -> None:
    """Raises SlackRefusal `invalid_blocks` or `msg_blocks_too_long`."""
    wrong = problems(blocks, "message")
    if wrong:
        plain = [message.removeprefix("[ERROR] ") for message in wrong]
        raise SlackRefusal("invalid_blocks", errors=plain, response_metadata={"messages": wrong})
    if _text_length(blocks) > BLOCK_TEXT_MOST:
        raise SlackRefusal("msg_blocks_too_long")


def checked_view(view: Any, kind: str) -> dict[str, Any]:
    """The view, if Slack would take it. Raises SlackRefusal otherwise."""
    if view_is_too_large(view):
        raise SlackRefusal("view_too_large")
    wrong = view_problems(view)
    if not wrong and view["type"] != kind:
        wrong = [f"[ERROR] must be a {kind} view [json-pointer:/view/type]"]
    if wrong:
        raise SlackRefusal("invalid_arguments", response_metadata={"messages": wrong})
    found: dict[str, Any] = view
    return found


def _text_length(thing: Any) -> int:
    if isinstance(thing, dict):
        own = len(thing["text"]) if isinstance(thing.get("text"), str) else 0
        return own + sum(_text_length(value) for value in thing.values())
    return sum(_text_length(item) for item in thing) if isinstance(thing, list) else 0
