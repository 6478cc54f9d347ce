"""Reading what X answers to a send, and all pages of what an account has said since."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.certainty import looked
from bot.channels.outside import part, parts, text
from bot.channels.x.client import XClient
from bot.channels.x.ids import is_number
from bot.channels.x.polling import Fetch, explained
from bot.channels.x.spelling import normal
from bot.outbox.outcome import CannotLook


def id_told(answer: Mapping[str, Any], name: str) -> str:
    """The new object's id, in digits; empty when X did not say one."""
    data = answer.get("data")
    told = text(data.get(name)) if isinstance(data, dict) else ""
    return told if is_number(told) else ""


def all_since(
    fetch: Fetch, client: XClient, *, since: str, most: int, too_much: str
) -> Iterator[dict[str, Any]]:
    """Everything of at most so many pages, in the new spelling. Raises CannotLook with ``too_much``."""
    who, token = f"@{client.keys.handle}", None
    for _ in range(most):
        page = _page(fetch, who=who, since=since, token=token)
        yield from parts(page, "data")
        token = text(part(page, "meta").get("next_token"))
        if not token:
            return
    raise CannotLook(too_much)


def _page(fetch: Fetch, *, who: str, since: str, token: str | None) -> dict[str, Any]:
    page = looked(lambda: explained(lambda: fetch(since_id=since, token=token), who=who))
    plain: dict[str, Any] = normal(page)
    return plain
