"""For ``earshot check``: does Facebook accept our tokens, and does it tell us what happens?"""

import time
from collections.abc import Iterator
from typing import Any

from bot.channels.channel import Finding, PollFailed
from bot.channels.facebook.client import FacebookClient
from bot.channels.facebook.explanations import SETTINGS
from bot.channels.facebook.polling import explained

NEEDED = ("pages_manage_engagement", "pages_read_engagement", "pages_read_user_content")
NEEDED_FOR_MESSENGER = ("pages_manage_metadata", "pages_messaging")
_SOON_S = 14 * 86400
_WHERE = "business.facebook.com, System users, “Generate token”"
_SUBSCRIBE = "POST /{page}/subscribed_apps"
_FIELDS = ("feed", "mention", "ratings")
_MESSENGER_FIELDS = ("messages", "message_echoes", "message_edits", "standby")


def check_page(client: FacebookClient, *, with_messenger: bool) -> Iterator[Finding]:
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
    yield from _life(client, with_messenger=with_messenger)
    try:
        yield subscription(client, with_messenger=with_messenger)
    except PollFailed as failed:
        yield Finding(SETTINGS, False, str(failed), _SUBSCRIBE)


def _life(client: FacebookClient, *, with_messenger: bool) -> Iterator[Finding]:
    name = client.keys.name
    try:
        answer = explained(
            lambda: client.node("debug_token", input_token=client.keys.access_token), who=name
        )
    except PollFailed:  # Facebook documents this for app and developer tokens only
        return
    data: dict[str, Any] = answer.get("data") or {}
    needed = (*NEEDED, *(NEEDED_FOR_MESSENGER if with_messenger else ()))
    missing = [scope for scope in needed if scope not in (data.get("scopes") or [])]
    if missing:
        words = f"The token of {name} lacks {', '.join(missing)}."
        yield Finding(SETTINGS, False, words, _WHERE)
    ends = [int(data.get(key) or 0) for key in ("expires_at", "data_access_expires_at")]
    left = min((end - time.time() for end in ends if end), default=None)
    if left is not None and left < _SOON_S:
        words = f"The token of {name} ends in {max(0, int(left // 86400))} days."
        yield Finding(SETTINGS, False, words, _WHERE)


def subscription(client: FacebookClient, *, with_messenger: bool) -> Finding:
    """Whether the Page tells us everything we live on. Facebook ends this by itself when our address
    failed for an hour, and it stays so until somebody subscribes again. Raises PollFailed."""
    name, needed = client.keys.name, fields_needed(with_messenger=with_messenger)
    answer = explained(lambda: client.edge(client.keys.id, "subscribed_apps"), who=name)
    fields = {f for app in answer.get("data") or [] for f in app.get("subscribed_fields") or []}
    lacking = [field for field in needed if field not in fields]
    if not lacking:
        return Finding(SETTINGS, True, f"Facebook tells us at once what happens on {name}.")
    words = f"{name} is not subscribed to the webhook's {', '.join(lacking)}; what they tell comes"
    where = f"{_SUBSCRIBE}?subscribed_fields={','.join(needed)}"
    return Finding(SETTINGS, False, f"{words} late, by polling, or not at all.", where)


def fields_needed(*, with_messenger: bool) -> tuple[str, ...]:
    """The fields of a Page's subscription."""
    return (*_FIELDS, *_MESSENGER_FIELDS) if with_messenger else _FIELDS
