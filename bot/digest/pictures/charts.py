"""The picture under a digest: PNG bytes, drawn in memory. Imported only by the worker, when it draws.

Two kinds: first responses in time over the last periods with the goal as a line, and how long the open
cases have waited. A title that says the result, few words, colours that also differ in lightness.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.digest.figure import Figure
from bot.digest.pictures import voice_chart
from bot.digest.pictures.sheet import INK, LEFT, PALE, PAPER, RIGHT, SOFT, Sheet
from bot.digest.report import Age, Point, Report, Share
from bot.digest.words.goals import NEARLY, Standing, standing, told_beside
from bot.language import listed, month_name, say, say_count

_GOOD, _SHORT, _BAD = "#2f7d5b", "#d98a29", "#b3362d"
_COLOURS = {Standing.REACHED: _GOOD, Standing.NEARLY: _SHORT, Standing.MISSED: _BAD}
_TOP, _BOTTOM = 135, 455
_SHARES_END = 300  # where the first bars stand, when what came in stands under them
_FLOW_TOP, _FLOW_END = 345, 455
_FLOW, _OPEN = "#8fb3d9", "#1d2733"
_AGES_TOP, _WIDEST, _DAY = 125, 120, 24
_NUMBER, _SMALL = 26, 22
_A_MONTH = len("2026-11")
_COMPARABLE = 2  # bars that make a picture; one alone is a number, and stands in the text


class Chart(NamedTuple):
    """A picture with the words for whoever does not see it."""

    png: bytes
    title: str
    alt_text: str


def chart(report: Report) -> Chart | None:
    """The report's chart; none where there is nothing to draw."""
    if report.chart == "causes" and report.voice is not None and report.voice.causes:
        sheet = Sheet(title=voice_chart.title(report), under=_of_period(report))
        alt = voice_chart.of_causes(sheet, report.voice)
        return Chart(sheet.png(), voice_chart.title(report), f"{report.title}. {alt}")
    counted = sum(point.in_time.whole > 0 for point in report.trend)
    if report.chart == "in_time" and counted and (counted >= _COMPARABLE or not report.ages):
        return _in_time(report)
    if report.chart not in {"none", "causes"} and report.ages:
        return _waiting(report)
    return None


def _in_time(report: Report) -> Chart:
    points, goal = _from_the_first(report.trend), report.in_time_goal
    reached = told_beside(points[-1].in_time, goal)
    title = (
        say("{percent} % of first responses in time", percent=reached)
        if reached is not None
        else say("First responses in time: none was due")
    )
    flows = all(point.received is not None and point.open is not None for point in points)
    sheet = Sheet(title=title, under=_of_period(report), legends=2 if flows else 1)
    _bars(sheet, points, goal, bottom=_SHARES_END if flows else _BOTTOM)
    if flows:
        _flows(sheet, points)
        sheet.legend(((_FLOW, say("new cases")), (_OPEN, say("open at its end"))), row=2)
    sheet.legend(_legend(points, goal), dashed=say("goal {goal} %", goal=goal))
    told = listed(
        f"{_label(point.begins or point.key)} {_said(told_beside(point.in_time, goal))}"
        for point in points
    )
    alt = say_count(
        len(points),
        "Bars: first responses in time, one period, goal {goal} %. {told}.",
        "Bars: first responses in time, the last {count} periods, goal {goal} %. {told}.",
        goal=goal,
        told=told,
    )
    if flows:
        alt = f"{alt} {_flow_words(points)}"
    return Chart(sheet.png(), title, f"{report.title}. {alt}")


def _flow_words(points: tuple[Point, ...]) -> str:
    told = listed(
        say(
            "{period} {received} new, {open} open",
            period=_label(point.begins or point.key),
            received=f"{point.received or 0:,}",
            open=f"{point.open or 0:,}",
        )
        for point in points
    )
    return say("Below: {told}.", told=told)


def _flows(sheet: Sheet, points: tuple[Point, ...]) -> None:
    """What came in as bars, what was open at the end of each as dots joined by a line."""
    most = max(1, *(max(point.received or 0, point.open or 0) for point in points))
    height = _FLOW_END - _FLOW_TOP
    dots = []
    for middle, half, point in _places(points):
        came, left = point.received or 0, point.open or 0
        top = _FLOW_END - max(3.0, height * came / most)
        sheet.bar((middle - half, top, middle + half, _FLOW_END), fill=_FLOW if came else PALE)
        dots.append((middle, _FLOW_END - height * left / most))
        sheet.text((middle, _FLOW_TOP - 16), f"{came:,}", size=_SMALL, fill=SOFT, anchor="mm")
    sheet.line(dots, fill=_OPEN)
    sheet.text(
        (dots[-1][0], dots[-1][1] - 20), f"{points[-1].open:,}", size=_DAY, fill=_OPEN, anchor="mm"
    )


