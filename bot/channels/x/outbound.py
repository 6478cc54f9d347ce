"""Answering on X, and finding an answer whose fate is unknown.

X has no key that would make a repeated post harmless, so nothing here repeats anything.
"""

import time
from datetime import datetime, timedelta
from typing import Any

from bot.channels.channel import PollFailed, ReplyPayload
from bot.channels.transport import CutOff, NotReached
from bot.channels.x import ids
from bot.channels.x.client import XClient, XTrouble
from bot.channels.x.explanations import outcome
from bot.channels.x.includes import permalink
from bot.channels.x.polling import explained
from bot.channels.x.spelling import normal
from bot.channels.x.text import comparable, written
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, TryLater, Uncertain

BEFORE_INTENT = timedelta(seconds=60)  # how far the two clocks may be apart
NOT_REACHED_WAIT_S = 30.0
MOST_PAGES = 10


def send(client: XClient, reply: ReplyPayload, *, attempt: int, web_url: str) -> Outcome:
    """Publish once and say strictly what is certain."""
    brake = f"x:{reply.account}"
    try:
        answer = client.publish(text=reply.text, in_reply_to=reply.in_reply_to)
    except NotReached:
        return TryLater(NOT_REACHED_WAIT_S, "X could not be reached; nothing was sent.")
    except CutOff as cut:
        return Uncertain(f"X may have published the answer or not. {cut}")
    except XTrouble as trouble:
        return outcome(trouble, attempt=attempt, brake=brake, now=time.time())
    data = answer.get("data")
    post_id = str(data.get("id") or "") if isinstance(data, dict) else ""
    if not post_id.isdigit():
        return Uncertain("X accepted the answer and did not say its id.")
    link = permalink(web_url, client.keys.handle, post_id)
    left = client.remaining(now=time.time())
    return Receipt(post_id, at=ids.time_of(post_id), permalink=link, remaining=left)


def look_for(
    client: XClient, reply: ReplyPayload, *, parcel: Parcel, web_url: str
) -> list[Receipt]:
    """Our own posts that answer the same post with the same text. Raises CannotLook."""
    after = ids.id_at(parcel.intent_at - BEFORE_INTENT)
    if reply.in_reply_to.isdigit():
        after = max(after, int(reply.in_reply_to))
    found = [post for post in _own_since(client, str(after)) if _is(post, reply)]
    receipts = (_receipt(client, post, web_url) for post in found)
    return [each for each in receipts if each.reference not in parcel.taken_references]


def _own_since(client: XClient, since: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = []
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = _own_page(client, since, token)
        posts += page.get("data") or []
        token = (page.get("meta") or {}).get("next_token")
        if not token:
            return posts
    raise CannotLook(f"@{client.keys.handle} has posted too much since to read all of it.")


def _own_page(client: XClient, since: str, token: str | None) -> dict[str, Any]:
    who = f"@{client.keys.handle}"
    try:
        page = explained(lambda: client.own_posts(since_id=since, token=token), who=who)
    except PollFailed as failed:
        raise CannotLook(str(failed)) from None
    plain: dict[str, Any] = normal(page)
    return plain


def _is(post: dict[str, Any], reply: ReplyPayload) -> bool:
    answers = any(
        each.get("type") == "replied_to" and str(each.get("id")) == reply.in_reply_to
        for each in post.get("referenced_posts") or []
    )
    return answers and comparable(written(post)) == comparable(reply.text)


def _receipt(client: XClient, post: dict[str, Any], web_url: str) -> Receipt:
    post_id = str(post["id"])
    given = post.get("created_at")
    at = datetime.fromisoformat(given) if given else ids.time_of(post_id)
    return Receipt(post_id, at=at, permalink=permalink(web_url, client.keys.handle, post_id))
