"""Reading Messenger's conversations for what the webhook missed.

Source: developers.facebook.com/docs/graph-api/reference/page/conversations (2026-09): two calls a
second for a Page; only the latest 20 messages of a conversation have their details. As with posts
the cursor is the newest time seen, each poll looks ten minutes behind it, and what was known is
recognised by its key. Which app holds a conversation is not told here.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.channels import outside
from bot.channels.channel import Limit, Page, RawItem
from bot.channels.facebook.client import FacebookClient
from bot.channels.facebook.lists import Walk, is_past, made_at
from bot.channels.facebook.messenger import message_key, person_key
from bot.channels.facebook.polling import OVERLAP_S, explained
from bot.channels.outside import part, parts, text
from bot.channels.reached import Place, Reached, reached

DETAILED = 20  # Graph gives the details of a conversation's latest messages only
_MESSAGE = "id,message,from,created_time,attachments,sticker"
_FIELDS = f"participants,updated_time,messages.limit({DETAILED}){{{_MESSAGE}}}"
_TALKS = {"platform": "messenger", "fields": _FIELDS, "limit": "25"}
_TALK_CUT = Limit(
    "talk_cut",
    f"Facebook shows only the latest {DETAILED} messages of a talk, and more was said in one since the "
    "last look. Read the older ones in the Page's inbox on Facebook.",
)
Found = list[tuple[int, RawItem]]


def poll(client: FacebookClient, *, cursor: str, now: datetime, lookback: timedelta) -> Page:
    """Everything since the cursor; an empty one is ``lookback`` before now. Raises PollFailed."""
    known = reached(cursor) or Reached(int((now - lookback).timestamp()) + OVERLAP_S)
    latest = int(now.timestamp())
    at = min(known.at, latest + OVERLAP_S)  # one that ran ahead of time skips nothing more
    walk, who = Walk(client), client.keys.name
    found: Found = []
    top = Place("conversations", client.keys.id, "", at - OVERLAP_S)
    for place in (top, *known.left):
        found += explained(partial(_read, walk, place), who=who)
    ordered = sorted(found, key=lambda each: (each[0], each[1].key))
    newest = max([at, *(min(made, latest) for made, _ in ordered)])
    items = [item for _, item in ordered]
    cursor = Reached(newest, walk.left).written()
    return Page(items, cursor, tuple(walk.hit.values()), rest_s=walk.rest_s)


def _read(walk: Walk, place: Place) -> Found:
    """All that was said since the place's bound, in the talks from there on."""
    found: Found = []
    if place.name == "messages":  # one long talk, from its beginning
        one = walk.talk(place, fields=_FIELDS)
        return [] if one is None else list(_talk(walk, one, 0, place.bound))
    talks_of = walk.some if place.after else walk.pages
    for talks in talks_of(place, **_TALKS):
        for talk in talks:
            if (moved := made_at(talk, "updated_time")) is None or moved >= place.bound:
                found += _talk(walk, talk, moved or 0, place.bound)
        if is_past(talks, place.bound, "updated_time"):
            break
    return found


def _talk(walk: Walk, talk: Any, moved: int, bound: int) -> Iterator[tuple[int, RawItem]]:
    page = walk.client.keys.id
    person = _person(talk, page)
    if person is None:  # nobody to keep its words with, so a person has to look
        body = {"page": page, "kind": "found_talk", "told": talk}
        yield moved, RawItem(outside.key_of_odd(talk), json.dumps(body).encode())
        return
    if text(person.get("name")):
        who = {"page": page, "kind": "person", "told": person}
        yield moved, RawItem(person_key(person), json.dumps(who).encode())
    for message in _messages(walk, talk, bound):
        made = made_at(message)
        if made is None or made >= bound:
            body = {"page": page, "kind": "found_message", "person": person, "told": message}
            mid = text(message.get("id")) if isinstance(message, dict) else ""
            key = message_key(mid) if mid and made else outside.key_of_odd([mid or message])
            yield made or moved, RawItem(key, json.dumps(body).encode())


def _messages(walk: Walk, talk: dict[str, Any], bound: int) -> Iterator[Any]:
    """The latest came with the talk. Where all of them are new there may be more, which Graph may
    not show: then that is said."""
    latest = part(talk, "messages").get("data")
    known = latest if isinstance(latest, list) else []
    yield from (each for each in known if not _is_bare(each))
    if len(known) < DETAILED or is_past(known, bound):
        return
    told = {text(each.get("id")) for each in known if isinstance(each, dict)}
    place = Place("messages", text(talk.get("id")), "", bound)
    for page in walk.some(place, _TALK_CUT, fields=_MESSAGE, limit="100"):
        for each in page:
            if is_past([each], bound):
                return
            if _is_bare(each):
                return walk.say(_TALK_CUT)
            if not isinstance(each, dict) or text(each.get("id")) not in told:
                yield each


def _is_bare(message: Any) -> bool:
    """Of an older message Graph tells the id and the time alone."""
    return isinstance(message, dict) and not (message.get("from") or message.get("message"))


def _person(talk: Any, page: str) -> dict[str, Any] | None:
    """The one who is not the Page; where no participant is named, who wrote."""
    messages = parts(part(talk, "messages"), "data")
    those = [*parts(part(talk, "participants"), "data"), *(part(m, "from") for m in messages)]
    return next((dict(each) for each in those if text(each.get("id")) not in {"", page}), None)
