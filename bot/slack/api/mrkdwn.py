"""Text between the public and Slack. Public text is data: shown as it is, never parsed, pinging
nobody.

Escaping alone is not enough in Block Kit, where mrkdwn still makes links, channels and @here out of
bare words; so public text goes into rich_text, whose text elements nothing parses.
"""

import re
import unicodedata
from typing import Any

from bot.language import say, say_count
from bot.slack.api.staff_text import PublicText, to_public

__all__ = ["PublicText", "escape", "plain", "public_text_blocks", "to_public"]

Block = dict[str, Any]

SHOWN = (
    3_700  # of a long post; with the headline around it well below what Slack takes in one message
)
_ELEMENT = 3_000  # Slack's limit for one text object
_NEAR = 200  # how far back a cut may go to fall between words
# Overrides and isolates can turn a text around so that it reads as something else. The plain
# direction marks (200E, 200F) stay: Arabic uses them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
_JOINER = "\u200d"


def escape(text: str) -> str:
    """Slack's three characters, and nothing else: `&`, `<` and `>`. Source: docs.slack.dev,
    formatting message text.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, max: int | None = None) -> str:
    """`text` without control and direction-changing characters, at most `max` characters long, cut
    between letters with `…`.
    """
    clean = _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if max is None or len(clean) <= max:
        return clean
    return clean[: _whole(clean, max - 1)].rstrip() + "…" if max > 0 else ""


def public_text_blocks(text: str, *, max_chars: int = SHOWN) -> list[Block]:
    """A quote of public text, as one rich_text block. Of a post longer than `max_chars` the first
    part, and how much is left.
    """
    clean = plain(text).strip("\n") or say("(no words)")
    shown = clean if len(clean) <= max_chars else clean[: _between_words(clean, max_chars)].rstrip()
    elements: list[Block] = [
        {
            "type": "rich_text_quote",
            "elements": [{"type": "text", "text": piece} for piece in _pieces(shown)],
        }
    ]
    left = len(clean) - len(shown)
    if left:
        note = {
            "type": "text",
            "text": say_count(
                left,
                "… {count} more character: open on the channel",
                "… {count} more characters: open on the channel",
            ),
            "style": {"italic": True},
        }
        elements.append({"type": "rich_text_section", "elements": [note]})
    return [{"type": "rich_text", "elements": elements}]


def _pieces(text: str) -> list[str]:
    pieces = []
    while len(text) > _ELEMENT:
        end = _between_words(text, _ELEMENT)
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _between_words(text: str, end: int) -> int:
    """The last place before `end` that follows a blank, if one is near; else one that cuts no
    letter or emoji.
    """
    blank = max(text.rfind(" ", end - _NEAR, end), text.rfind("\n", end - _NEAR, end))
    return blank + 1 if blank > 0 else _whole(text, end)


def _whole(text: str, end: int) -> int:
    """The last place up to `end` that parts no letter from its marks and no emoji sequence; `end`
    itself if all is one.
    """
    at = end
    while 0 < at < len(text) and end - at < _NEAR and _belongs_together(text, at):
        at -= 1
    return at if at > 0 and not _belongs_together(text, at) else end


def _belongs_together(text: str, at: int) -> bool:
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if _JOINER in (before, after) or _is_skin_tone(after):
        return True
    if _is_flag_letter(before) and _is_flag_letter(after):
        return True
    return unicodedata.category(after).startswith("M") or "\U000e0020" <= after <= "\U000e007f"


def _is_skin_tone(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
