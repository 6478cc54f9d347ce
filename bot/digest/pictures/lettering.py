"""Writing on a picture, Arabic too: letters joined and in their order, on any machine.

Where Pillow finds libfribidi it shapes text by itself (Raqm). Where it does not, the letters are joined
here, from the presentation forms that Unicode lists, and laid out from the right. The font comes with
us, since a server may have none; see fonts/LICENSE.txt.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageDraw, ImageFont, features

_FONT = Path(__file__).parent / "fonts" / "DejaVuSans-Latin-Arabic.ttf"
# The Arabic signs for percent, decimals and thousands go with the number beside them.
_LETTERS = "\u0600-\u065f\u066d-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_ARABIC = re.compile(f"[{_LETTERS}]")
_RUNS = re.compile(
    f"[{_LETTERS}]+(?:[ ،؛]+(?=[{_LETTERS}]))?"  # Arabic
    rf"|[^{_LETTERS}\s](?:[^{_LETTERS}]*[^{_LETTERS}\s])?"  # numbers and other scripts
    r"|\s+"  # what stands between them
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_UNSEEN = re.compile("[\x00-\x1f\x7f\u2028\u2029]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u06d6-\u06ed]")
_LAM = "\u0644"


class _Forms(NamedTuple):
    isolated: str = ""
    final: str = ""
    initial: str = ""
    medial: str = ""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Our font in this size."""
    return ImageFont.truetype(_FONT, size, layout_engine=_engine())


def write(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    *,
    size: int,
    fill: str,
    anchor: str,
) -> None:
    """Write a line, joined and ordered. ``anchor`` is Pillow's: "lm", "mm", "ra" …"""
    draw.text(at, laid_out(text), font=font(size), fill=fill, anchor=anchor)


def width(text: str, *, size: int) -> float:
    """How wide it comes out, in pixels."""
    return font(size).getlength(laid_out(text))


def begins_right(text: str) -> bool:
    """Whether its first letter is an Arabic one, so that the line begins at the right."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return bool(_ARABIC.match(first))


def laid_out(text: str) -> str:
    """The text as it is to be given to Pillow: as it is where Raqm lays it out, else by ourselves."""
    line = _UNSEEN.sub(" ", text)
    if _engine() is ImageFont.Layout.RAQM or not _ARABIC.search(line):
        return line
    return by_hand(line)


def by_hand(text: str) -> str:
    """Joined letters in the order in which they stand from left to right."""
    runs = [match[0] for match in _RUNS.finditer(_MARKS.sub("", text))]
    shown = [_joined(run)[::-1] if _ARABIC.search(run) else run for run in runs]
    if not begins_right(text):
        return "".join(shown)
    return "".join(_turned(run) for run in reversed(shown))


def _turned(run: str) -> str:
    """Brackets that stand alone open to the other side."""
    return run if any(letter.isalnum() for letter in run) else run.translate(_MIRRORED)


@cache
def _engine() -> ImageFont.Layout:
    return ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC


def _joined(run: str) -> str:
    """Each letter in the form its neighbours ask for; lam and alef become one."""
    forms, shown, index = _all_forms(), list[str](), 0
    while index < len(run):
        pair = run[index : index + 2]
        letters = pair if len(pair) == 2 and pair in forms else run[index]
        before = run[index - 1] if index else ""
        after = run[index + len(letters) : index + len(letters) + 1]
        shown.append(_form(letters, before, after))
        index += len(letters)
    return "".join(shown)


def _form(letters: str, before: str, after: str) -> str:
    known = _all_forms().get(letters)
    if known is None:
        return letters
    from_before = bool(_forms_of(before).initial and known.final)
    to_after = bool(known.initial and _forms_of(after).final)
    if from_before and to_after:
        return known.medial or letters
    if from_before:
        return known.final
    return known.initial if to_after else known.isolated or letters


def _forms_of(letter: str) -> _Forms:
    return _all_forms().get(letter, _Forms())


@cache
def _all_forms() -> dict[str, _Forms]:
    """By letter (or lam with alef): its forms, from Unicode's own table."""
    found: dict[str, dict[str, str]] = {}
    for number in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE70, 0xFEFD)):
        form, *bases = unicodedata.decomposition(chr(number)).split() or [""]
        letters = "".join(chr(int(base, 16)) for base in bases)
        wanted = len(letters) == 1 or (len(letters) == 2 and letters[0] == _LAM)
        if form.startswith("<") and wanted:
            found.setdefault(letters, {}).setdefault(form.strip("<>"), chr(number))
    return {letters: _Forms(**forms) for letters, forms in found.items()}
