"""What a browser test saw, kept as pictures: for whoever judges the looks, and for the README.

With EARSHOT_SCREENSHOTS=folder every step is kept there at desktop and phone width; without it only
is it seen that nothing overflows a phone.
With EARSHOT_PICTURES=1 the README's own pictures are drawn anew, sharp and cropped.
"""

import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page

from tests.browser import DESK, PHONE, resize

# Read now: no test sees a setting from outside.
_KEPT_IN = os.environ.get("EARSHOT_SCREENSHOTS")
DRAWS_PICTURES = os.environ.get("EARSHOT_PICTURES") == "1"
DOTS_PER_PIXEL = 2 if DRAWS_PICTURES else 1
_PICTURES = Path(__file__).resolve().parents[2] / "bot" / "sandbox" / "pictures"
_MOST_BYTES = 300_000
_HIGH = 2400
_COLOURS = 128


class Album:
    """Takes the pictures of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._count = 0

    def take(self, name: str, *, pane: str = "") -> None:
        """The page as it stands, at both widths; on the phone the pane that matters now."""
        self._count += 1
        self._shoot(f"{self._count:02}-{name}-desk.png")
        resize(self._page, PHONE)
        if pane:
            self._page.get_by_test_id(f"pane-{pane}").click()
        assert self._page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        self._shoot(f"{self._count:02}-{name}-phone.png")
        resize(self._page, DESK)

    def _shoot(self, file: str) -> None:
        if _KEPT_IN:
            self._page.screenshot(path=Path(_KEPT_IN) / file, scale="css")

    def draw(
        self,
        name: str,
        part: str,
        *,
        size: tuple[int, int],
        pane: str = "",
        most: float = 2000,
        is_whole: bool = False,
    ) -> None:
        """A picture of the README: this part of the page, from the first such to the last one.

        Of what is longer than ``most`` only so much from its top; the window is made high enough that
        nothing has to be scrolled under the page's own head, unless it is shown ``whole`` in this one.
        """
        if not DRAWS_PICTURES:
            return
        fits = is_whole or part == "body"
        resize(self._page, size if fits else (size[0], max(size[1], _HIGH)))
        if pane:
            self._page.get_by_test_id(f"pane-{pane}").click()
        self._page.mouse.move(0, 0)
        form = self._page.get_by_test_id("modal")
        form.evaluate("form => { form.style.maxHeight = 'none'; form.scrollTo(0, 0); }")
        file = _PICTURES / f"{name}.png"
        first = self._page.locator(part).first.bounding_box()
        last = self._page.locator(part).last.bounding_box()
        assert first is not None
        assert last is not None
        height = min(last["y"] + last["height"] - first["y"], most)
        place: FloatRect = {**first, "height": height}
        self._page.screenshot(path=file, clip=place, scale="css" if part == "body" else "device")
        form.evaluate("form => { form.style.maxHeight = ''; }")
        resize(self._page, DESK)
        # A screen has few colours: sharp at a third of the size.
        with Image.open(file) as picture:
            few = picture.convert("RGB").quantize(_COLOURS)
        few.save(file, optimize=True)
        assert file.stat().st_size < _MOST_BYTES, f"{file.name} is too large for the README"
