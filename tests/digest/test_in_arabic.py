"""A digest for Arabic readers: every figure, table and label of the chart, with nothing left in English."""

import re
from datetime import timedelta

import pytest

from bot.digest.causes import Cause
from bot.digest.choices import choices
from bot.digest.figure import Figure
from bot.digest.periods import Period
from bot.digest.pictures.charts import chart
from bot.digest.pictures.sheet import HEIGHT, WIDTH
from bot.digest.report import (
    Age,
    CaseToSee,
    Earlier,
    Group,
    Point,
    Report,
    Share,
    Times,
    Why,
)
from bot.digest.words import wording
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.sla.policy import Metric
from bot.language import speaking
from tests.digest.pictures.test_charts import size
from tests.domain.calendars import at

END = at("2026-11-21 08:30")
TOOK = Times(count=9, median=timedelta(minutes=40), p90=timedelta(days=2, hours=3))
OLDEST = CaseToSee(
    case_id=7, brand="b", channel="c", why=Why.UNANSWERED, at=END - timedelta(hours=5)
)
FULL = Report(
    period=Period(digest="daily", key="2026-11-21", start=at("2026-11-20 08:30"), end=END),
    title="الملخص اليومي",
    as_of=END,
    counts={figure: 20 + number for number, figure in enumerate(Figure)},
    private={Figure.RECEIVED: 3, Figure.WAITING: 1},
    answered=Share(part=12, whole=15),
    in_time={metric: Share(part=9, whole=10) for metric in Metric},
    response=TOOK,
    resolution=TOOK,
    broken=dict.fromkeys(Metric, 2),
    causes=dict.fromkeys(Cause, 2),
    resolved=dict.fromkeys(Outcome, 2),
    not_actionable=dict.fromkeys(NotActionableReason, 2),
    ages=dict.fromkeys(Age, 3),
    oldest=OLDEST,
    ahead={0: 3, 1: 2},
    by_channel=(
        Group(name="س", received=3),
        Group(name="", received=2, in_time=Share(part=1, whole=2)),
    ),
    by_brand=(Group(name="أ", received=3), Group(name="ب", answered=Share(part=1, whole=2))),
    earlier=Earlier(
        received=30,
        answered=Share(part=1, whole=2),
        in_time={Metric.FIRST_RESPONSE: Share(part=1, whole=2)},
        response=Times(count=3, median=timedelta(hours=1), p90=timedelta(hours=1)),
    ),
    trend=(
        Point(key="2026-11-20", in_time=Share(part=7, whole=10)),
        Point(key="2026-11-21", in_time=Share(part=9, whole=10)),
    ),
    set_aside=4,
    unread=3,
    erased=2,
)
QUIET = FULL.model_copy(
    update={"counts": {}, "broken": {}, "set_aside": 0, "answered": Share(), "oldest": None}
)
_LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("report", [FULL, QUIET], ids=["full", "quiet"])
def test_every_figure_is_told_in_arabic(report: Report) -> None:
    with speaking("ar"):
        told = [wording.sentence(report)]
        told += [f"{label} {value}" for label, value in wording.figures(report)]
        told += [band for band, _ in wording.ages(report)]
        for group in choices(report):
            told += [group.title, *(choice.label for choice in group.choices)]
        for table in wording.tables(report):
            told += [table.title, *(f"{label} {value}" for label, value in table.rows)]
    assert [words for words in told if _LATIN.search(words)] == []


@pytest.mark.parametrize(
    ("part", "whole"), [(0, 0), (0, 35), (35, 35), (1, 20), (2, 20), (11, 20), (0, 20), (20, 20)]
)
def test_what_came_in_is_told_in_arabic(part: int, whole: int) -> None:
    counts = {Figure.RECEIVED: 35, Figure.WAITING: 1}
    report = FULL.model_copy(update={"counts": counts, "answered": Share(part=part, whole=whole)})
    with speaking("ar"):
        assert not _LATIN.search(wording.sentence(report))


@pytest.mark.parametrize("why", list(Why))
def test_why_a_case_is_to_be_looked_at_is_told_in_arabic(why: Why) -> None:
    entry = OLDEST.model_copy(update={"why": why, "metric": Metric.FIRST_RESPONSE})
    with speaking("ar"):
        assert not _LATIN.search(entry.words)


@pytest.mark.parametrize("kind", ["in_time", "waiting"])
def test_the_chart_is_labelled_in_arabic(kind: str) -> None:
    with speaking("ar"):
        drawn = chart(FULL.model_copy(update={"chart": kind}))
    assert drawn is not None
    assert size(drawn.png) == (WIDTH, HEIGHT)
    assert not _LATIN.search(drawn.title + drawn.alt_text)
