"""The site on a real port, and browsers with a screen that come to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.applications import Starlette

from handlers.web.body_timeouts import ImpatientProtocol
from tests.browser import DESK, PHONE

ON_A_PHONE: dict[str, Any] = {
    "viewport": {"width": PHONE[0], "height": PHONE[1]},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
AT_A_DESK: dict[str, Any] = {"viewport": {"width": DESK[0], "height": DESK[1]}}
_EXPECTED = (  # lost connections and refusals of a test, and a press that waits for the script
    "net::ERR_", "status of 4", "status of 5", "is not focusable",
)  # fmt: skip
_PATIENCE_MS = 8000


@contextmanager
def serving(site: Starlette, *, port: int) -> Iterator[None]:
    """The site on this port, in a thread."""
    started = threading.Event()
    config = uvicorn.Config(
        site, port=port, http=ImpatientProtocol, log_config=None, access_log=False,
        proxy_headers=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = _Told(config, started)
    thread = threading.Thread(target=server.run, name="site")
    thread.start()
    try:
        assert started.wait(20)
        yield
    finally:
        server.should_exit = True
        thread.join(20)


class _Told(uvicorn.Server):
    """uvicorn that says when it listens."""

    def __init__(self, config: uvicorn.Config, started: threading.Event) -> None:
        super().__init__(config)
        self._told = started

    async def startup(self, sockets: Any = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._told.set()


class Screen:
    """A customer's browser. An error in the page, and whatever its policy refused, fails the test."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.origin = origin
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def open(self, token: str = "", *, init: str = "", **given: Any) -> Page:
        """A browser of its own, on the page, by a link where there is a token.

        ``init`` runs before the page's script, which is then not waited for.
        """
        with_script = given.get("java_script_enabled", True)
        context = self._browser.new_context(**given)
        self._contexts.append(context)
        if init:
            context.add_init_script(init)
        page = self.tab(context)
        page.goto(f"{self.origin}/chat" + (f"#t={token}" if token else ""))
        if with_script and not init:
            page.wait_for_selector("body[data-ready=yes]")
        return page

    def tab(self, context: BrowserContext) -> Page:
        """One more page of the same browser."""
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda told: self._note(told.type, told.text))
        return page

    def enter(self, token: str, **given: Any) -> Page:
        """Open the link, press the button; the talk."""
        page = self.open(token, **given)
        page.get_by_role("button").first.wait_for()
        page.locator("#enter button").click()
        expect(page.locator("body")).to_have_attribute("data-view", "talk")
        return page

    def close(self) -> None:
        """Close every browser; nothing may have gone wrong in any."""
        for context in self._contexts:
            context.close()
        assert self.problems == []

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(each in text for each in _EXPECTED):
            self.problems.append(text)


def says(page: Page, text: str) -> None:
    """Type it and press *Send*."""
    page.locator("#box").fill(text)
    page.locator("#send").click()


def words(page: Page) -> list[str]:
    """What stands on the page, in its order."""
    return page.locator("#words .text").all_inner_texts()
