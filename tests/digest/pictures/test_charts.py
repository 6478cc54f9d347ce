"""The chart: a picture of its size with words for whoever does not see it; Arabic letters joined."""

import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from bot.digest.figure import Figure
from bot.digest.periods import Period
from bot.digest.pictures import lettering
from bot.digest.pictures.charts import chart
from bot.digest.pictures.sheet import HEIGHT, WIDTH, Sheet
from bot.digest.report import Age, Point, Report, Share
from bot.digest.words import wording
from bot.digest.words.goals import Standing, standing
from bot.language import speaking
from tests.domain.calendars import at

END = at("2026-11-21 08:30")
QUIET = Report(
    period=Period(digest="daily", key="2026-11-21", start=at("2026-11-20 08:30"), end=END),
    title="Daily digest",
    as_of=END,
)
ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 11, 21)
BASIC = ImageFont.Layout.BASIC  # without libfribidi


def report(*percent: int | None, **more: object) -> Report:
    """A report whose last periods were like this, in percent; None is one with nothing due."""
    trend = tuple(
        Point(
            key=(DAY - timedelta(days=len(percent) - 1 - n)).isoformat(),
            in_time=Share(part=value or 0, whole=0 if value is None else 100),
        )
        for n, value in enumerate(percent)
    )
    return QUIET.model_copy(update={"trend": trend, **more})


def size(png: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.size


def test_the_last_periods_are_told_in_the_title_and_in_words() -> None:
    drawn = chart(report(None, 88, None, 95, 86))
    assert drawn is not None
    assert size(drawn.png) == (WIDTH, HEIGHT)
    assert drawn.title == "86 % of first responses in time"
    assert drawn.alt_text == (
        "Daily digest. Bars: first responses in time, the last 4 periods, goal 90 %. "
        "18 Nov 88 %, 19 Nov none due, 20 Nov 95 %, 21 Nov 86 %."
    )


def test_those_who_wait_are_drawn_by_age() -> None:
    drawn = chart(
        report(
            90,
            chart="waiting",
            ages={Age.UNDER_1_HOUR: 12, Age.OLDER: 1},
            counts={Figure.WAITING: 13},
        )
    )
    assert drawn is not None
    assert drawn.title == "13 waiting for an answer"
    assert "under 1 h 12" in drawn.alt_text
    assert "over 3 days 1" in drawn.alt_text


def test_where_there_is_nothing_to_draw_there_is_no_picture() -> None:
    assert chart(QUIET) is None
    assert chart(report(None, None)) is None
    assert chart(report(90, chart="none")) is None


@pytest.mark.parametrize("title", ["", "x" * 500, "الملخص اليومي", "a\nb", "👩‍👧 \x00", "١٢٣ (X)"])
@pytest.mark.parametrize("percent", [0, 1, 100])
def test_any_title_and_share_can_be_drawn(title: str, percent: int) -> None:
    drawn = chart(report(*[percent] * 14, title=title))
    assert drawn is not None
    assert size(drawn.png) == (WIDTH, HEIGHT)


def test_a_month_of_shifts_is_labelled_with_its_times() -> None:
    points = tuple(
        Point(key=f"2026-11-21T{h:02}:00", in_time=Share(part=1, whole=1)) for h in (7, 15)
    )
    drawn = chart(QUIET.model_copy(update={"trend": points}))
    assert drawn is not None
    assert "21 07:00 100 %, 21 15:00 100 %" in drawn.alt_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("بنك", "\ufeda\ufee8\ufe91"),
        ("لا", "\ufefb"),
        ("سلام", "\ufee1\ufefc\ufeb3"),
        ("دار", "\ufead\ufe8d\ufea9"),
    ],
)
def test_without_the_library_letters_are_joined_by_hand(written: str, shown: str) -> None:
    assert lettering.by_hand(written) == shown


def test_numbers_and_latin_words_keep_their_order_inside_arabic() -> None:
    assert lettering.by_hand("ساعة 24 (X)") == f"24 (X) {lettering.by_hand('ساعة')}"


@pytest.mark.parametrize(
    "written",
    [
        "94٪ من الردود الأولى",
        "39 من العملاء",
        "أكثر من 3 أيام",
        "ملخص (بنك الشمال)",
        "ملخص X اليومي",
    ],
)
def test_by_hand_a_line_looks_as_the_library_lays_it_out(written: str) -> None:
    blank = Image.new("L", (700, 60), 255)
    by_library, by_hand, place = blank.copy(), blank.copy(), (690, 30)
    ours = ImageFont.truetype(lettering.font(40).path, 40, layout_engine=BASIC)
    draw = ImageDraw.Draw(by_library)
    lettering.write(draw, place, written, size=40, fill="black", anchor="rm")
    line = lettering.by_hand(written)
    ImageDraw.Draw(by_hand).text(place, line, font=ours, fill="black", anchor="rm")
    seen = [image.filter(ImageFilter.GaussianBlur(5)) for image in (by_library, by_hand)]
    darkest = ImageChops.difference(*seen).histogram()
    assert sum(darkest[70:]) == 0  # a word elsewhere makes over 90


