"""Answering in Messenger, and answering a public word in private.

Sources: developers.facebook.com/docs/messenger-platform/reference/send-api, /discovery/private-replies
(2026-04), /policy/policy-overview (2026-09): 24 hours after the customer's last word; to 7 days only
with the reviewed feature *Human Agent*; one private answer to a comment or post, within 7 days.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bot.channels.certainty import Call
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.lists import created, is_past, objects, pages
from bot.channels.facebook.messenger import inbox_link
from bot.channels.facebook.outbound import own_words
from bot.channels.facebook.private_refusals import OUTSIDE_WINDOW, private_outcome
from bot.channels.transport import CutOff
from bot.domain.text.same_words import same_words
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Uncertain

_FIELDS = "updated_time,messages.limit(20){id,message,from,created_time}"
_DETAILED = 20  # Graph gives the details of a conversation's latest 20 messages only


def send(
    client: FacebookClient, reply: ReplyPayload, *, parcel: Parcel, human_agent: bool
) -> Outcome:
    """Send once and say strictly what is certain. ``human_agent``: that the feature was granted."""

    def means(trouble: GraphTrouble) -> Outcome:
        return private_outcome(trouble, reply=reply, attempt=parcel.attempt)

    def tagged_if_late(trouble: GraphTrouble) -> Outcome:
        if not _is_late(trouble) or not human_agent or reply.private_reply_to:
            return means(trouble)
        tagged = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        return _send(client, reply, parcel, tagged, means)  # refused, so certainly not sent yet

    return _send(client, reply, parcel, {"messaging_type": "RESPONSE"}, tagged_if_late)


def _is_late(trouble: GraphTrouble) -> bool:
    return (trouble.error.code, trouble.error.subcode) == OUTSIDE_WINDOW and trouble.status < 500


def _send(
    client: FacebookClient,
    reply: ReplyPayload,
    parcel: Parcel,
    kind: dict[str, str],
    means: Callable[[GraphTrouble], Outcome],
) -> Outcome:
    message = {"text": reply.text, "metadata": parcel.dedupe_key[:1000]}

    def told(answer: dict[str, Any]) -> Outcome:
        mid = str(answer.get("message_id") or "")
        if not mid:
            return Uncertain("Messenger accepted the answer and did not say its id.")
        return Receipt(mid, permalink=inbox_link(reply.account))

    return Call(
        lambda: client.message(recipient=_recipient(reply), message=message, **kind),
        trouble=GraphTrouble,
        means=means,
        told=told,
        not_reached="Facebook could not be reached; nothing was sent.",
        cut_off="Messenger may have sent the answer or not.",
    ).outcome()


def _recipient(reply: ReplyPayload) -> dict[str, str]:
    post = reply.private_reply_to
    if not post:
        return {"id": reply.recipient}
    return {"post_id": post} if post.startswith(f"{reply.account}_") else {"comment_id": post}


def look_for(client: FacebookClient, reply: ReplyPayload, *, parcel: Parcel) -> list[Receipt]:
    """The Page's own messages with this text, since the intent. Raises CannotLook."""
    return own_words(
        client,
        parcel,
        matching=lambda since: _matching(client, reply, since),
        link_to=lambda _: inbox_link(reply.account),
    )


def _matching(
    client: FacebookClient, reply: ReplyPayload, since: datetime
) -> Iterator[dict[str, Any]]:
    """In the customer's conversation; for a private answer to a post, in all that moved since."""
    bound = int(since.timestamp())
    whose = {} if reply.private_reply_to else {"user_id": reply.recipient}
    given = {"platform": "messenger", "fields": _FIELDS, "limit": "25", **whose}
    for answer in pages(client, reply.account, "conversations", **given):
        talks = objects(answer)
        recent = [t for t in talks if not is_past([t], bound, "updated_time")]
        for talk in recent:
            messages = objects(talk.get("messages") or {"data": []})
            new = [message for message in messages if created(message) >= bound]
            if len(new) >= _DETAILED:
                raise CutOff("More was said there than Facebook shows.")
            yield from (message for message in new if _is(message, reply))
        if len(recent) < len(talks):
            return


def _is(message: dict[str, Any], reply: ReplyPayload) -> bool:
    ours = str((message.get("from") or {}).get("id")) == reply.account
    return ours and same_words(reply.text, str(message.get("message") or ""))
