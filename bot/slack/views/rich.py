"""Rich text: where other people's words stand, since Slack parses nothing in it.

``text`` elements are shown character by character: no mention, no link, no emoji code, no bold.
"""

from datetime import datetime
from typing import Any

from bot.domain.text.moments import in_utc
from bot.language import is_right_to_left
from bot.slack.api.mrkdwn import plain, public_text_blocks
from bot.slack.views.parts import BLANK, Block, clip, is_address

_RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"


def words(text: str, *, bold: bool = False, italic: bool = False, strike: bool = False) -> Block:
    """A run of text as it is."""
    element: Block = {"type": "text", "text": plain(text) or BLANK}
    styles = (("bold", bold), ("italic", italic), ("strike", strike))
    style = {name: True for name, on in styles if on}
    if style:
        element["style"] = style
    return element


def person(slack_user_id: str) -> Block:
    """A colleague, by id: Slack shows the name."""
    return {"type": "user", "user_id": slack_user_id}


def link(url: str, text: str) -> Block:
    return {"type": "link", "url": clip(url, 3000), "text": text}


def link_to(url: str, text: str) -> Block | None:
    """A link, or nothing where there is no address that could be clicked."""
    return link(url, text) if is_address(url) else None


def moment(at: datetime) -> Block:
    """``Today 14:05`` for whoever reads it."""
    form = "{date_short_pretty} {time}"
    return {
        "type": "date",
        "timestamp": int(at.timestamp()),
        "format": form,
        "fallback": in_utc(at),
    }


def line(*elements: Block) -> Block:
    """One rich text block of one line; it may begin with a Latin name and still read from the right."""
    first = [{"type": "text", "text": _RIGHT_TO_LEFT_MARK}] if is_right_to_left() else []
    return _block({"type": "rich_text_section", "elements": [*first, *elements]})


def post(text: str) -> Block:
    """What a customer wrote, as much of it as Slack takes, and how much is left on the channel."""
    return public_text_blocks(text)[0]


def quote(text: str, *, most: int) -> Block:
    """The beginning of what somebody wrote, quoted, to recognise it by."""
    return _block({"type": "rich_text_quote", "elements": [words(clip(text, most))]})


def exact(text: str) -> Block:
    """A text in full and exactly as it is, line by line, in one weight of type."""
    return _block({"type": "rich_text_preformatted", "elements": [words(text)]})


def _block(container: dict[str, Any]) -> Block:
    return {"type": "rich_text", "elements": [container]}