def test_for_an_arabic_reader_the_bars_run_from_the_right() -> None:
    waiting = report(90, chart="waiting", ages={Age.UNDER_1_HOUR: 1}, counts={Figure.WAITING: 1})
    assert bars_begin(waiting) < WIDTH / 2
    with speaking("ar"):
        assert bars_begin(waiting) > WIDTH / 2


def bars_begin(of: Report) -> int:
    """Where the short, empty bands stand, which begin where the long bar does."""
    drawn = chart(of)
    assert drawn is not None
    with Image.open(BytesIO(drawn.png)) as image:
        row = [image.getpixel((x, HEIGHT - 180)) for x in range(WIDTH)]
    return row.index((0xE3, 0xE8, 0xED))


def test_one_period_alone_is_no_trend_so_those_who_wait_are_drawn() -> None:
    drawn = chart(report(None, 40, ages={Age.OLDER: 2}, counts={Figure.WAITING: 2}))
    assert drawn is not None
    assert drawn.title == "2 waiting for an answer"
    alone = chart(report(None, 40))
    assert alone is not None
    assert "one period, goal 90 %. 21 Nov 40 %." in alone.alt_text


def test_colours_of_bars_and_marks_of_words_judge_alike() -> None:
    judged = [standing(Share(part=part, whole=1000), 90) for part in (900, 899, 800, 799)]
    assert judged == [Standing.REACHED, Standing.NEARLY, Standing.NEARLY, Standing.MISSED]


@pytest.mark.parametrize(
    ("begins", "under", "bar"),
    [
        ("2026-11-20", "20 Nov", "20 Nov"),  # until 08:30 on the 21st
        ("2026-11", "Nov 2026", "Nov"),  # its report comes on 1 December
        ("2026-11-20T22:00", "20 Nov 22:00", "20 22:00"),
    ],
)
def test_a_period_is_called_by_what_it_is_and_not_by_its_end(
    begins: str, under: str, bar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    text = Sheet.text

    def heard(sheet: Sheet, at: tuple[float, float], words: str, **how: Any) -> None:
        written.append(words)
        text(sheet, at, words, **how)

    monkeypatch.setattr(Sheet, "text", heard)
    share = Share(part=9, whole=10)
    period = QUIET.period.model_copy(update={"begins": begins})
    points = (Point(key="2026-12-01", in_time=share, begins=begins),) * 2
    drawn = chart(QUIET.model_copy(update={"period": period, "trend": points}))
    assert drawn is not None
    assert f"{bar} 90 %" in drawn.alt_text
    assert any(words.endswith(under) for words in written)
    assert not any("Dec" in words for words in written)


def test_a_share_just_short_of_the_goal_is_never_told_as_the_goal() -> None:
    points = tuple(
        Point(key=key, in_time=Share(part=part, whole=1000))
        for key, part in (("2026-11-20", 899), ("2026-11-21", 29))
    )
    drawn = chart(QUIET.model_copy(update={"trend": points}))
    assert drawn is not None
    assert drawn.title == "3 % of first responses in time"
    assert "20 Nov 89 %, 21 Nov 3 %." in drawn.alt_text
    figure = QUIET.model_copy(
        update={"counts": {Figure.RECEIVED: 1}, "answered": Share(part=949, whole=1000)}
    )
    assert dict(wording.figures(figure))["Answered"] == "🟠 94 % (949 of 1,000)\ngoal 95 %"


def test_by_hand_and_by_the_library_letters_take_the_same_room() -> None:
    text = "الملخص اليومي لبنك الشمال"
    by_hand = lettering.font(40).getlength(lettering.by_hand(text))
    assert lettering.width(text, size=40) == pytest.approx(by_hand, rel=0.03)


def test_nothing_is_loaded_to_draw_before_there_is_something_to_draw() -> None:
    told = "import sys, handlers.web, handlers.worker.jobs; assert 'PIL' not in sys.modules"
    subprocess.run([sys.executable, "-c", told], check=True, cwd=ROOT, timeout=60)


def test_under_the_share_stands_what_came_in_and_what_was_open() -> None:
    points = tuple(
        point.model_copy(update={"received": 10 + n, "open": n})
        for n, point in enumerate(report(80, 95).trend)
    )
    drawn = chart(QUIET.model_copy(update={"trend": points}))
    assert drawn is not None
    assert drawn.alt_text.endswith("Below: 20 Nov 10 new, 0 open, 21 Nov 11 new, 1 open.")
    assert size(drawn.png)[1] > HEIGHT  # room for the second line of the legend
    older = chart(report(80, 95))
    assert older is not None
    assert "Below" not in older.alt_text  # a report kept from before it was counted
