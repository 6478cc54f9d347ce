"""Links in an answer: to hosts that the bank did not list, that hide where they lead, or that look like the bank's."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.domain.gate.findings import Finding, Kind
from bot.domain.personal_data.folding import fold
from bot.domain.text.links import link_spans

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WRITTEN = re.compile(r"(?:https?://|(?<![\w.@])www\.)[^\s<>\"“”«»()]{3,500}", re.IGNORECASE)
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]+\]", re.IGNORECASE)
_IP_LINK = re.compile(
    r"https?://(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]|\d{8,10})\S*", re.IGNORECASE
)
_USER_INFO = re.compile(r"https?://[^\s/@]{1,200}@\S+", re.IGNORECASE)
_PATH = re.compile("[/?#]")
_TAKEN_FOR = str.maketrans("0135", "oles")
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class Hosts:
    """The hosts that the bank named, and the names of its brands as they stand in a host. Of a host of many only
    ``addresses`` are its own, each as it is and nothing below it."""

    listed: frozenset[str]
    addresses: frozenset[str]
    shorteners: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(
        cls, *, listed: Iterable[str], shorteners: Iterable[str], brands: Iterable[str]
    ) -> "Hosts":
        """As the files write them."""
        given = [one.strip() for one in listed]
        own = frozenset(one.lower().removeprefix("www.") for one in given if not _PATH.search(one))
        addresses = frozenset(_address(one) for one in given if _PATH.search(one))
        names = {"".join(filter(str.isalnum, fold(name).text.lower())) for name in brands}
        names |= {host.split(".")[0] for host in own}
        long = frozenset(name for name in names if len(name) >= _SHORTEST_NAME)
        return cls(own, addresses, frozenset(one.lower() for one in shorteners), long)

    def find(self, text: str) -> Iterator[Finding]:
        """What is wrong with each link, where something is."""
        hidden = [*_IP_LINK.finditer(text), *_USER_INFO.finditer(text)]
        written = [found.span() for found in (*hidden, *_WRITTEN.finditer(text))]
        behind = 0
        for start, end in sorted(
            (*written, *link_spans(text)), key=lambda span: (span[0], -span[1])
        ):
            host = _host(text[start:end])
            if start < behind or _is_mail(text, start):
                continue
            behind = end
            if _address(text[start:end]) in self.addresses:
                continue
            kind = self._kind(host)
            if kind is not None:
                yield Finding(kind, ((start, end),), values={"host": host[:80]})

    def _kind(self, host: str) -> Kind | None:
        if _is_below(host, self.listed):
            return None
        if _is_below(host, self.shorteners):
            return Kind.SHORT_LINK
        return Kind.LOOKALIKE_LINK if self._looks_like_ours(host) else Kind.UNLISTED_LINK

    def _looks_like_ours(self, host: str) -> bool:
        if (
            "@" in host
            or "xn--" in host
            or host.isdigit()
            or not host.isascii()
            or _IP.fullmatch(host)
        ):
            return True
        labels = host.split(".")
        main = labels[-2] if len(labels) > 1 else host
        for label in labels:
            plain = label.translate(_TAKEN_FOR).replace("rn", "m").replace("vv", "w")
            for name in self.names:
                if label == name == main and not self._knows(name):
                    continue  # nobody listed the bank's own address
                same = name.translate(_TAKEN_FOR).replace("rn", "m").replace("vv", "w")
                if same in plain.replace("-", "") or _one_apart(same, plain):
                    return True
        return False

    def _knows(self, name: str) -> bool:
        return any(host.split(".")[0] == name for host in self.listed)


def _host(link: str) -> str:
    bare = re.split(r"[/?#]", _SCHEME.sub("", link), maxsplit=1)[0]
    if "@" in bare:
        return bare  # what stands before the sign is shown, what stands behind it is gone to
    return re.split(r"[/?#:]", bare, maxsplit=1)[0].lower().removeprefix("www.").rstrip(".,;!'")


def _address(link: str) -> str:
    """All of it as it is compared: of the host the letters count, not their size; what ends a sentence does not."""
    bare = _SCHEME.sub("", link).rstrip(".,;:!?'…")
    at = found.start() if (found := _PATH.search(bare)) else len(bare)
    return bare[:at].lower().removeprefix("www.") + bare[at:].rstrip("/?#")


def _is_mail(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] == "@"


def _is_below(host: str, listed: Collection[str]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[at:]) in listed for at in range(len(parts)))


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter left out, added, changed or turned round makes one of the other."""
    if one == other or abs(len(one) - len(other)) > 1 or len(one) < _SHORTEST_NAME + 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    turned = one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    rests = (
        (one[at + 1 :], other[at + 1 :]),
        (one[at:], other[at + 1 :]),
        (one[at + 1 :], other[at:]),
    )
    return turned == other or any(mine == theirs for mine, theirs in rests)
