"""The system's Chromium, for tests that click. Where there is none they are skipped, visibly.

One at a time: Playwright keeps an event loop in this thread while it is open, so a test file opens
it for itself and closes it again.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_CHROMIUM = "The browser tests were skipped: there is no Chromium on this machine."
DESK = (1440, 900)
PHONE = (390, 844)
_PATIENCE_MS = 45_000  # other processes act, on a machine that may be busy
_ACT_MS = 15_000  # in which what a person presses is there
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, with no page yet."""
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def page_at(address: str, *, dots_per_pixel: float = 1) -> Iterator[Page]:
    """The console page at desktop size, drawn. An error in its scripts fails whoever uses it."""
    problems: list[str] = []
    with chromium() as browser:
        page = browser.new_page(device_scale_factor=dots_per_pixel)
        resize(page, DESK)
        page.set_default_timeout(_ACT_MS)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        page.wait_for_selector("body[data-ready=yes]")
        yield page
    assert problems == []


def resize(page: Page, size: tuple[int, int]) -> None:
    """Width and height of the window."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
