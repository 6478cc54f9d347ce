"""What staff typed in Slack, turned into the text the public will read: no entity, markup or
mention of Slack gets out.

The result is what the preview shows. Source: docs.slack.dev, formatting message text (2026).
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.language import say

MENTION = (
    "The text mentions a person, group or channel of Slack. "
    "The public cannot see those: write the name instead, or take it out."
)
CUSTOM_EMOJI = "{name} is an emoji of your Slack only. Take it out, or use one that everybody has."

_ENTITY = re.compile(r"<([@#!]|https?://|mailto:|tel:)([^<>|\n]*)(?:\|([^<>\n]*))?>")
_LINK = re.compile(r"https?://\S+")
_SHORTCODE = re.compile(r"(?<![\w:]):([a-z0-9_+'-]{1,100}):(?::skin-tone-([2-6]):)?(?![\w:])")
_SKIN_TONES = {str(tone): chr(0x1F3FB + tone - 2) for tone in range(2, 7)}
_SLACK_NAMES = {"simple_smile": "🙂", "slightly_smiling_face": "🙂", "the_horns": "🤘"}
_MARKERS = tuple(
    re.compile(
        rf"(?<![\w@#/{mark}]){mark}(?=[^\s{mark}])([^{mark}\n]*[^\s{mark}]){mark}(?![\w{mark}])"
    )
    for mark in (r"\*", "_", "~")
)
_CODE = re.compile(r"```\n?([^`]+?)\n?```|`([^`\n]+)`")


@dataclass(frozen=True, slots=True)
class PublicText:
    """`text` as it would be published, and what must be mended first. Nothing may go out while
    there are problems.
    """

    text: str
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Decoded:
    """Text in the making; links in it are kept as they are."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)  # text, and whether it is a link
    problems: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        at = 0
        for link in _LINK.finditer(text):
            end = link.start() + len(link[0].rstrip("*_~`.,;:!?)"))
            self.pieces += [(text[at : link.start()], False), (text[link.start() : end], True)]
            at = end
        self.pieces.append((text[at:], False))


def to_public(slack_text: str) -> PublicText:
    """Entities and links undone, `:emoji:` as Unicode, `*bold*`, `_italic_`, `~struck~` and code
    without their marks.

    Mentions of people, groups and channels, and emoji that only this Slack has, are problems. Plain
    text stays as it is.
    """
    decoded = _Decoded()
    at = 0
    for entity in _ENTITY.finditer(slack_text):
        decoded.add(_unescape(slack_text[at : entity.start()]))
        _decode(entity, decoded)
        at = entity.end()
    decoded.add(_unescape(slack_text[at:]))
    text = _without_markers(decoded)
    return PublicText(text.strip(), tuple(dict.fromkeys(decoded.problems)))


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _decode(entity: re.Match[str], decoded: _Decoded) -> None:
    sign, target, label = entity[1], entity[2], _unescape(entity[3] or "")
    if sign == "!" and target.startswith("date^"):
        decoded.add(label)
    elif sign in ("@", "#", "!"):
        decoded.problems.append(say(MENTION))
        decoded.add(label or sign.replace("!", "@") + target)
    else:
        _decode_link(_unescape(sign + target), label, decoded)


def _decode_link(address: str, label: str, decoded: _Decoded) -> None:
    """What was typed, if Slack made the link by itself; else the words and the address, since the
    public has no labels.
    """
    shown = address if address.startswith("http") else address.split(":", 1)[1]
    if not label:
        decoded.pieces.append((shown, True))
    elif _letters(label) in (_letters(shown), _letters(shown.split("://")[-1])):
        decoded.pieces.append((label, True))
    else:
        decoded.add(label + " ")
        decoded.pieces.append((shown, True))


def _letters(address: str) -> str:
    """An address without what Slack or the writer may leave out: blanks, hyphens, a last slash."""
    return address.replace(" ", "").replace("-", "").rstrip("/").lower()


def _without_markers(decoded: _Decoded) -> str:
    text, links = "", set[int]()
    for piece, is_link in decoded.pieces:
        if is_link:
            links.update(range(len(text), len(text) + len(piece)))
            text += piece
        else:
            text += _SHORTCODE.sub(lambda name: _emoji(name, decoded), piece)
    dropped = set[int]()
    for pattern in (_CODE, *_MARKERS):
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 1)
            marks = {*range(match.start(), start), *range(end, match.end())}
            if not marks & links:
                dropped |= marks
    return "".join(character for at, character in enumerate(text) if at not in dropped)


def _emoji(shortcode: re.Match[str], decoded: _Decoded) -> str:
    name, tone = shortcode[1], shortcode[2]
    found = _unicode_emoji(name)
    if found:
        return _toned(found, _SKIN_TONES[tone]) if tone else found
    if not name.isdigit():
        decoded.problems.append(say(CUSTOM_EMOJI, name=shortcode[0]))
    return shortcode[0]


def _toned(person: str, tone: str) -> str:
    """The tone follows the first sign of a sequence, in place of its variation selector (Unicode
    TR 51).
    """
    return person[0] + tone + person[1:].removeprefix("\ufe0f")


@lru_cache(maxsize=1024)
def _unicode_emoji(name: str) -> str | None:
    """Slack's name as Unicode; it writes hyphens where the usual names have underscores, and
    `flag-gb` for a country.
    """
    if name in _SLACK_NAMES:
        return _SLACK_NAMES[name]
    flag = re.fullmatch(r"flag-([a-z])([a-z])", name)
    if flag:
        return "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in flag.groups())
    import emoji  # its names are 5 MB, and few processes ever look for one

    for spelling in (name, name.replace("-", "_")):
        found = emoji.emojize(f":{spelling}:", language="alias")
        if found != f":{spelling}:":
            return found
    return None
