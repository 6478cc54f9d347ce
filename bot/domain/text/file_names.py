"""What a customer's device calls a file: kept as a plain short line, for people to read and for nothing else."""

import re
import unicodedata

_LONGEST = 80  # characters
_SEPARATORS = re.compile(r"[/\\:]")
_JOINERS = "\u200c\u200d"  # what joins letters and emoji
_UNWANTED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def plain_name(told: str) -> str:
    """The name without folders, line ends, and marks that turn a line round; its ending is kept.

    Nothing may be concluded from it: not what the file is, and not where it belongs.
    """
    last = _SEPARATORS.split(told)[-1]
    visible = "".join(each for each in last if _is_kept(each))
    plain = " ".join(unicodedata.normalize("NFC", visible).split()).strip(". ")
    if len(plain) <= _LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        return plain[:_LONGEST].rstrip(". ")
    return f"{stem[: _LONGEST - len(ending) - 2]}….{ending}"


def _is_kept(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _UNWANTED
