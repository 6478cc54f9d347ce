"""What somebody typed after ``/case``, read forgivingly: one case, a list, or a search.

Pure. What cannot be read is answered with how to write it. Times are meant in the person's own zone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

from bot.domain.records.cases.case import OPEN_STATES, CaseState
from bot.domain.search.query_values import (
    BadValue,
    read_language,
    read_moment,
    read_states,
)
from bot.domain.text.references import NotAReference, case_number
from bot.language import say

LONGEST = 300  # characters; a paging button carries the query, and 2,000 fit
MOST_WORDS = 8
_PIECE = re.compile(
    r"(?P<key>[^\W\d_]+):(?!//)\s*(?P<value>\"[^\"]*\"?|\S+)?|\"(?P<quoted>[^\"]*)\"?|(?P<plain>\S+)"
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "：": ":"})
_COLLEAGUE = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^>]*))?>")
_KEYS = {
    "from": "from",
    "author": "from",
    "by": "from",
    "state": "state",
    "status": "state",
    "is": "state",
    "owner": "owner",
    "held": "owner",
    "claimed": "owner",
    "since": "since",
    "after": "since",
    "until": "until",
    "before": "before",
    "to": "until",
    "on": "on",
    "brand": "brand",
    "bank": "brand",
    "priority": "priority",
    "signal": "signal",
    "surge": "surge",
    "language": "language",
    "lang": "language",
    "in": "language",
    "topic": "topic",
    "about": "topic",
    "channel": "on",
}
_PLAIN_KEYS = {"on": "channel"} | {key: key for key in ("brand", "priority", "signal", "surge")}
TopicsNamed = Callable[[str], frozenset[str]]
_NOBODY = {"nobody", "none", "noone", "unclaimed", "-"}


class CannotRead(ValueError):
    """The query is not clear. Its text says how to write it."""


class NamedList(StrEnum):
    """The lists with a name of their own."""

    MINE = "mine"
    QUEUE = "queue"
    APPROVALS = "approvals"


@dataclass(frozen=True)
class Help:
    """The person wants to know how it is written."""


@dataclass(frozen=True)
class One:
    """One case, by its number."""

    number: int


@dataclass(frozen=True)
class Search:
    """What is looked for; all of it must hold. An empty field asks nothing."""

    words: tuple[str, ...] = ()
    author: str = ""
    states: frozenset[CaseState] = field(default_factory=frozenset)
    owner: str = ""  # a Slack user id
    owner_name: str = ""
    unowned: bool = False
    channel: str = ""
    brand: str = ""
    priority: str = ""
    signal: str = ""
    surge: str = ""  # its number, or words of its name
    language: str = ""  # its code
    topics: frozenset[str] = frozenset()  # names of topics.toml, any of them
    since: datetime | None = None  # the customer's last word; aware
    until: datetime | None = None

    def relaxed(self) -> list["Search"]:
        """The same with one of its conditions less, of which it has two or more."""
        parts = [*self.words, *(one.name for one in fields(self) if _asks(self, one.name))]
        if len(parts) < 2:
            return []
        fewer = [
            replace(self, words=(*self.words[:at], *self.words[at + 1 :]))
            for at in range(len(self.words))
        ]
        given = (one for one in fields(self) if _asks(self, one.name))
        return fewer + [replace(self, **{one.name: getattr(Search(), one.name)}) for one in given]

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return self == Search()


def _asks(search: Search, name: str) -> bool:
    return name != "words" and getattr(search, name) != getattr(Search(), name)


Asked = Help | One | NamedList | Search


def read_query(
    text: str, *, asked_by: str, now: datetime, topics: TopicsNamed = lambda _: frozenset()
) -> Asked:
    """What is asked. ``asked_by`` is a Slack user id (for *me*); ``now`` is in the person's zone; ``topics``:
    those that somebody means who types this.

    Raises CannotRead.
    """
    text = text.translate(_QUOTES).strip()
    if len(text) > LONGEST:
        raise CannotRead(say("That is longer than {most} characters.", most=LONGEST))
    if text.casefold() in ("", "help", "?"):
        return Help()
    if text.casefold() in set(NamedList):
        return NamedList(text.casefold())
    try:
        return One(case_number(text))
    except NotAReference:
        return _search(text, _Asking(asked_by, now, topics))


class _Asking(NamedTuple):
    """Who asks, when, and what they call topics."""

    asked_by: str
    now: datetime
    topics: TopicsNamed


def _search(text: str, asking: _Asking) -> Search:
    found: dict[str, object] = {}
    words: list[str] = []
    for piece in _PIECE.finditer(text):
        key = piece["key"]
        if key is None:
            _take_word(found, words, piece, asked_by=asking.asked_by)
            continue
        name = _KEYS.get(key.casefold())
        if name is None:
            raise CannotRead(_unknown(key))
        value = (piece["value"] or "").strip('"').strip()
        if not value:
            raise CannotRead(say("What comes after “{key}:”?", key=key) + " " + example())
        found |= _read(name, value, asking)
    if len(words) > MOST_WORDS:
        raise CannotRead(say("Please look for at most {most} words.", most=MOST_WORDS))
    search = Search(words=tuple(words), **found)  # type: ignore[arg-type]  # _read names the fields
    if search.since and search.until and search.since >= search.until:
        raise CannotRead(say("“since:” has to be earlier than “until:”."))
    if search.is_empty:
        raise CannotRead(say("There is nothing to look for in that.") + " " + example())
    return search


def _take_word(
    found: dict[str, object], words: list[str], piece: re.Match[str], *, asked_by: str
) -> None:
    """A bare word; ``@name`` is who wrote, and a colleague's name is whose case it is."""
    word = (piece["quoted"] if piece["quoted"] is not None else piece["plain"]).strip()
    if _COLLEAGUE.fullmatch(word):
        found |= _owner(word, asked_by=asked_by)
    elif piece["plain"] and word.startswith("@") and len(word) > 1:
        found["author"] = word.removeprefix("@")
    elif word.strip("@,.;:!?'\""):
        words.append(word)


