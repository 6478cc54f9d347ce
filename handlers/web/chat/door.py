"""Who asks: the cookie, the word that only our own page knows, whether our page asked, from where.

The page's word is made of the cookie, which no script can read and no other site can send along with
a POST: whoever does not know the cookie cannot make it.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.language import ENGLISH, LANGUAGES

_DAY_S = 86_400  # a session ends then at the latest
_HOUR_S = 3_600
_LONGEST_COOKIE = 200


@dataclass(frozen=True)
class Door:
    """Where the page stands: its public address, and how many proxies of ours stand before us."""

    address: str
    proxies: int = 0

    @property
    def is_secure(self) -> bool:
        """Whether it is reached over HTTPS; only on one's own machine it is not."""
        return self.address.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """With the prefix that keeps other hosts of the domain from setting it, wherever that works."""
        return "__Host-chat" if self.is_secure else "chat"

    def cookie_of(self, request: Request) -> str:
        """The session's cookie; empty where there is none that could be ours."""
        value = request.cookies.get(self.cookie_name, "")
        return value if len(value) <= _LONGEST_COOKIE and value.isascii() else ""

    def hand_out(self, response: Response, cookie: str) -> None:
        """Give the browser its cookie."""
        response.set_cookie(
            self.cookie_name,
            cookie,
            max_age=_DAY_S,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="lax",
        )

    def door_cookie_of(self, request: Request) -> str:
        """What ``let_knock`` gave; empty where there is none."""
        value = request.cookies.get(f"{self.cookie_name}-door", "")
        return value if len(value) <= _LONGEST_COOKIE and value.isascii() else ""

    def let_knock(self, response: Response, cookie: str) -> None:
        """Give an older browser, which is not in, a cookie whose page's word its form sends along.

        Safari before 16.4 says by no header which site a form of a page without referrer comes from.
        """
        response.set_cookie(
            f"{self.cookie_name}-door",
            cookie,
            max_age=_HOUR_S,
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="strict",
        )

    def is_our_page(self, request: Request) -> bool | None:
        """Whether our own page sent this POST; None where the browser does not say.

        Without a referrer a form's Origin is ``null``; browsers of today then say it by Sec-Fetch-Site.
        """
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = request.headers.get("origin", "null")
        return None if origin == "null" else origin == _origin(self.address)

    def network_of(self, request: Request) -> str:
        """The network that the request came from, by what the outermost proxy of ours saw.

        What a client itself writes into X-Forwarded-For stands further left and is not read.
        """
        seen = request.client.host if request.client else ""
        if self.proxies:
            told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
            seen = told[-self.proxies].strip() if len(told) >= self.proxies else seen
        return _network(seen)


def page_word(cookie: str) -> str:
    """What the page sends along to show that it is the page of this cookie."""
    return hmac.new(cookie.encode(), b"chat page", hashlib.sha256).hexdigest()


def is_page_word(offered: str, cookie: str) -> bool:
    """Whether this is the word of the cookie's page, in constant time."""
    return _is_same(offered, page_word(cookie))


def login_word(cookie: str) -> str:
    """What the page's link to the bank's own login carries; of no use for anything else."""
    return hmac.new(cookie.encode(), b"chat login", hashlib.sha256).hexdigest()


def is_login_word(offered: str, cookie: str) -> bool:
    """Whether this is that word, in constant time."""
    return _is_same(offered, login_word(cookie))


def _is_same(offered: str, word: str) -> bool:
    """In constant time, whatever was offered: JSON also carries what no encoding writes."""
    return hmac.compare_digest(offered.encode(errors="replace"), word.encode())


def language_for(accepted: str) -> str:
    """The language of ours that an Accept-Language asks for first; English where it asks for none."""
    wanted: list[tuple[float, str]] = []
    for each in accepted[:1000].split(","):
        name, _, weight = each.strip().partition(";")
        language = name.split("-")[0].lower()
        if language in LANGUAGES:
            wanted.append((_weight(weight), language))
    best = max(wanted, key=lambda each: each[0], default=(0.0, ENGLISH))
    return best[1] if best[0] > 0 else ENGLISH


def _weight(written: str) -> float:
    name, _, value = written.strip().partition("=")
    if not written:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _network(written: str) -> str:
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return "unknown"
    if (
        address.version == 6 and address.ipv4_mapped
    ):  # how a server of both kinds tells the old kind
        return str(address.ipv4_mapped)
    if address.version == 6:  # whoever has one such address has the whole network of it
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