def _places(points: tuple[Point, ...]) -> Iterator[tuple[float, float, Point]]:
    """Where each period stands: its middle, half its width."""
    step = min((RIGHT - LEFT) / len(points), _WIDEST)
    for number, point in enumerate(points):
        yield LEFT + step * (number + 0.5), step * 0.38, point


def _legend(points: tuple[Point, ...], goal: int) -> tuple[tuple[str, str], ...]:
    """The colours that are there."""
    seen = {standing(point.in_time, goal) for point in points if point.in_time.whole}
    words = {
        Standing.REACHED: say("reached"),
        Standing.NEARLY: say("within {count} points", count=NEARLY),
        Standing.MISSED: say("further off"),
    }
    return tuple((_COLOURS[each], words[each]) for each in Standing if each in seen)


def _bars(sheet: Sheet, points: tuple[Point, ...], goal: int, *, bottom: int) -> None:
    for number, (middle, half, point) in enumerate(_places(points)):
        last = number == len(points) - 1
        _bar(sheet, point.in_time, goal, middle=middle, half=half, bottom=bottom)
        if len(points) < 8 or number % 2 == (len(points) - 1) % 2:
            at, ink = (middle, _BOTTOM + 14), INK if last else SOFT
            sheet.text(at, _label(point.begins or point.key), size=_DAY, fill=ink, anchor="ma")
    sheet.dashes(bottom - (bottom - _TOP) * goal / 100)


def _bar(sheet: Sheet, share: Share, goal: int, *, middle: float, half: float, bottom: int) -> None:
    """Of a period in which nothing was due a thin line only: it was measured at nothing."""
    value = told_beside(share, goal)
    if value is None:
        sheet.bar((middle - half, bottom - 2, middle + half, bottom), fill=PALE)
        return
    top = bottom - max(4.0, (bottom - _TOP) * value / 100)
    colour = _COLOURS[standing(share, goal)]
    sheet.bar((middle - half, top, middle + half, bottom), fill=colour)
    low = value < 20  # too low to hold its number
    ink = INK if low or colour == _SHORT else PAPER
    at = (middle, top - 18 if low else bottom - 20)
    sheet.text(at, str(value), size=_NUMBER, fill=ink, anchor="mm")


def _from_the_first(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without the empty periods before there was anything to count."""
    first = next(number for number, point in enumerate(points) if point.in_time.whole)
    return points[first:]


def _waiting(report: Report) -> Chart:
    people = report.counts.get(Figure.WAITING, 0)
    title = say("Nobody is waiting")
    if people:
        title = say_count(people, "{count} waiting for an answer", "{count} waiting for an answer")
    sheet = Sheet(title=title, under=_of_period(report))
    colours = dict(zip(Age, (_GOOD, _GOOD, _SHORT, _BAD, _BAD), strict=True))
    most, step = max(report.ages.values()), (_BOTTOM + 20 - _AGES_TOP) / len(Age)
    for number, age in enumerate(Age):
        middle, count = _AGES_TOP + step * (number + 0.5), report.ages.get(age, 0)
        sheet.text((LEFT, middle), say(str(age)), size=30, fill=INK, anchor="lm")
        start, room = LEFT + 225, RIGHT - LEFT - 325
        length = max(room * count / most, 3)
        box = (start, middle - step * 0.33, start + length, middle + step * 0.33)
        sheet.bar(box, fill=colours[age] if count else PALE)
        ink = INK if count else SOFT
        sheet.text((start + length + 14, middle), f"{count:,}", size=32, fill=ink, anchor="lm")
    told = listed(f"{say(str(age))} {report.ages.get(age, 0):,}" for age in Age)
    alt = say("Bars: how long open cases wait. {told}.", told=told)
    return Chart(sheet.png(), title, f"{report.title}. {alt}")


def _of_period(report: Report) -> str:
    """``Daily digest, 20 Nov``; of a shift with its time, of a month with its year."""
    called = report.period.begins or report.period.key
    if len(called) == _A_MONTH:
        return listed((report.title, f"{_label(called)} {called[:4]}"))
    day = date.fromisoformat(called[:10])
    return listed((report.title, f"{day.day} {month_name(day)} {called[11:16]}".rstrip()))


def _label(called: str) -> str:
    """``20 Nov``; of a month ``Nov``; of a shift the day and its time."""
    if len(called) == _A_MONTH:
        return month_name(date.fromisoformat(f"{called}-01"))
    day = date.fromisoformat(called[:10])
    return f"{day.day} {called[11:16]}" if len(called) > 10 else f"{day.day} {month_name(day)}"


def _said(value: int | None) -> str:
    return say("none due") if value is None else say("{percent} %", percent=value)