def _read(name: str, value: str, asking: _Asking) -> dict[str, object]:
    now = asking.now
    try:
        if name == "language":
            return {"language": read_language(value)}
        if name == "state":
            return {"states": read_states(value)}
        if name == "since":
            return {"since": read_moment(value, now=now)}
        if name in ("until", "before"):
            return {"until": read_moment(value, now=now, to_its_end=name == "until")}
    except BadValue as wrong:
        raise CannotRead(str(wrong)) from None
    if name == "owner":
        return _owner(value, asked_by=asking.asked_by)
    if name == "topic":
        return {"topics": _topics(value, asking.topics)}
    if name in _PLAIN_KEYS:
        return {_PLAIN_KEYS[name]: value.casefold()}
    colleague = _COLLEAGUE.fullmatch(value)  # Slack took a customer's handle for a colleague's
    author = (colleague[2] or colleague[1]) if colleague else value
    return {"author": author.removeprefix("@")}


def _topics(value: str, named: TopicsNamed) -> frozenset[str]:
    found = frozenset[str]().union(*(named(each.strip()) for each in value.split(",") if each))
    if not found:
        raise CannotRead(say("There is no topic “{name}”.", name=value[:40]))
    return found


def _owner(value: str, *, asked_by: str) -> dict[str, object]:
    colleague = _COLLEAGUE.fullmatch(value)
    if colleague:
        return {"owner": colleague[1], "owner_name": "", "unowned": False}
    if value.casefold() in ("me", "@me"):
        return {"owner": asked_by, "owner_name": "", "unowned": False}
    if value.casefold() in _NOBODY:
        return {"owner": "", "owner_name": "", "unowned": True}
    return {"owner": "", "owner_name": value.removeprefix("@"), "unowned": False}


def written(search: Search, *, asked_by: str) -> str:
    """The search as this person would type it."""
    owner = "me" if search.owner == asked_by else f"<@{search.owner}>"
    words = [_quoted(word) for word in search.words]
    told = {
        "from": search.author,
        "state": _state_name(search.states),
        "owner": owner if search.owner else search.owner_name,
        "on": search.channel,
        "brand": search.brand,
        "priority": search.priority,
        "signal": _quoted(search.signal),
        "surge": _quoted(search.surge),
        "language": search.language,
        "topic": ",".join(sorted(search.topics)),
        "since": f"{search.since:%Y-%m-%d}" if search.since else "",
        "until": f"{search.until - timedelta(days=1):%Y-%m-%d}" if search.until else "",
    }
    keys = [f"{key}:{value}" for key, value in told.items() if value]
    return " ".join([*words, *keys, *(["owner:nobody"] if search.unowned else [])])


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words else words


def _state_name(states: frozenset[CaseState]) -> str:
    if states == frozenset(OPEN_STATES):
        return "open"
    return ",".join(sorted(states))


def example() -> str:
    """How it is written."""
    return say("For example: {example}", example="/case card from:@anar state:new since:monday")


def _unknown(key: str) -> str:
    near = get_close_matches(key.casefold(), list(_KEYS), n=1)
    meant = " " + say("Did you mean “{near}:”?", near=near[0]) if near else ""
    known = "from: state: owner: since: until: on: brand: priority: signal: surge: language: topic:"
    return (
        say("I do not know “{key}:”.", key=key[:20])
        + meant
        + " "
        + say("What works is {known} and words; put words with a colon in quotes.", known=known)
    )
