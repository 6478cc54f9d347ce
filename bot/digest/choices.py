"""Which figures of a report can be opened, in groups as its tables stand."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.digest.causes import CAUSE_WORDS
from bot.digest.chat_figures import route_words
from bot.digest.figure import FIGURE_TITLE, Figure
from bot.digest.narrowing import By, Only, Titles, by_key
from bot.digest.report import Group, Report
from bot.domain.records.chat import ChatRoute
from bot.domain.rules.digest_rules import Part
from bot.domain.sla.policy import METRIC_TITLE, Metric
from bot.language import say


class Choice(NamedTuple):
    """A figure, of what, and how it reads."""

    figure: Figure
    label: str
    only: Only | None = None


class ChoiceGroup(NamedTuple):
    """Choices under a title."""

    title: str
    choices: tuple[Choice, ...]


def choices(report: Report, *, titles: Titles = by_key) -> list[ChoiceGroup]:
    """Every figure that has cases; an empty group is left out."""
    groups = [ChoiceGroup(say("In all"), tuple(_in_all(report)))]
    if Part.BREACHES in report.parts:
        groups.append(ChoiceGroup(say("Targets missed, and why"), tuple(_missed(report))))
    if Part.ENDINGS in report.parts:
        groups.append(ChoiceGroup(say("Secure chat"), tuple(_chats(report))))
    if Part.GROUPS in report.parts:
        told = (
            (say("By channel"), By.CHANNEL, report.by_channel),
            (say("By brand"), By.BRAND, report.by_brand),
            (say("By team"), By.TEAM, report.by_team),
            (say("By priority"), By.PRIORITY, report.by_priority),
            (say("By language"), By.LANGUAGE, report.by_language),
            (say("By topic"), By.TOPIC, report.by_topic),
        )
        groups += [
            ChoiceGroup(title, tuple(_of_groups(lines, by, titles)))
            for title, by, lines in told
            if len(lines) > 1
        ]
    return [group for group in groups if group.choices]


def title_of(figure: Figure, only: Only | None, *, titles: Titles) -> str:
    """``Targets missed, first response``; ``Waiting for an answer now, X``."""
    title = say(FIGURE_TITLE[figure])
    return title if only is None else f"{title}: {_name_of(only, titles)}"


def _name_of(only: Only, titles: Titles) -> str:
    if only.by is By.METRIC:
        return say(METRIC_TITLE[Metric(only.name)])
    if only.by is By.CAUSE:
        return next((say(words) for cause, words in CAUSE_WORDS.items() if cause == only.name), "")
    if only.by is By.ROUTE:
        return next((route_words(route) for route in ChatRoute if route == only.name), "")
    return titles(only.by, only.name) or say("without a name")


def _in_all(report: Report) -> Iterator[Choice]:
    for figure in Figure:
        if report.count(figure):
            yield Choice(figure, f"{say(FIGURE_TITLE[figure])} ({report.count(figure):,})")


def _missed(report: Report) -> Iterator[Choice]:
    """By promise and by cause. One case may have missed several, so only the form counts cases."""
    for metric in report.broken:
        only = Only(By.METRIC, metric)
        yield Choice(Figure.BROKEN, say(METRIC_TITLE[metric]), only)
    for cause in report.causes:
        only = Only(By.CAUSE, cause)
        yield Choice(Figure.BROKEN, say(CAUSE_WORDS[cause]).capitalize(), only)


def _chats(report: Report) -> Iterator[Choice]:
    """By how the invitation went out, where both ways were used."""
    told = ((Figure.CHAT_SENT, report.chats.sent), (Figure.CHAT_CAME, report.chats.came))
    for figure, counts in told:
        if len(counts) > 1:
            for route, count in counts.items():
                label = f"{say(FIGURE_TITLE[figure])}: {route_words(route)} ({count:,})"
                yield Choice(figure, label, Only(By.ROUTE, route))


def _of_groups(lines: tuple[Group, ...], by: By, titles: Titles) -> Iterator[Choice]:
    for line in lines:
        name = titles(by, line.name) or say("without a name")
        counts = {
            Figure.RECEIVED: line.received,
            Figure.NOT_ANSWERED: line.answered.whole - line.answered.part,
            Figure.FIRST_LATE: line.in_time.whole - line.in_time.part,
            Figure.WAITING: line.waiting,
        }
        for figure, count in counts.items():
            if count:
                label = f"{name}: {say(FIGURE_TITLE[figure])} ({count:,})"
                yield Choice(figure, label, Only(by, line.name))
