"""Slack's cursor pagination (docs.slack.dev/apis/web-api/pagination, 2026).

"Fewer than the requested number of items may be returned, even if the end of the list hasn't been
reached": the setting `page_most` plays that.
"""

from base64 import b64decode, b64encode
from typing import Any

from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace


def page(
    workspace: Workspace,
    items: list[Any],
    args: Json,
    name: str,
    *,
    default: int,
    most: int | None = None,
) -> Json:
    """One page of `items` under `name`, with `next_cursor` ("" on the last page).

    Raises SlackRefusal `invalid_limit` beyond `most`; where no most is documented, a page is capped.
    """
    try:
        limit = int(args.get("limit") or default)
        start = int(b64decode(args["cursor"]).decode()) if args.get("cursor") else 0
    except ValueError:
        raise SlackRefusal("invalid_cursor" if args.get("cursor") else "invalid_limit") from None
    if most is not None and limit > most:
        raise SlackRefusal("invalid_limit")
    end = start + min(limit, workspace.page_most)
    following = b64encode(str(end).encode()).decode() if end < len(items) else ""
    return {
        name: items[start:end],
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }
