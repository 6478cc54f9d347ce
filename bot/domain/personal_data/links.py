"""Where addresses of web pages stand in folded text: the long numbers in them are ids, not cards
or phones.
"""

import re
from bisect import bisect_right

_LINK = re.compile(
    r"(?:\bhttps?://|\bwww\.)[^ ]+"
    r"|(?<![\w.@-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,20}/[^ ]*",
    re.IGNORECASE,
)

Spans = list[tuple[int, int]]


def spans(text: str) -> Spans:
    """Start and end of each link, in order. `https://…`, `www.…`, or a host followed by a path."""
    if "/" not in text and "www." not in text.lower():
        return []
    return [match.span() for match in _LINK.finditer(text)]


def holds(links: Spans, start: int, end: int) -> bool:
    """Whether `start:end` lies wholly inside one of the links."""
    nearest = bisect_right(links, start, key=lambda link: link[0]) - 1
    return nearest >= 0 and end <= links[nearest][1]
