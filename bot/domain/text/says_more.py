"""Whether a text that was edited says something else now, or only the same in better spelling."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’ʼ`´]")
_SHORTEST_SLIP = 5


def says_more(before: str, after: str) -> bool:
    """Whether an edit changed what was said, so that whoever read it before has not read it now.

    Punctuation, spaces and capitals say nothing. Nor does a slip put right: in as many words as before,
    a word of five letters or more that begins with the same one and differs in a single letter, or in
    two that changed places. A word more or less, another figure, a sign such as an emoji, or a question
    mark where none was says something else. So do two texts that are one to us, but were two to their
    author: they differ in what is masked. In doubt it says yes, for a customer who is read twice loses
    nothing.
    """
    if before == after:
        return True
    was, now = _said(before), _said(after)
    if not now:
        return False
    if len(was) != len(now):
        return True
    return any(old != new and not _is_slip(old, new) for old, new in zip(was, now, strict=True))


def _said(text: str) -> list[str]:
    """The words, and the signs that say something by themselves."""
    said: list[str] = []
    word = ""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn" or sign == "ـ":  # accents, and the Arabic stroke that stretches a word
            continue
        if sign.isalnum():
            word += sign
            continue
        said += [word] if word else []
        word = ""
        if kind in {"So", "Sc"} or sign in "?؟":
            said.append(sign)
    return said + ([word] if word else [])


def _is_slip(old: str, new: str) -> bool:
    if not (old.isalpha() and new.isalpha() and old[0] == new[0]):
        return False
    if min(len(old), len(new)) < _SHORTEST_SLIP:
        return False
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return max(len(old), len(new)) <= 1 or (len(old) == 2 and old == new[::-1])
