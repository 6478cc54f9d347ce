"""What X will turn into links, bare hosts such as "bank.com" or "bank.sa" too, found in one pass.

The rules are those of twitter-text 3.1.0 (Apache 2.0), its oddities included, for X counts by them. Hosts are
read by hand, because its expressions look at every letter of a long word again and again.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from bot.domain.text.top_level_domains import ASCII_ENDINGS, OTHER_ENDINGS

_LONGEST_LINK, _LONGEST_LABEL, _LONGEST_T_CO = 4096, 63, 40
_SCHEME_LENGTH = len("https://")

_NEVER = "\ufffe\ufeff\uffff"
_TURNS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"  # marks of the direction of writing
_ACCENTED = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b"
    "\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_SPACES = "\t-\r \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NO_HOST = rf"!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${_SPACES}{_NEVER}{_TURNS}"

_RUN = re.compile(rf"[^{_NO_HOST}]+")
_NOT_AT_AN_EDGE = frozenset("-_")  # of a label
_MAY_PRECEDE = re.compile(rf"[^A-Za-z0-9@\uff20$#\uff03{_NEVER}]")
_ONE_UNIT = "\uffff"
_MAY_NOT_PRECEDE_A_BARE_HOST = frozenset("-_./")
_SCHEME = re.compile(r"https?://\Z", re.IGNORECASE | re.ASCII)

_ENDS = "(?![0-9a-zA-Z@+-])"
_ASCII_ENDING = re.compile(f"[a-zA-Z0-9]{{2,30}}{_ENDS}")
_OTHER_ENDING = re.compile(f"(?i:{'|'.join(OTHER_ENDINGS)}){_ENDS}")
_PUNYCODE = re.compile("[xX][nN]--[-0-9a-zA-Z]+")
_ASCII_TAIL = re.compile(rf"[-a-zA-Z0-9{_ACCENTED}]+\Z")
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")

_PATH_SIGN = rf"[a-zA-Z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_ACCENTED}]"
_BRACKETS = rf"\((?:{_PATH_SIGN}+|{_PATH_SIGN}*\({_PATH_SIGN}+\){_PATH_SIGN}*)\)"
_PATH_END = rf"(?:[+\-a-zA-Z\u0400-\u04ff0-9=_#/{_ACCENTED}]|{_BRACKETS})"
_PATH = rf"(?:{_PATH_SIGN}*(?:{_BRACKETS}{_PATH_SIGN}*)*{_PATH_END}|@{_PATH_SIGN}+/)"
_QUERY = r"\?[a-zA-Z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-zA-Z0-9\-_&=#/]"
_BEHIND_HOST = re.compile(rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?")
_T_CO = re.compile(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE | re.ASCII)

Span = tuple[int, int]


class _Found(NamedTuple):
    """What looks like a link: with https:// it starts before its host."""

    before: str
    start: int
    host_start: int
    host_end: int


def links(text: str) -> list[str]:
    """What X will turn into links. Each has a price there."""
    return [text[start:end] for start, end in link_spans(text)]


def link_spans(text: str) -> Iterator[Span]:
    """Where they stand, in their order."""
    behind = 0  # what was looked at last ends here, and the sign before the next link is not in it
    for run in _RUN.finditer(text):
        if "." not in run[0]:
            continue
        candidates = _Run(text, *run.span())
        while found := candidates.next_from(behind):
            rest = _BEHIND_HOST.match(text, found.host_end)
            behind = rest.end() if rest else found.host_end
            has_path = rest is not None and rest["path"] is not None
            yield from _made(text, found, behind, has_path=has_path)


