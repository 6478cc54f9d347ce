"""What the answer form says below the text while somebody types: how many characters are left, what would be stopped.

Only that block is ever drawn anew meanwhile. All others keep their ids, so Slack keeps what is typed in them; and
its own id says what it says, since Slack gives words back in a spelling of its own (``:red_circle:``).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.language import say, say_count
from bot.slack.api.mrkdwn import escape
from bot.slack.views import parts
from bot.slack.views.parts import Block

TYPED = "text"  # the action of the box
_PLACE = "typing"
_EXACT_BELOW, _STEP = 40, 20  # so that a form is drawn anew now and then, not with every letter
_HINTS_MOST, _HINT_MOST = 3, 400
_GIVEN_BACK = (
    "type",
    "callback_id",
    "title",
    "submit",
    "close",
    "private_metadata",
    "notify_on_close",
)


@dataclass(frozen=True)
class Hint:
    """One thing about the words as they stand: what would be stopped, or pointed out."""

    text: str
    is_blocking: bool


def typing_block(lines: Sequence[str] = ()) -> Block:
    """The block, which at first says that the words are kept."""
    said = lines or [say("What you type is kept as you go, and is here when you come back.")]
    mark = hashlib.sha256("\0".join(lines).encode()).hexdigest()[:12]
    return {**parts.context(*said), "block_id": f"{_PLACE}-{mark}"}


def typing_lines(*, length: int, limit: int, hints: Sequence[Hint], posts: int = 1) -> list[str]:
    """How many characters are left as the channel counts them, and the hints, the graver first.

    ``posts``: so many the answer is published as, one as a rule.
    """
    left = limit - length
    if posts > 1:
        count = say_count(
            posts,
            "Longer than {limit:,} characters: it goes out as {count} post.",
            "Longer than {limit:,} characters: it goes out as {count} posts, cut where sentences end.",
            limit=limit,
        )
    elif left < 0:
        count = say("Too long by {over:,}; {limit:,} characters at most.", over=-left, limit=limit)
    elif left < _EXACT_BELOW:
        count = say("Characters left: {left:,} of {limit:,}", left=left, limit=limit)
    else:
        about = left - left % _STEP
        count = say(
            "Characters left: {left:,} of {limit:,}, or a few more", left=about, limit=limit
        )
    graver_first = sorted(hints, key=lambda hint: not hint.is_blocking)[:_HINTS_MOST]
    return [
        count,
        *(
            f"{'🔴' if hint.is_blocking else '🟠'} {escape(parts.clip(hint.text, _HINT_MOST))}"
            for hint in graver_first
        ),
    ]


def drawn_with(view: dict[str, Any], lines: Sequence[str]) -> Block | None:
    """An open form, as Slack tells of it, with these lines; None where it says them already."""
    fresh, blocks = typing_block(lines), view.get("blocks") or []
    at = next(
        (n for n, one in enumerate(blocks) if str(one.get("block_id")).startswith(f"{_PLACE}-")),
        None,
    )
    if at is None or blocks[at]["block_id"] == fresh["block_id"]:
        return None
    kept = {name: view[name] for name in _GIVEN_BACK if view.get(name)}
    return {**kept, "blocks": [*blocks[:at], fresh, *blocks[at + 1 :]]}
