"""X's ids hold their time: ``(id >> 22) + 1288834974657`` is milliseconds since 1970.

So a moment can be written as an id, and ``since_id`` serves the first start as well.
Source: docs.x.com/fundamentals/x-ids.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.channels.outside import needed
from bot.domain.channels.inbound import Unreadable

_EPOCH_MS = 1288834974657
_HOSTS = ("x.com", "twitter.com")
_NUMBER = re.compile(r"[0-9]{1,19}")
_STATUS = re.compile(r"/(i/web|[^/]+)/status/(\d{1,19})(?:/.*)?")
_NOBODYS = ("i", "i/web")  # addresses that X writes without whose post it is


def id_at(moment: datetime) -> int:
    """The smallest id a post of this moment can have; 1 for anything before X's ids began."""
    return max(1, (int(moment.timestamp() * 1000) - _EPOCH_MS) << 22)


def time_of(post_id: str) -> datetime:
    """When the post with this id was made, aware UTC."""
    return datetime.fromtimestamp(((int(post_id) >> 22) + _EPOCH_MS) / 1000, UTC)


def time_in_id(post_id: str) -> datetime | None:
    """The time in an id that may be of another kind; then None."""
    return time_of(post_id) if re.fullmatch(r"\d{15,19}", post_id) else None


def is_number(told: str) -> bool:
    """Whether this can be an id of X's: up to 19 digits."""
    return _NUMBER.fullmatch(told) is not None


def number_in(post: Mapping[str, Any]) -> str:
    """The post's or message's own id. Raises Unreadable."""
    told = needed(post, "id")
    if not is_number(told):
        raise Unreadable("Its id is not one of X's.")
    return told


def earlier(post_id: int, by: timedelta) -> int:
    """The id of the moment ``by`` before this id's."""
    return max(1, post_id - (int(by.total_seconds() * 1000) << 22))


def id_in_link(link: str, *, web_url: str) -> str | None:
    """The post's id in its public address; None for any other address."""
    address = urlsplit(link)
    host = (address.hostname or "").removeprefix("www.").removeprefix("mobile.")
    found = _STATUS.fullmatch(address.path)
    known = host in _HOSTS or host == urlsplit(web_url).hostname
    return found[2] if found and known else None


def account_in_link(link: str, *, accounts: Mapping[str, str]) -> str | None:
    """Whose post an address is of, by the handle in it; ``accounts`` are our ids by handle.

    Empty where the address does not tell, None when it is nobody of ours.
    """
    found = _STATUS.fullmatch(urlsplit(link).path)
    if found is None or found[1] in _NOBODYS:
        return ""
    ours = {handle.lower(): account for handle, account in accounts.items()}
    return ours.get(found[1].lower())
