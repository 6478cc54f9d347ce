"""The page's files, read once at start: named by their content, so that a browser may keep them for ever."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from handlers.web.chat.headers import KEPT_FOR_EVER

_FOLDER = Path(__file__).with_name("static")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_DARK, _LIGHT = "#000000", "#ffffff"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    stem: str
    suffix: str
    body: bytes

    @property
    def name(self) -> str:
        """With the hash of what is in it."""
        return f"{self.stem}-{hashlib.sha256(self.body).hexdigest()[:16]}{self.suffix}"

    @property
    def address(self) -> str:
        """Where the page finds it."""
        return f"/chat/static/{self.name}"

    @cached_property
    def packed(self) -> bytes:
        """The same, compressed."""
        return gzip.compress(self.body, mtime=0)


class Assets:
    """All that the page loads, and the page's own template."""

    def __init__(self, *, colour: str, logo: tuple[str, bytes] | None = None) -> None:
        style = _colours(colour) + _read("chat.css")
        self.css = Asset("chat", ".css", style)
        self.js = Asset("chat", ".js", _read("chat.js") + _read("files.js"))  # one to ask for
        self.icon = Asset("icon", ".svg", _read("icon.svg").replace(b"#0d5c63", colour.encode()))
        self.logo = Asset("logo", *logo) if logo else None
        self.page = Template(_read("page.html").decode())
        every = [self.css, self.js, self.icon, *([self.logo] if self.logo else [])]
        self.by_name: Mapping[str, Asset] = {asset.name: asset for asset in every}

    async def answer(self, request: Request) -> Response:
        """One of them, for GET /chat/static/NAME. They alone are kept by browsers."""
        asset = self.by_name.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        headers = {"cache-control": KEPT_FOR_EVER, "vary": "accept-encoding"}
        body = asset.body
        if re.search(r"\bgzip\b", request.headers.get("accept-encoding", "")):
            body, headers["content-encoding"] = asset.packed, "gzip"
        return Response(body, headers=headers, media_type=_TYPES[asset.suffix])


def ink_on(colour: str) -> str:
    """White where that is legible on this colour, else black."""
    return _LIGHT if contrast(_LIGHT, colour) >= _LEAST_CONTRAST else _DARK


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two ``#rrggbb`` (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colours(colour: str) -> bytes:
    return f":root {{ --brand: {colour}; --brand-ink: {ink_on(colour)}; }}\n".encode()


def _read(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()