class _Run:
    """Signs that may all stand in a host, as labels between dots; for each label, where a host ends that
    begins in it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._labels = list(_labels(text, start, end))
        self._scheme = _SCHEME.search(text, max(0, start - _SCHEME_LENGTH), start)
        self._near = [*(_ending(text, label) for label, _ in self._labels[1:]), 0]
        self._far = [0] * len(self._labels)  # as near, but with whole labels in between
        for at in range(len(self._labels) - 2, -1, -1):
            begin, _ = self._labels[at + 1]
            if self._may_begin(at + 1, begin):
                self._far[at] = self._end_of(at + 1, begin)
        self._at = 0

    def next_from(self, behind: int) -> _Found | None:
        """The leftmost whose preceding sign stands at ``behind`` or later."""
        scheme, self._scheme = self._scheme, None
        first, _ = self._labels[0]
        if scheme and self._may_begin(0, first) and self._end_of(0, first):
            before = self._before(scheme.start(), behind)
            if before is not None:
                return _Found(before, scheme.start(), first, self._end_of(0, first))
        for at in range(self._at, len(self._labels)):
            self._at = at
            for start in self._starts(at, behind):
                before = self._before(start, behind)
                if before is not None and self._may_begin(at, start) and self._end_of(at, start):
                    return _Found(before, start, start, self._end_of(at, start))
        return None

    def _starts(self, at: int, behind: int) -> Iterable[int]:
        begin, end = self._labels[at]
        if not (self._near[at] or self._far[at]):
            return ()
        first = 0 if self._far[at] else self._text.rfind("_", begin, end) + 1
        starts = range(max(begin, first, behind), end)
        if starts[:2] == range(2) and self._text[0] <= _ONE_UNIT:
            return chain((1, 0), starts[2:])  # the first sign is rather taken for what precedes
        return starts

    def _before(self, start: int, behind: int) -> str | None:
        """The sign that precedes; None if none does that lets a link begin there.

        Of a sign of two units (UTF-16) X takes the one for what precedes the other.
        """
        if start > behind and _MAY_PRECEDE.match(self._text, start - 1):
            return self._text[start - 1]
        return "" if start == 0 or self._text[start] > _ONE_UNIT else None

    def _may_begin(self, at: int, start: int) -> bool:
        """Whether what is left of the label from there is a label too."""
        _, end = self._labels[at]
        return start < end and not {self._text[start], self._text[end - 1]} & _NOT_AT_AN_EDGE

    def _end_of(self, at: int, start: int) -> int:
        """Where the longest host ends. The label right before an ending has no underscore."""
        _, end = self._labels[at]
        near = self._near[at]
        return self._far[at] or (near if near and "_" not in self._text[start:end] else 0)


def _made(text: str, found: _Found, end: int, *, has_path: bool) -> Iterator[Span]:
    """The links that X makes of it; of a bare host in several alphabets, of its ASCII parts only."""
    before, start, host_start, host_end = found
    host = text[host_start:host_end]
    in_ascii = list(_placed(_ascii_hosts(host), host))
    scheme_length = host_start - start or _SCHEME_LENGTH
    if scheme_length + end - start > _LONGEST_LINK or not _has_good_labels(host, bool(in_ascii)):
        return
    if host_start > start:
        yield from _with_scheme(text, start, end)
    elif before not in _MAY_NOT_PRECEDE_A_BARE_HOST and in_ascii:
        *others, (last, last_end) = [(start + begin, start + stop) for begin, stop in in_ascii]
        yield from others
        yield last, last_end + (end - host_end if has_path else 0)


def _with_scheme(text: str, start: int, end: int) -> Iterator[Span]:
    short = _T_CO.match(text, start, end)
    if short is None:
        yield start, end
    elif len(short[1]) <= _LONGEST_T_CO:
        yield short.span()


def _has_good_labels(host: str, has_ascii: bool) -> bool:
    if host.startswith("xn--") and not has_ascii:
        return False
    return all(0 < _encoded_length(label) <= _LONGEST_LABEL for label in host.split("."))


def _encoded_length(label: str) -> int:
    """Its length in punycode."""
    if len(label) > _LONGEST_LABEL or label.isascii():
        return len(label)
    parts = _OTHER_DOTS.split(label)
    encoded = (
        len(part) if part.isascii() else len("xn--") + len(part.encode("punycode"))
        for part in parts
    )
    return sum(encoded) + len(parts) - 1


def _placed(parts: Iterable[str], host: str) -> Iterator[Span]:
    """Where X believes that they stand: one that can be found earlier is taken for found there."""
    behind = 0
    for part in parts:
        start = host.index(part, behind)
        behind = start + len(part)
        yield start, behind


def _ascii_hosts(host: str) -> Iterator[str]:
    """The parts of a host that have only letters of Latin alphabets, each up to its last ending."""
    labels = list(_labels(host, 0, len(host)))
    at, behind = 0, 0
    while at < len(labels) - 1:
        begin, end = labels[at]
        tail = _ASCII_TAIL.search(host, max(begin, behind), end)
        last = at
        while tail and last + 2 < len(labels) and _ASCII_TAIL.match(host, *labels[last + 1]):
            last += 1
        ends = ((each, _ending(host, labels[each][0])) for each in range(last + 1, at, -1))
        found = next((each for each in ends if tail and each[1]), None)
        if tail and found:
            at, behind = found
            yield host[tail.start() : behind]
        else:
            at = last + 1


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands between dots."""
    for label in text[start:end].split("."):
        yield start, start + len(label)
        start += len(label) + 1


def _ending(text: str, at: int) -> int:
    """Where the ending that stands there ends; 0 if there is none."""
    word = _ASCII_ENDING.match(text, at)
    if word is None or word[0].lower() not in ASCII_ENDINGS:
        word = _OTHER_ENDING.match(text, at) or _PUNYCODE.match(text, at)
    return word.end() if word else 0
