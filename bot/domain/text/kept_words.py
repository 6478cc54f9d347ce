"""What of somebody else's words stands in a text still: whether any of it does, and how much of the text it is."""

import re
from difflib import SequenceMatcher

_PIECES = re.compile(r"[.!?؟،,;\n]+")
_PIECE_LEAST = 12  # letters: what is shorter anybody writes


def left_of(theirs: str, text: str) -> str:
    """Those words, where a piece of them stands in the text; else nothing."""
    said = " ".join(text.split())
    pieces = (" ".join(piece.split()) for piece in _PIECES.split(theirs))
    return theirs if any(len(piece) >= _PIECE_LEAST and piece in said for piece in pieces) else ""


def percent_of(theirs: str, text: str) -> int:
    """How many of a hundred words of the text are those, in their order."""
    before, now = theirs.split(), text.split()
    same = SequenceMatcher(a=before, b=now, autojunk=False).get_matching_blocks()
    return round(100 * sum(block.size for block in same) / len(now)) if now else 0
