"""Reading Messenger's conversations for what the webhook missed.

Source: developers.facebook.com/docs/graph-api/reference/page/conversations (2026-09): two calls a
second for a Page; only the latest 20 messages of a conversation have their details. As with posts
the cursor is the newest time seen, each poll looks ten minutes behind it, and what was known is
recognised by its key. Which app holds a conversation is not told here.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.channels.channel import Page, RawItem
from bot.channels.facebook.client import FacebookClient
from bot.channels.facebook.lists import created, objects, pages
from bot.channels.facebook.messenger import message_key, person_key
from bot.channels.facebook.moments import moment
from bot.channels.facebook.polling import OVERLAP_S, explained
from bot.channels.transport import CutOff

_MESSAGES = "messages.limit(20){id,message,from,created_time,attachments}"
_FIELDS = f"participants,updated_time,{_MESSAGES}"


def poll(client: FacebookClient, *, cursor: str, now: datetime, lookback: timedelta) -> Page:
    """Everything since the cursor; an empty one is ``lookback`` before now. Raises PollFailed."""
    start = int((now - lookback).timestamp()) + OVERLAP_S
    at = int(cursor) if cursor else start
    found = explained(lambda: list(_since(client, at - OVERLAP_S)), who=client.keys.name)
    ordered = sorted(found, key=lambda each: (each[0], each[1].key))
    newest = max([at, *(made for made, _ in ordered)])
    return Page(items=[item for _, item in ordered], cursor=str(newest))


def _since(client: FacebookClient, bound: int) -> Iterator[tuple[int, RawItem]]:
    page = client.keys.id
    given = {"platform": "messenger", "fields": _FIELDS, "limit": "25"}
    for answer in pages(client, page, "conversations", **given):
        talks = objects(answer)
        recent = [talk for talk in talks if _moved(talk) >= bound]
        for talk in recent:
            person = _person(talk, page)
            if person and person.get("name"):
                who = {"page": page, "kind": "person", "told": person}
                at = int(_moved(talk))
                yield at, RawItem(person_key(person), json.dumps(who).encode())
            for message in objects(talk.get("messages") or {"data": []}) if person else []:
                made = created(message)
                if made >= bound and message.get("from"):
                    body = {
                        "page": page,
                        "kind": "found_message",
                        "person": person,
                        "told": message,
                    }
                    yield made, RawItem(message_key(str(message["id"])), json.dumps(body).encode())
        if len(recent) < len(talks):
            return


def _moved(talk: dict[str, Any]) -> float:
    try:
        return moment(talk["updated_time"]).timestamp()
    except (KeyError, ValueError):
        raise CutOff("Facebook's answer holds a conversation without a time.") from None


def _person(talk: dict[str, Any], page: str) -> dict[str, Any] | None:
    """The one who is not the Page."""
    those = (talk.get("participants") or {}).get("data") or []
    return next((each for each in those if isinstance(each, dict) and each.get("id") != page), None)
