"""Reads what stands on the platforms: Slack's messages, X's posts, Facebook's comments."""

import re
from collections import defaultdict
from typing import Any

from tests.chaos.town import ended
from tests.chaos.verdict import Evidence, Standing
from tests.journeys.conftest import House

_WORD, _ANSWER = re.compile(r"mark\d+x"), re.compile(r"reply\d+x")
_NAME = re.compile(r"Guest\d+y")
_EVERYTHING = 100_000
_UNTOLD = ("doubt_send", "was not sent", "could not be published", "refused")
Message = dict[str, Any]


def gather(house: House) -> Evidence:
    """All of it, as it stands now."""
    found = Evidence()
    messages = house.platforms.look("slack/state?holding=")["messages"]
    for message in messages:
        _of_slack(message, found)
    found.reopened = _reopened(messages)
    found.published = _published(house)
    return found


def _of_slack(message: Message, found: Evidence) -> None:
    fact = _fact(message)
    text = f"{message.get('text')} {message.get('blocks')}"
    thread = f"{message['channel']} {message.get('thread_ts') or message['ts']}"
    if fact:
        found.facts.append(fact)
    if fact.startswith("headline:"):
        for mark in set(_WORD.findall(text)):
            found.opening[mark].append(Standing(thread, ""))
        named = _NAME.search(text)
        if named:
            talk = named[0]
            owner = re.search(r"<@(U0[A-Z]+)>", str(message.get("blocks")))
            found.owners[talk] = owner[1] if owner else ""
            if ended(message):
                found.ended.add(talk)
    elif fact.startswith("said:"):
        for mark in set(_WORD.findall(text)):
            found.shown[mark].append(Standing(thread, message["ts"]))
    elif fact.startswith("sla:"):
        which = ":".join(
            fact.split(":")[2:4]
        )  # the clock, and whether it is its first or a later one
        found.alerts.append((thread, f"{which}: {message.get('text')}"))
    if any(sign in text for sign in _UNTOLD):
        found.told |= set(_ANSWER.findall(text))


def _reopened(messages: list[Message]) -> set[str]:
    """Talks whose customer wrote again after the case was resolved, as their threads show it."""
    said: dict[str, str] = {}
    resolved: dict[str, str] = {}
    talks: dict[str, str] = {}
    for message in sorted(messages, key=lambda each: str(each["ts"])):
        fact, thread = _fact(message), f"{message['channel']} {message.get('thread_ts')}"
        if fact.startswith("said:"):
            said[thread] = message["ts"]
        elif fact.startswith("event:") and ":resolved:" in fact:
            resolved[thread] = message["ts"]
        elif fact.startswith("headline:") and (named := _NAME.search(str(message["blocks"]))):
            talks[thread] = named[0]
    return {
        talk for thread, talk in talks.items() if said.get(thread, "") > resolved.get(thread, "~")
    }


def _fact(message: Message) -> str:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key", ""))


def _published(house: House) -> dict[str, list[Standing]]:
    published: dict[str, list[Standing]] = defaultdict(list)
    for platform in ("x", "facebook"):
        posts = house.platforms.look(f"{platform}/timeline?limit={_EVERYTHING}")["posts"]
        for post in posts:
            if post["is_bank"] and not (post.get("deleted") or post.get("removed")):
                for mark in set(_ANSWER.findall(post["text"])):
                    published[mark].append(Standing(f"{platform} {post['id']}", str(post["at"])))
    return dict(published)
