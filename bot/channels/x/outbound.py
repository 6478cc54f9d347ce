"""Answering on X, and finding an answer whose fate is unknown.

X has no key that would make a repeated post harmless, so nothing here repeats anything.
"""

import time
from contextlib import suppress
from typing import Any

from bot.channels.certainty import BEFORE_INTENT, Call
from bot.channels.outside import moment, parts, text
from bot.channels.x import ids
from bot.channels.x.answers import all_since, id_told
from bot.channels.x.client import XClient, XTrouble
from bot.channels.x.explanations import outcome
from bot.channels.x.includes import permalink
from bot.channels.x.text import written
from bot.domain.channels.inbound import Unreadable
from bot.domain.text.same_words import same_words
from bot.language import stored
from bot.outbox.keys import account_brake
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Uncertain

MOST_PAGES = 10


def send(client: XClient, reply: ReplyPayload, *, attempt: int, web_url: str) -> Outcome:
    """Publish once and say strictly what is certain."""

    def means(trouble: XTrouble) -> Outcome:
        return outcome(
            trouble, attempt=attempt, brake=account_brake("x", reply.account), now=time.time()
        )

    def told(answer: dict[str, Any]) -> Outcome:
        post_id = id_told(answer, "id")
        if not post_id:
            return Uncertain("X accepted the answer and did not say its id.")
        link = permalink(web_url, client.keys.handle, post_id)
        left = client.remaining(now=time.time())
        return Receipt(post_id, at=ids.time_of(post_id), permalink=link, remaining=left)

    return Call(
        lambda: client.publish(text=reply.text, in_reply_to=reply.in_reply_to),
        trouble=XTrouble,
        means=means,
        told=told,
        not_reached="X could not be reached; nothing was sent.",
        cut_off="X may have published the answer or not.",
    ).outcome()


def look_for(
    client: XClient, reply: ReplyPayload, *, parcel: Parcel, web_url: str
) -> list[Receipt]:
    """Our own posts that answer the same post with the same text. Raises CannotLook."""
    after = ids.id_at(parcel.intent_at - BEFORE_INTENT)
    if reply.in_reply_to.isdigit():
        after = max(after, int(reply.in_reply_to))
    too_much = stored("@{who} has posted too much since to read all of it.", who=client.keys.handle)
    listed = all_since(
        client.own_posts, client, since=str(after), most=MOST_PAGES, too_much=too_much
    )
    return [_receipt(client, post, web_url) for post in listed if _is(post, reply)]


def _is(post: dict[str, Any], reply: ReplyPayload) -> bool:
    answers = any(
        text(each.get("type")) == "replied_to" and text(each.get("id")) == reply.in_reply_to
        for each in parts(post, "referenced_posts")
    )
    if not answers or not ids.is_number(text(post.get("id"))):
        return False
    with suppress(Unreadable):  # ours is text
        return same_words(reply.text, written(post))
    return False


def _receipt(client: XClient, post: dict[str, Any], web_url: str) -> Receipt:
    post_id = str(post["id"])
    at = moment(post.get("created_at")) or ids.time_of(post_id)
    return Receipt(post_id, at=at, permalink=permalink(web_url, client.keys.handle, post_id))
