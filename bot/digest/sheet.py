"""The paper a chart is drawn on. For a reader from right to left everything stands the other way round:
labels, bars, the run of time, the legend.
"""

from io import BytesIO

from PIL import Image, ImageDraw

from bot.digest.lettering import width, write
from bot.language import is_right_to_left

WIDTH, HEIGHT = 960, 560  # read on a phone at a third of it
LEFT, RIGHT = 40, 920  # the margins, where reading begins and ends
INK, SOFT, PAPER, PALE = "#1d2733", "#5a6875", "#ffffff", "#e3e8ed"
_TITLE, _SMALL, _LEGEND = 44, 28, 26
_ROUND, _MARK, _GAP = 5, 36, 32
_TURNED = str.maketrans("lr", "rl")

Box = tuple[float, float, float, float]  # from the left edge, top, right edge, bottom


class Sheet:
    """White, with a title and a line under it. Places are counted from where reading begins."""

    def __init__(self, *, title: str, under: str) -> None:
        self._image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
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

    def dashes(self, height: float) -> None:
        """A dashed line from edge to edge."""
        for start in range(LEFT - 20, RIGHT + 20, 18):
            self._draw.line((start, height, start + 10, height), fill=INK, width=3)

    def legend(self, line: str, entries: tuple[tuple[str, str], ...]) -> None:
        """What the dashed line means, and each colour."""
        x, middle = float(LEFT), HEIGHT - 30
        for start in (x, x + 18):
            self.bar((start, middle - 2, start + 10, middle + 1), fill=INK)
        self._legend_words(x, middle, line)
        x += _MARK + width(line, size=_LEGEND) + _GAP
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
