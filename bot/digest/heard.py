"""The signals and surges of a period in words."""

from bot.digest.lengths import duration
from bot.digest.report import Report
from bot.domain.rules.signal_rules import title_said
from bot.domain.triage.ideas import named
from bot.language import say, say_count


def heard(report: Report) -> tuple[tuple[str, str], ...]:
    """How often each was heard, and how often somebody said that it was not so."""
    rows: list[tuple[str, str]] = []
    for signal in report.signals:
        told = say_count(signal.cases, "{count} case", "{count} cases")
        if signal.taken_back:
            told = say("{cases}, {count} of them taken back", cases=told, count=signal.taken_back)
        rows.append((title_said(signal.title).capitalize(), told))
    return tuple(rows)


def gathered(report: Report) -> tuple[tuple[str, str], ...]:
    """How many wrote in each surge, how many were answered, and how long it lasted."""
    rows: list[tuple[str, str]] = []
    for surge in report.surges:
        lasted = duration(surge.lasted) if surge.lasted is not None else say("goes on")
        told = say_count(
            surge.customers,
            "{count} customer, {answered} answered, {lasted}",
            "{count} customers, {answered} answered, {lasted}",
            answered=f"{surge.answered:,}",
            lasted=lasted,
        )
        rows.append((named(surge.topic), told))
    return tuple(rows)
