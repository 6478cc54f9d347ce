"""Answering on Facebook, and finding an answer whose fate is unknown.

Graph has no key that would make a repeated comment harmless, so nothing here repeats anything.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.channels.certainty import BEFORE_INTENT, Call, looked
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.explanations import outcome
from bot.channels.facebook.inbound import permalink
from bot.channels.facebook.lists import created, newest_comments, objects
from bot.channels.facebook.polling import explained
from bot.channels.outside import moment
from bot.domain.text.same_words import same_words
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Uncertain

_FIELDS = "id,from,message,created_time"


def send(client: FacebookClient, reply: ReplyPayload, *, attempt: int, web_url: str) -> Outcome:
    """Publish once and say strictly what is certain."""

    def told(answer: dict[str, Any]) -> Outcome:
        comment_id = str(answer.get("id") or "")
        if not comment_id:
            return Uncertain("Facebook accepted the answer and did not say its id.")
        return Receipt(comment_id, permalink=_link(reply, comment_id, web_url))

    return Call(
        lambda: client.publish(text=reply.text, in_reply_to=reply.in_reply_to),
        trouble=GraphTrouble,
        means=lambda trouble: outcome(trouble, attempt=attempt, page=reply.account),
        told=told,
        not_reached="Facebook could not be reached; nothing was sent.",
        cut_off="Facebook may have published the answer or not.",
    ).outcome()


def look_for(
    client: FacebookClient, reply: ReplyPayload, *, parcel: Parcel, web_url: str
) -> list[Receipt]:
    """The Page's own comments with this text under what it answers. Raises CannotLook."""
    return own_words(
        client,
        parcel,
        matching=lambda since: _matching(client, reply, since),
        link_to=lambda comment_id: _link(reply, comment_id, web_url),
    )


def own_words(
    client: FacebookClient,
    parcel: Parcel,
    *,
    matching: Callable[[datetime], Iterable[dict[str, Any]]],
    link_to: Callable[[str], str],
) -> list[Receipt]:
    """What of the Page's own could be this answer, of what was made since. Raises CannotLook."""
    since, who = parcel.intent_at - BEFORE_INTENT, client.keys.name
    found = looked(lambda: explained(lambda: list(matching(since)), who=who))
    return [
        Receipt(
            str(each["id"]), at=moment(each["created_time"]), permalink=link_to(str(each["id"]))
        )
        for each in found
    ]


def _matching(
    client: FacebookClient, reply: ReplyPayload, since: datetime
) -> Iterator[dict[str, Any]]:
    bound = int(since.timestamp())
    for place in _places(client, reply):
        for answer in newest_comments(client, place, fields=_FIELDS):
            comments = objects(answer)
            recent = [comment for comment in comments if created(comment) >= bound]
            yield from (comment for comment in recent if _is(comment, reply))
            if len(recent) < len(comments):
                break


def _places(client: FacebookClient, reply: ReplyPayload) -> Iterator[str]:
    """Under what is answered. Facebook nests two deep: an answer to a reply stands beside it."""
    yield reply.in_reply_to
    if not reply.in_reply_to.startswith(f"{reply.account}_"):
        parent = client.node(reply.in_reply_to, fields="id,parent{id}").get("parent") or {}
        if parent.get("id"):
            yield str(parent["id"])


def _is(comment: dict[str, Any], reply: ReplyPayload) -> bool:
    ours = str((comment.get("from") or {}).get("id")) == reply.account
    return ours and same_words(reply.text, str(comment.get("message") or ""))


def _link(reply: ReplyPayload, comment_id: str, web_url: str) -> str:
    """A comment's id is ``{post}_{comment}``, a post's ``{page}_{post}``."""
    post = comment_id.rpartition("_")[0] or reply.in_reply_to.rpartition("_")[2]
    return permalink(web_url, f"{reply.account}_{post}", comment_id)
