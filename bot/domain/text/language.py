"""Which way a text is read, so that forms and previews can lay it out."""

import re
import unicodedata
from typing import Literal

Direction = Literal["rtl", "ltr"]

_NOT_PROSE = re.compile(r"https?://\S+|[@#]\w+")  # Latin in any language
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def direction(text: str) -> Direction:
    """ "rtl" if more of its letters are Arabic, Hebrew and the like than not; names, tags and links
    do not count.
    """
    classes = [unicodedata.bidirectional(character) for character in _NOT_PROSE.sub(" ", text)]
    right_to_left = sum(kind in _RIGHT_TO_LEFT for kind in classes)
    return "rtl" if right_to_left > classes.count("L") else "ltr"
