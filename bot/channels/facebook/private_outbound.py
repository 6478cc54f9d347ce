"""Answering in Messenger, and answering a public word in private.

Sources: developers.facebook.com/docs/messenger-platform/reference/send-api, /discovery/private-replies
(2026-04), /policy/policy-overview (2026-09): 24 hours after the customer's last word; to 7 days only
with the reviewed feature *Human Agent*; one private answer to a comment or post, within 7 days.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.channels.channel import PollFailed, ReplyPayload
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.lists import created, objects, pages
from bot.channels.facebook.messenger import inbox_link
from bot.channels.facebook.moments import moment
from bot.channels.facebook.outbound import BEFORE_INTENT, NOT_REACHED_WAIT_S, comparable
from bot.channels.facebook.polling import explained
from bot.channels.facebook.private_refusals import OUTSIDE_WINDOW, private_outcome
from bot.channels.transport import CutOff, NotReached
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, TryLater, Uncertain

_FIELDS = "updated_time,messages.limit(20){id,message,from,created_time}"
_DETAILED = 20  # Graph gives the details of a conversation's latest 20 messages only


def send(
    client: FacebookClient, reply: ReplyPayload, *, parcel: Parcel, human_agent: bool
) -> Outcome:
    """Send once and say strictly what is certain. ``human_agent``: that the feature was granted."""
    answered = _send(client, reply, parcel, {"messaging_type": "RESPONSE"})
    late = isinstance(answered, GraphTrouble) and _is_late(answered)
    if late and human_agent and not reply.private_reply_to:  # refused, so certainly not sent
        tagged = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        answered = _send(client, reply, parcel, tagged)
    if isinstance(answered, GraphTrouble):
        return private_outcome(answered, reply=reply, attempt=parcel.attempt)
    return answered


def _is_late(trouble: GraphTrouble) -> bool:
    return (trouble.error.code, trouble.error.subcode) == OUTSIDE_WINDOW and trouble.status < 500


def _send(
    client: FacebookClient, reply: ReplyPayload, parcel: Parcel, kind: dict[str, str]
) -> Outcome | GraphTrouble:
    message = {"text": reply.text, "metadata": parcel.dedupe_key[:1000]}
    try:
        answer = client.message(recipient=_recipient(reply), message=message, **kind)
    except NotReached:
        return TryLater(NOT_REACHED_WAIT_S, "Facebook could not be reached; nothing was sent.")
    except CutOff as cut:
        return Uncertain(f"Messenger may have sent the answer or not. {cut}")
    except GraphTrouble as trouble:
        return trouble
    mid = str(answer.get("message_id") or "")
    if not mid:
        return Uncertain("Messenger accepted the answer and did not say its id.")
    return Receipt(mid, permalink=inbox_link(reply.account))


def _recipient(reply: ReplyPayload) -> dict[str, str]:
    post = reply.private_reply_to
    if not post:
        return {"id": reply.recipient}
    return {"post_id": post} if post.startswith(f"{reply.account}_") else {"comment_id": post}


def look_for(client: FacebookClient, reply: ReplyPayload, *, parcel: Parcel) -> list[Receipt]:
    """The Page's own messages with this text, since the intent. Raises CannotLook."""
    since = parcel.intent_at - BEFORE_INTENT
    try:
        found = explained(lambda: list(_matching(client, reply, since)), who=client.keys.name)
    except PollFailed as failed:
        raise CannotLook(str(failed)) from None
    receipts = {
        str(each["id"]): Receipt(
            str(each["id"]), at=moment(each["created_time"]), permalink=inbox_link(reply.account)
        )
        for each in found
    }
    return [each for key, each in receipts.items() if key not in parcel.taken_references]


def _matching(
    client: FacebookClient, reply: ReplyPayload, since: datetime
) -> Iterator[dict[str, Any]]:
    """In the customer's conversation; for a private answer to a post, in all that moved since."""
    bound = int(since.timestamp())
    whose = {} if reply.private_reply_to else {"user_id": reply.recipient}
    given = {"platform": "messenger", "fields": _FIELDS, "limit": "25", **whose}
    for answer in pages(client, reply.account, "conversations", **given):
        talks = objects(answer)
        recent = [talk for talk in talks if moment(talk["updated_time"]).timestamp() >= bound]
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
    return ours and comparable(str(message.get("message") or "")) == comparable(reply.text)
