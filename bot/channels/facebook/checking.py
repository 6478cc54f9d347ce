"""For ``earshot check``: does Facebook accept our tokens, and does it tell us what happens?"""

import time
from collections.abc import Iterator
from typing import Any

from bot.channels.channel import Finding, PollFailed
from bot.channels.facebook.client import FacebookClient
from bot.channels.facebook.explanations import SETTINGS
from bot.channels.facebook.polling import explained

NEEDED = ("pages_manage_engagement", "pages_read_engagement", "pages_read_user_content")
_SOON_S = 14 * 86400
_WHERE = "business.facebook.com, System users, “Generate token”"
_SUBSCRIBE = "POST /{page}/subscribed_apps?subscribed_fields=feed, see the README"


def check_page(client: FacebookClient) -> Iterator[Finding]:
    """Whose token it is, how long it lives, what it may do, and whether Facebook calls us."""
    name, page = client.keys.name, client.keys.id
    try:
        me = explained(lambda: client.node("me", fields="id,name"), who=name)
    except PollFailed as failed:
        yield Finding(SETTINGS, False, str(failed), _WHERE)
        return
    if str(me.get("id")) != page:
        words = f"The token of {name} belongs to {me.get('name')} ({me.get('id')}), not to {page}."
        yield Finding(SETTINGS, False, words, _WHERE)
        return
    yield Finding(SETTINGS, True, f"Facebook accepts the token of {name}.")
    yield from _life(client)
    yield _subscription(client)


def _life(client: FacebookClient) -> Iterator[Finding]:
    name = client.keys.name
    try:
        answer = explained(
            lambda: client.node("debug_token", input_token=client.keys.access_token), who=name
        )
    except PollFailed:  # Facebook documents this for app and developer tokens only
        return
    data: dict[str, Any] = answer.get("data") or {}
    missing = [scope for scope in NEEDED if scope not in (data.get("scopes") or [])]
    if missing:
        words = f"The token of {name} lacks {', '.join(missing)}."
        yield Finding(SETTINGS, False, words, _WHERE)
    ends = [int(data.get(key) or 0) for key in ("expires_at", "data_access_expires_at")]
    left = min((end - time.time() for end in ends if end), default=None)
    if left is not None and left < _SOON_S:
        words = f"The token of {name} ends in {max(0, int(left // 86400))} days."
        yield Finding(SETTINGS, False, words, _WHERE)


def _subscription(client: FacebookClient) -> Finding:
    name = client.keys.name
    try:
        answer = explained(lambda: client.edge(client.keys.id, "subscribed_apps"), who=name)
    except PollFailed as failed:
        return Finding(SETTINGS, False, str(failed), _SUBSCRIBE)
    fields = {f for app in answer.get("data") or [] for f in app.get("subscribed_fields") or []}
    if "feed" in fields:
        return Finding(SETTINGS, True, f"Facebook tells us at once what happens on {name}.")
    words = f"{name} is not subscribed to the webhook field “feed”; comments come by polling only."
    return Finding(SETTINGS, False, words, _SUBSCRIBE)
