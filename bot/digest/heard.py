"""The signals of a period in words."""

from bot.digest.report import Report
from bot.domain.rules.signal_rules import title_said
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
