"""The promises that were missed, in words: in the period and why, and earlier but known only now."""

from collections.abc import Mapping

from bot.digest.causes import CAUSE_WORDS
from bot.digest.report import Report
from bot.domain.sla.policy import METRIC_TITLE, Metric
from bot.domain.text.references import case_reference
from bot.language import listed, say

Row = tuple[str, str]  # label and value


def missed(report: Report) -> tuple[Row, ...]:
    """Label and value of each line: what was missed in the period and why, and what before it."""
    late = report.late
    if not late.total:
        return _missed_in_the_period(report)
    named = "".join(f" · {case_reference(number)}" for number in late.cases)
    value = f"{late.total:,} ({_by_metric(late.missed)}){named}"
    return (*_missed_in_the_period(report), (say("Missed earlier, known only now"), value))


def _by_metric(counts: Mapping[Metric, int]) -> str:
    return listed(f"{say(METRIC_TITLE[metric]).lower()} {n:,}" for metric, n in counts.items())


def _missed_in_the_period(report: Report) -> tuple[Row, ...]:
    if not report.broken:
        return ((say("Missed"), "0"),) if report.in_time else ()
    causes = tuple(
        (say(CAUSE_WORDS[cause]).capitalize(), f"{n:,}") for cause, n in report.causes.items()
    )
    return ((say("Missed"), f"{report.broken_total:,} ({_by_metric(report.broken)})"), *causes)
