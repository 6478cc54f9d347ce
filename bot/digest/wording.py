"""A report in words and numbers that stand by themselves, for a phone, a terminal or a blind reader."""

from datetime import timedelta

from bot.digest.report import Report
from bot.domain.closure import NotActionableReason, Outcome
from bot.domain.references import case_reference
from bot.domain.sla.policy import METRIC_TITLE

OUTCOME_WORDS: dict[str, str] = {
    Outcome.FIXED: "put right",
    Outcome.EXPLAINED: "explained",
    Outcome.REDRESS: "redress",
    Outcome.PASSED_ON: "passed on",
    Outcome.NO_FAULT: "no fault found",
    Outcome.WITHDRAWN: "withdrawn",
    NotActionableReason.NO_REPLY_NEEDED: "no reply needed",
    NotActionableReason.PRAISE: "praise",
    NotActionableReason.NOT_OURS: "not ours",
    NotActionableReason.SPAM: "spam",
    NotActionableReason.DUPLICATE: "duplicate",
    NotActionableReason.DELETED: "deleted",
}


def sentence(report: Report) -> str:
    """The whole report in a breath."""
    if report.is_quiet:
        return "A quiet time: nothing new came in, and nobody is waiting for an answer."
    return " ".join((_came_in(report), _waiting(report)))


def figures(report: Report) -> tuple[tuple[str, str], ...]:
    """Label and value, in order; what has no value is left out."""
    rows = [
        ("Received", _with_private(report.received, report.received_private)),
        ("Answered", _share(report.answered, report.needed_answer)),
        ("First response in time", _share(report.response_inside, report.response_decided)),
        ("First response took", _times(report)),
        ("Waiting now", _with_private(report.unanswered_now, report.unanswered_private)),
        ("Waiting longest", _oldest(report)),
        ("Without an owner", str(report.unclaimed_now)),
        ("Targets missed", _breaches(report)),
        ("Resolved", _counted(report.resolved)),
        ("Needed no answer", _counted(report.not_actionable)),
    ]
    if report.without_clock:
        rows.insert(0, ("Without a clock", f"{report.without_clock}: add an SLA rule for them"))
    return tuple((label, value) for label, value in rows if value)


def ages(report: Report) -> tuple[tuple[str, int], ...]:
    """How long people have been waiting: the band and how many, the youngest first."""
    return tuple((str(age), count) for age, count in report.ages.items())


def duration(length: timedelta) -> str:
    """``4 min``, ``1 h 20 min``, ``2 days 3 h``."""
    minutes = int(length.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} day{'' if days == 1 else 's'}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {rest} min" if rest else "")
    return f"{rest} min" if rest else "under 1 min"


def _came_in(report: Report) -> str:
    if not report.received:
        return "Nothing new came in."
    came = f"{report.received} new case{'' if report.received == 1 else 's'}"
    if not report.needed_answer:
        return f"{came}; none needed an answer."
    if report.answered == report.needed_answer:
        return f"{came}; all that needed an answer have one."
    answered = report.answered or "none"
    if report.needed_answer == report.received:
        return f"{came}, {answered} of them answered."
    have = "has" if report.answered <= 1 else "have"
    return f"{came}; {answered} of the {report.needed_answer} that needed an answer {have} one."


def _waiting(report: Report) -> str:
    if not report.unanswered_now:
        return "Nobody is waiting now."
    people = report.unanswered_now
    who = "1 customer is" if people == 1 else f"{people} customers are"
    longest = ""
    if report.oldest is not None:
        longest = f", the longest for {duration(report.as_of - report.oldest.at)}"
    return f"{who} waiting now{longest}."


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part * 100 // whole} %)" if whole else ""


def _with_private(total: int, private: int) -> str:
    return f"{total} ({private} in private)" if private else str(total)


def _times(report: Report) -> str:
    if report.median_response is None or report.p90_response is None:
        return ""
    median, slow = duration(report.median_response), duration(report.p90_response)
    return median if median == slow else f"{median} (median), {slow} (slowest tenth)"


def _oldest(report: Report) -> str:
    if report.oldest is None:
        return ""
    return f"{case_reference(report.oldest.case_id)}, {duration(report.as_of - report.oldest.at)}"


def _breaches(report: Report) -> str:
    if not report.breached:
        return "none"
    each = (f"{METRIC_TITLE[metric].lower()} {n}" for metric, n in report.breached.items())
    return f"{report.breached_total} ({', '.join(each)})"


def _counted(counts: dict[Outcome, int] | dict[NotActionableReason, int]) -> str:
    if not counts:
        return ""
    each = (f"{OUTCOME_WORDS[kind]} {n}" for kind, n in counts.items())
    return f"{sum(counts.values())} ({', '.join(each)})"
