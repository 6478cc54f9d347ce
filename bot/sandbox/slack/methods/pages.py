"""Slack's cursor pagination (docs.slack.dev/apis/web-api/pagination, 2026)."""

from base64 import b64decode, b64encode
from typing import Any

from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json


def page(items: list[Any], args: Json, name: str, *, default: int, most: int = 1000) -> Json:
    """One page of `items` under `name`, with `next_cursor` ("" on the last page)."""
    try:
        limit = min(int(args.get("limit") or default), most)
        start = int(b64decode(args["cursor"]).decode()) if args.get("cursor") else 0
    except ValueError:
        raise SlackRefusal("invalid_cursor" if args.get("cursor") else "invalid_limit") from None
    end = start + limit
    following = b64encode(str(end).encode()).decode() if end < len(items) else ""
    return {
        name: items[start:end],
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }
