"""The picture under a digest: PNG bytes, drawn in memory. Imported only by the worker, when it draws.

Two kinds: first responses in time over the last periods with the goal as a line, and how long the open
cases have waited. A title that says the result, few words, colours that also differ in lightness.
"""

from datetime import date
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.digest.figure import Figure
from bot.digest.lengths import percent
from bot.digest.lettering import begins_right, width, write
from bot.digest.report import Age, Point, Report
from bot.language import listed, month_name, say, say_count

WIDTH, HEIGHT = 960, 560  # read on a phone at a third of it
_INK, _SOFT, _PAPER = "#1d2733", "#5a6875", "#ffffff"
_GOOD, _SHORT, _NOTHING, _GOAL = "#2f7d5b", "#d98a29", "#e3e8ed", "#1d2733"
_BAD = "#b3362d"
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 920, 135, 455
_AGES_TOP, _WIDEST, _DAY = 125, 120, 24
_TITLE, _SMALL, _NUMBER, _LEGEND = 44, 28, 26, 26


class Chart(NamedTuple):
    """A picture with the words for whoever does not see it."""

    png: bytes
    title: str
    alt_text: str


def chart(report: Report) -> Chart | None:
    """The report's chart; none where there is nothing to draw."""
    if report.chart == "in_time" and any(point.in_time.whole for point in report.trend):
        return _in_time(report)
    if report.chart != "none" and report.ages:
        return _waiting(report)
    return None


def _in_time(report: Report) -> Chart:
    points, goal = _from_the_first(report.trend), report.in_time_goal
    reached = percent(points[-1].in_time)
    title = (
        say("{percent} % of first responses in time", percent=reached)
        if reached is not None
        else say("First responses in time: none was due")
    )
    legend = ((_GOOD, say("at or over {goal} %", goal=goal)), (_SHORT, say("under it")))
    image, draw = _sheet(report, title, legend)
    _bars(draw, points, goal)
    told = listed(f"{_label(point.key)} {_said(percent(point.in_time))}" for point in points)
    alt = say(
        "Bars: first responses in time, the last {count} periods, goal {goal} %. {told}.",
        count=len(points),
        goal=goal,
        told=told,
    )
    return Chart(_png(image), title, f"{report.title}. {alt}")


def _bars(draw: ImageDraw.ImageDraw, points: tuple[Point, ...], goal: int) -> None:
    step = min((_RIGHT - _LEFT) / len(points), _WIDEST)
    for number, point in enumerate(points):
        middle, value = _LEFT + step * (number + 0.5), percent(point.in_time)
        half, last = step * 0.38, number == len(points) - 1
        if value is None:
            box = (middle - half, _BOTTOM - 4, middle + half, _BOTTOM)
            draw.rectangle(box, fill=_NOTHING)
        else:
            top = _BOTTOM - max(4.0, (_BOTTOM - _TOP) * value / 100)
            colour = _GOOD if value >= goal else _SHORT
            draw.rounded_rectangle((middle - half, top, middle + half, _BOTTOM), 5, fill=colour)
            low = value < 20  # too low to hold its number
            ink = _INK if low or colour == _SHORT else _PAPER
            at = (middle, top - 18 if low else _BOTTOM - 20)
            write(draw, at, str(value), size=_NUMBER, fill=ink, anchor="mm")
        if len(points) < 8 or number % 2 == (len(points) - 1) % 2:
            ink = _INK if last else _SOFT
            write(draw, (middle, _BOTTOM + 14), _label(point.key), size=_DAY, fill=ink, anchor="ma")
    _goal_line(draw, goal)


def _from_the_first(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without the empty periods before there was anything to count."""
    first = next(number for number, point in enumerate(points) if point.in_time.whole)
    return points[first:]


def _goal_line(draw: ImageDraw.ImageDraw, goal: int) -> None:
    height = _BOTTOM - (_BOTTOM - _TOP) * goal / 100
    for start in range(_LEFT - 20, _RIGHT + 20, 18):
        draw.line((start, height, start + 10, height), fill=_GOAL, width=3)


def _waiting(report: Report) -> Chart:
    people = report.counts.get(Figure.WAITING, 0)
    title = say("Nobody is waiting")
    if people:
        title = say_count(
            people, "{count:,} waiting for an answer", "{count:,} waiting for an answer"
        )
    legend = ((_GOOD, say("under 4 h")), (_SHORT, say(str(Age.UNDER_1_DAY))), (_BAD, say("longer")))
    image, draw = _sheet(report, title, legend)
    colours = dict(zip(Age, (_GOOD, _GOOD, _SHORT, _BAD, _BAD), strict=True))
    most, step = max(report.ages.values()), (_BOTTOM - _AGES_TOP) / len(Age)
    for number, age in enumerate(Age):
        middle, count = _AGES_TOP + step * (number + 0.5), report.ages.get(age, 0)
        write(draw, (_LEFT, middle), say(str(age)), size=30, fill=_INK, anchor="lm")
        left, room = _LEFT + 225, _RIGHT - _LEFT - 325
        length = room * count / most if count else 3
        box = (left, middle - step * 0.33, left + max(length, 3), middle + step * 0.33)
        draw.rounded_rectangle(box, 5, fill=colours[age] if count else _NOTHING)
        at = (left + max(length, 3) + 14, middle)
        write(draw, at, f"{count:,}", size=32, fill=_INK if count else _SOFT, anchor="lm")
    told = listed(f"{say(str(age))} {report.ages.get(age, 0)}" for age in Age)
    alt = say("Bars: how long open cases wait. {told}.", told=told)
    return Chart(_png(image), title, f"{report.title}. {alt}")


def _sheet(
    report: Report, title: str, legend: tuple[tuple[str, str], ...]
) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """White, with title, the digest's own name and the legend."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    left, anchor = (_RIGHT, "rm") if begins_right(title) else (_LEFT, "lm")
    write(draw, (left, 40), title, size=_TITLE, fill=_INK, anchor=anchor)
    write(draw, (left, 94), _fitted(report.title), size=_SMALL, fill=_SOFT, anchor=anchor)
    x = float(_LEFT)
    for colour, words in legend:
        draw.rounded_rectangle((x, HEIGHT - 42, x + 24, HEIGHT - 18), 5, fill=colour)
        write(draw, (x + 34, HEIGHT - 30), words, size=_LEGEND, fill=_SOFT, anchor="lm")
        x += 34 + width(words, size=_LEGEND) + 36
    if report.chart == "in_time" and report.trend:
        draw.line((x, HEIGHT - 30, x + 30, HEIGHT - 30), fill=_GOAL, width=3)
        words = say("goal {goal} %", goal=report.in_time_goal)
        write(draw, (x + 40, HEIGHT - 30), words, size=_LEGEND, fill=_SOFT, anchor="lm")
    return image, draw


def _fitted(words: str) -> str:
    while width(words, size=_SMALL) > _RIGHT - _LEFT and len(words) > 1:
        words = words[:-2] + "…"
    return words


def _label(key: str) -> str:
    """``21 Nov``; of a shift the day and its time."""
    day = date.fromisoformat(key[:10])
    return f"{day.day} {key[11:16]}" if len(key) > 10 else f"{day.day} {month_name(day)}"


def _said(value: int | None) -> str:
    return say("none due") if value is None else f"{value} %"


def _png(image: Image.Image) -> bytes:
    kept = BytesIO()
    image.save(kept, format="PNG", optimize=True)
    return kept.getvalue()
