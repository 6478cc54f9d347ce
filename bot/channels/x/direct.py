"""Private messages on X: reading them, writing one, and finding one whose fate is unknown.

What X shows of them is not everything: encrypted chats never come. Sources: docs.x.com/x-api/
direct-messages/{lookup,manage}, 2026-08; a talk of two people has the id ``smaller-larger``.
"""

import re
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels import outside
from bot.channels.certainty import BEFORE_INTENT, Call
from bot.channels.outside import part, text
from bot.channels.x import ids
from bot.channels.x.answers import all_since, id_told
from bot.channels.x.client import XClient, XTrouble
from bot.channels.x.explanations import outcome
from bot.channels.x.includes import attachments_of, context_of, person_of
from bot.channels.x.polling import Limits
from bot.channels.x.text import written
from bot.domain.channels.inbound import Happening, Inbound, Unreadable
from bot.domain.records.cases.case import Surface
from bot.domain.text.same_words import same_words
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Uncertain

LIMITS = Limits(pages=12)  # X takes 15 calls in 15 minutes
TEXT_LIMIT = 10_000
BLINDNESS = (
    "X shows only a part of its private messages here: encrypted chats never arrive, and what was "
    "deleted stays. Look at the messages in the X app as well."
)
_OF_TWO = re.compile(r"(\d{1,19})-(\d{1,19})")


@dataclass(frozen=True)
class Newer:
    """X has no ``since_id`` for private messages: pages are read until one holds an older one."""

    client: XClient
    participant: str | None = None

    def __call__(self, *, since_id: str, token: str | None) -> dict[str, Any]:
        """One page of what is newer."""
        page = self.client.private_words(token=token, participant=self.participant)
        events = page.get("data")
        if not isinstance(events, list):
            return page
        newer = [each for each in events if not _is_older(each, since_id)]
        if len(newer) == len(events):
            return page
        return page | {"data": newer, "meta": {"result_count": len(newer)}}


def read(item: dict[str, Any], *, account: str, ours: Collection[str], web_url: str) -> Inbound:
    """One stored private message, in the new spelling. Raises Unreadable."""
    with outside.reading("X's private message"):
        return _inbound(
            item["dm"], part(item, "includes"), account=account, ours=ours, web_url=web_url
        )


def send(client: XClient, reply: ReplyPayload, *, attempt: int, web_url: str) -> Outcome:
    """Write once and say strictly what is certain."""

    def means(trouble: XTrouble) -> Outcome:
        return outcome(trouble, attempt=attempt, brake=None, now=time.time())

    def told(answer: dict[str, Any]) -> Outcome:
        event_id = id_told(answer, "dm_event_id")
        if not event_id:
            return Uncertain("X accepted the private message and did not say its id.")
        left = client.remaining(now=time.time())
        link = _link(web_url, conversation_of(reply.account, reply.recipient))
        return Receipt(event_id, at=ids.time_of(event_id), permalink=link, remaining=left)

    return Call(
        lambda: client.say_in_private(text=reply.text, to=reply.recipient),
        trouble=XTrouble,
        means=means,
        told=told,
        not_reached="X could not be reached; nothing was sent.",
        cut_off="X may have taken the private message or not.",
    ).outcome()


def look_for(
    client: XClient, reply: ReplyPayload, *, parcel: Parcel, web_url: str
) -> list[Receipt]:
    """Our own private messages to this person with the same text. Raises CannotLook."""
    link = _link(web_url, conversation_of(reply.account, reply.recipient))
    listed = all_since(
        Newer(client, participant=reply.recipient),
        client,
        since=str(ids.id_at(parcel.intent_at - BEFORE_INTENT)),
        most=LIMITS.pages,
        too_much="Too much was said in private since to read all of it.",
    )
    found = (each for each in listed if _is(each, reply))
    return [Receipt(str(each["id"]), at=_at(each), permalink=link) for each in found]


def conversation_of(one: str, other: str) -> str:
    """The id of a talk of two: ``smaller-larger``."""
    first, second = sorted((one, other), key=int)
    return f"{first}-{second}"


def _inbound(
    event: Mapping[str, Any],
    includes: Mapping[str, Any],
    *,
    account: str,
    ours: Collection[str],
    web_url: str,
) -> Inbound:
    event_id, sender = ids.number_in(event), _sender(event, includes)
    talk = outside.needed(event, "dm_conversation_id")
    return Inbound(
        channel="x",
        account=sender if sender in ours else account,
        happening=Happening.POSTED,
        external_id=event_id,
        conversation=talk,
        author=person_of(sender, includes),
        is_ours=sender in ours,
        recipient=_other(talk, sender) if sender in ours else "",
        answerable=_OF_TWO.fullmatch(talk) is not None,  # not to a group: all of it would read it
        context=context_of(event, includes, web_url=web_url),
        surface=Surface.PRIVATE,
        text=written(event),
        attachments=attachments_of(event, includes),
        permalink=_link(web_url, talk),
        at=_at(event),
    )


def _sender(event: Mapping[str, Any], includes: Mapping[str, Any]) -> str:
    """Who wrote. Where the message does not say, the one person who came along with it."""
    told = text(event.get("sender_id"))
    people = [text(each.get("id")) for each in outside.parts(includes, "users")]
    if not told and len(people) == 1:
        told = people[0]
    if not ids.is_number(told):
        raise Unreadable("X does not say who wrote this private message.")
    return told


def _other(talk: str, sender: str) -> str:
    """The one who did not write, of two; nobody, of a group."""
    two = _OF_TWO.fullmatch(talk)
    return next((each for each in two.groups() if each != sender), "") if two else ""


def _is(event: Mapping[str, Any], reply: ReplyPayload) -> bool:
    if text(event.get("sender_id")) != reply.account or not ids.is_number(text(event.get("id"))):
        return False
    with suppress(Unreadable):  # ours is text
        return same_words(reply.text, written(event))
    return False


def _is_older(event: Any, since: str) -> bool:
    told = text(event.get("id")) if isinstance(event, dict) else ""
    return ids.is_number(told) and int(told) <= int(since)


def _at(event: Mapping[str, Any]) -> datetime:
    return outside.moment(event.get("created_at")) or ids.time_of(str(event["id"]))


def _link(web_url: str, talk: str) -> str:
    return f"{web_url}/messages/{talk}"
