"""A Slack message on its way: where it goes, what it says, what must be put right before it."""

from dataclasses import dataclass
from typing import Any

from bot.slack.views.models import Drawn

_TEXT_MOST = 3900


@dataclass(frozen=True)
class Place:
    """A channel (or a person, by user id) and, for a reply, the thread in it."""

    slack_channel: str
    thread_ts: str | None = None


@dataclass(frozen=True)
class Correction:
    """An earlier message of ours that must change first. Doing it twice does no harm."""

    slack_channel: str
    ts: str
    drawn: Drawn


@dataclass(frozen=True)
class Outgoing:
    """One message to post, or, with ``replaces``, to change; with ``removes``, to take away."""

    place: Place
    drawn: Drawn
    own_words: bool  # whether the notification text may be formatted; never for public text
    replaces: str | None = None
    removes: str | None = None  # a message of ours that goes; nothing is posted
    corrections: tuple[Correction, ...] = ()


def without_pictures(drawn: Drawn) -> Drawn | None:
    """The same without the pictures that Slack would have to fetch; None where there are none."""
    kept = [block for block in drawn.blocks if block["type"] != "image"]
    return Drawn(kept, drawn.text) if len(kept) < len(drawn.blocks) else None


def arguments(drawn: Drawn) -> dict[str, Any]:
    """What every post and update says and how: nothing is parsed, no name becomes a link.

    Slack takes at most 4,000 characters of text in an update.
    """
    return {
        "blocks": drawn.blocks,
        "text": drawn.text[:_TEXT_MOST],
        "parse": "none",
        "link_names": False,
    }
