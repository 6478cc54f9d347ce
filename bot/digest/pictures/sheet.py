"""The paper a chart is drawn on. For a reader from right to left everything stands the other way round:
labels, bars, the run of time, the legend.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.digest.pictures.lettering import width, write
from bot.language import is_right_to_left

WIDTH, HEIGHT = 960, 560  # read on a phone at a third of it
LEFT, RIGHT = 40, 920  # the margins, where reading begins and ends
INK, SOFT, PAPER, PALE = "#1d2733", "#5a6875", "#ffffff", "#e3e8ed"
_TITLE, _SMALL, _LEGEND = 44, 28, 26
_LEGEND_LINE = 40
_ROUND, _MARK, _GAP = 5, 36, 32
_TURNED = str.maketrans("lr", "rl")

Box = tuple[float, float, float, float]  # from the left edge, top, right edge, bottom


class Sheet:
    """White, with a title and a line under it. Places are counted from where reading begins."""

    def __init__(self, *, title: str, under: str, legends: int = 1) -> None:
        self._height = HEIGHT + (legends - 1) * _LEGEND_LINE
        self._image = Image.new("RGB", (WIDTH, self._height), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._turned = is_right_to_left()
        self.text((LEFT, 40), title, size=_TITLE, fill=INK, anchor="lm")
        self.text((LEFT, 94), _fitted(under), size=_SMALL, fill=SOFT, anchor="lm")

    def text(
        self, at: tuple[float, float], words: str, *, size: int, fill: str, anchor: str
    ) -> None:
        """A line of words; ``anchor`` is Pillow's, said for reading from the left."""
        x, y = at
        if self._turned:
            x, anchor = WIDTH - x, anchor.translate(_TURNED)
        write(self._draw, (x, y), words, size=size, fill=fill, anchor=anchor)

    def bar(self, box: Box, *, fill: str) -> None:
        """A filled box."""
        self._draw.rounded_rectangle(self._placed(box), _ROUND, fill=fill)

    def line(self, points: Sequence[tuple[float, float]], *, fill: str) -> None:
        """Dots, joined."""
        turned = [(WIDTH - x if self._turned else x, y) for x, y in points]
        self._draw.line(turned, fill=fill, width=4, joint="curve")
        for x, y in turned:
            self._draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=fill)

    def dashes(self, height: float) -> None:
        """A dashed line from edge to edge."""
        for start in range(LEFT - 20, RIGHT + 20, 18):
            self._draw.line((start, height, start + 10, height), fill=INK, width=3)

    def legend(self, entries: Sequence[tuple[str, str]], *, dashed: str = "", row: int = 1) -> None:
        """What the dashed line means, if there is one, and each colour; under the first row a second."""
        x, middle = float(LEFT), HEIGHT - 30 + (row - 1) * _LEGEND_LINE
        if dashed:
            for start in (x, x + 18):
                self.bar((start, middle - 2, start + 10, middle + 1), fill=INK)
            self._legend_words(x, middle, dashed)
            x += _MARK + width(dashed, size=_LEGEND) + _GAP
        for colour, words in entries:
            self.bar((x, middle - 12, x + 24, middle + 12), fill=colour)
            self._legend_words(x, middle, words)
            x += _MARK + width(words, size=_LEGEND) + _GAP

    def _legend_words(self, x: float, middle: float, words: str) -> None:
        self.text((x + _MARK, middle), words, size=_LEGEND, fill=SOFT, anchor="lm")

    def png(self) -> bytes:
        """The picture."""
        kept = BytesIO()
        self._image.save(kept, format="PNG", optimize=True)
        return kept.getvalue()

    def _placed(self, box: Box) -> Box:
        left, top, right, bottom = box
        return (WIDTH - right, top, WIDTH - left, bottom) if self._turned else box


def _fitted(words: str) -> str:
    while width(words, size=_SMALL) > RIGHT - LEFT and len(words) > 1:
        words = words[:-2] + "…"
    return words
