"""How soon a slow phone shows the page of the secure chat, and how much it fetches for that.

    python -m tests.benchmarks.bench_chat_paint [runs]

The system's Chromium as a phone whose processor is a quarter as fast, over a line that Chromium slows down, with
nothing in its cache: by the link to the door, and back in a talk. The site runs in this process, on SQLite.
"""

import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext

from bot.desk.chat import entry, talk
from tests.benchmarks.chat_house import ChatHouse
from tests.browser import CHROMIUM, NO_CHROMIUM, chromium
from tests.database import sqlite_url
from tests.handlers.web.chat.served import ON_A_PHONE

_RUNS = 5
PAINT_MS, WEIGHT_KB = 1_000.0, 60.0
_SLOWER = 4  # times: the processor of a cheap phone beside that of this machine
_WORDS = 20
_PATIENCE_MS = 60_000


class Line(NamedTuple):
    """A line as Chromium plays it; ``is_bar``: the page has to be quick over it."""

    latency_ms: float
    down_kbit: float
    up_kbit: float
    is_bar: bool


# As Lighthouse and WebPageTest call them. Over the slower one the round trips alone take a second.
_LINES: Mapping[str, Line] = {
    "slow 4G": Line(150, 1_600, 750, is_bar=True),
    "slow 3G": Line(400, 400, 400, is_bar=False),
}


class Painted(NamedTuple):
    """One load of the page."""

    paint_ms: float
    weight_kb: float
    requests: int


def main() -> None:
    """Measure, print, and fail when a bar is missed."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else _RUNS
    if CHROMIUM is None:
        print(NO_CHROMIUM)
        return
    is_missed = False
    with tempfile.TemporaryDirectory() as folder:
        house = ChatHouse(sqlite_url(Path(folder), Path(folder) / "template.db"), Path(folder))
        with house.serving(), chromium() as browser:
            token, cookie = _talk(house)
            for name, line in _LINES.items():
                for language in ("en-GB", "ar-AE"):
                    for place, own in (("the door", ""), ("a talk", cookie)):
                        seen = [
                            _load(browser, house.port, line, language, token, own)
                            for _ in range(runs)
                        ]
                        is_missed |= _told(f"{name}, {language[:2]}, {place}", seen, line)
    raise SystemExit(1 if is_missed else 0)


def _talk(house: ChatHouse) -> tuple[str, str]:
    """The token of a link, and the cookie of who came in by it and wrote some words."""
    token = house.bank.invite(house.bank.complaint())
    with house.app.desk() as desk:
        cookie = entry.enter(desk, token=token, network="n").cookie
    for number in range(_WORDS):
        with house.app.desk() as desk:
            visitor = entry.session_of(desk, cookie=cookie)
            assert visitor is not None
            text = f"Word {number}: my card was declined at the till, and nobody could say why."
            talk.say(desk, visitor=visitor, client_key=f"k{number}", text=text)
    return token, cookie


def _load(
    browser: Browser, port: int, line: Line, language: str, token: str, cookie: str
) -> Painted:
    origin = f"http://127.0.0.1:{port}"
    context = browser.new_context(**ON_A_PHONE, locale=language)
    if cookie:
        context.add_cookies([{"name": "chat", "value": cookie, "url": origin}])
    try:
        return _painted(context, f"{origin}/chat" + ("" if cookie else f"#t={token}"), line)
    finally:
        context.close()


def _painted(context: BrowserContext, address: str, line: Line) -> Painted:
    page = context.new_page()
    wire, weights = context.new_cdp_session(page), list[float]()
    wire.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
    wire.send("Network.enable")
    told: dict[str, Any] = {
        "offline": False,
        "latency": line.latency_ms,
        "downloadThroughput": line.down_kbit * 1000 / 8,
        "uploadThroughput": line.up_kbit * 1000 / 8,
    }
    wire.send("Network.emulateNetworkConditions", told)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address, timeout=_PATIENCE_MS)
    page.wait_for_selector("body[data-ready=yes]", timeout=_PATIENCE_MS)
    paint_ms: float = page.wait_for_function(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime",
        timeout=_PATIENCE_MS,
    ).json_value()
    return Painted(paint_ms, sum(weights) / 1000, len(weights))


def _told(what: str, seen: list[Painted], line: Line) -> bool:
    """Print them; whether a bar is missed."""
    paint_ms = statistics.median(each.paint_ms for each in seen)
    weight_kb = max(each.weight_kb for each in seen)
    bar = f" (bar {PAINT_MS:.0f} ms)" if line.is_bar else ""
    print(
        f"{what}: first contentful paint after {paint_ms:.0f} ms{bar}, "
        f"{min(seen).paint_ms:.0f} to {max(seen).paint_ms:.0f}; "
        f"{weight_kb:.1f} kB (bar {WEIGHT_KB:.0f} kB) in {max(e.requests for e in seen)} requests"
    )
    return weight_kb > WEIGHT_KB or (line.is_bar and paint_ms > PAINT_MS)


if __name__ == "__main__":
    main()
