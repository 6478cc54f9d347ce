"""A report in words and numbers that stand by themselves, for a phone, a terminal or a blind reader."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.digest.causes import CAUSE_WORDS
from bot.digest.comparing import beside_the_last
from bot.digest.figure import FIGURE_TITLE, Figure
from bot.digest.lengths import duration, percent
from bot.digest.report import Group, Report, Share, Times
from bot.domain.closure import NotActionableReason, Outcome
from bot.domain.digest_rules import Part
from bot.domain.references import case_reference
from bot.domain.sla.policy import METRIC_TITLE, Metric

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
_NEARLY = 10  # points under the goal that are amber and not yet red

BY_CHANNEL = "By channel"

Row = tuple[str, str]  # label and value


class Table(NamedTuple):
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


def sentence(report: Report) -> str:
    """The whole report in a breath."""
    if report.is_quiet:
        return "A quiet time: nothing new came in, and nobody is waiting for an answer."
    return " ".join((_came_in(report), _waiting(report)))


def figures(report: Report) -> tuple[Row, ...]:
    """The few numbers to read first; what has no value is left out."""
    rows = _answered(report) if Part.ANSWERED in report.parts else []
    if Part.AHEAD in report.parts:
        rows += [
            (label, f"{report.count(figure):,}")
            for figure, label in (
                (Figure.OVERDUE, "Overdue now"),
                (Figure.UNCLAIMED, "Without an owner"),
            )
            if report.count(figure)
        ]
    if report.count(Figure.WITHOUT_CLOCK):
        count = report.count(Figure.WITHOUT_CLOCK)
        rows.insert(0, ("Without a clock", f"⚠️ {count}: add an SLA rule for them"))
    return tuple((label, value) for label, value in rows if value)


def _answered(report: Report) -> list[Row]:
    response = report.in_time.get(Metric.FIRST_RESPONSE, Share())
    return [
        ("Answered", _towards(report.answered, report.answered_goal)),
        ("First response in time", _towards(response, report.in_time_goal)),
        ("First response took", _times(report.response)),
        ("Received", _with_private(report, Figure.RECEIVED)),
        ("Waiting now", _with_private(report, Figure.WAITING)),
        ("Waiting longest", _oldest(report)),
    ]


def tables(report: Report) -> tuple[Table, ...]:
    """Everything else, part by part; an empty part is left out."""
    made = (
        (Part.ANSWERED, Table("Against the last period", beside_the_last(report))),
        (Part.AHEAD, Table("What comes next", _ahead(report))),
        (Part.CLOCKS, Table("Targets kept", _kept(report))),
        (Part.BREACHES, Table("Targets missed, and why", _missed(report))),
        (Part.ENDINGS, Table("How it ended", _endings(report))),
        (Part.GROUPS, Table(BY_CHANNEL, _groups(report.by_channel))),
        (Part.GROUPS, Table("By brand", _groups(report.by_brand))),
        (Part.GROUPS, Table("By team", _groups(report.by_team) if _teams_differ(report) else ())),
        (Part.GROUPS, Table("By priority", _groups(report.by_priority))),
    )
    return tuple(table for part, table in made if part in report.parts and table.rows)


def choices(report: Report) -> tuple[tuple[Figure, str], ...]:
    """The figures that have cases to open, with how many."""
    return tuple(
        (figure, f"{FIGURE_TITLE[figure]} ({report.counts[figure]:,})")
        for figure in Figure
        if report.count(figure)
    )


def ages(report: Report) -> tuple[tuple[str, int], ...]:
    """How long people have been waiting: the band and how many, the youngest first."""
    return tuple((str(age), count) for age, count in report.ages.items())


def _came_in(report: Report) -> str:
    received, answered = report.count(Figure.RECEIVED), report.answered
    if not received:
        return "Nothing new came in."
    came = f"{received:,} new case{'' if received == 1 else 's'}"
    if not answered.whole:
        return f"{came}; none needed an answer."
    if answered.part == answered.whole:
        return f"{came}; all that needed an answer have one."
    told = answered.part or "none"
    if answered.whole == received:
        return f"{came}, {told} of them answered."
    have = "has" if answered.part <= 1 else "have"
    return f"{came}; {told} of the {answered.whole:,} that needed an answer {have} one."


def _waiting(report: Report) -> str:
    people = report.count(Figure.WAITING)
    if not people:
        return "Nobody is waiting now."
    who = "1 customer is" if people == 1 else f"{people:,} customers are"
    longest = ""
    if report.oldest is not None:
        longest = f", the longest for {duration(report.as_of - report.oldest.at)}"
    return f"{who} waiting now{longest}."


def _share(share: Share) -> str:
    return f"{percent(share)} % ({share.part:,} of {share.whole:,})" if share.whole else ""


def _towards(share: Share, goal: int) -> str:
    """A share with how it stands to its goal, in a colour and in words."""
    reached = percent(share)
    if reached is None:
        return ""
    mark = "🟢" if reached >= goal else "🟠" if reached >= goal - _NEARLY else "🔴"
    return f"{mark} {_share(share)}\ngoal {goal} %"


def _ahead(report: Report) -> tuple[Row, ...]:
    due = report.count(Figure.AHEAD)
    hours = ", ".join(
        f"{'within the hour' if hour == 0 else f'{hour} to {hour + 1} h'} {count:,}"
        for hour, count in report.ahead.items()
    )
    return (
        (f"Due in the next {report.ahead_hours} h", f"{due:,}" + (f" ({hours})" if hours else "")),
    )


def _kept(report: Report) -> tuple[Row, ...]:
    return tuple((METRIC_TITLE[metric], _share(each)) for metric, each in report.in_time.items())


def _missed(report: Report) -> tuple[Row, ...]:
    if not report.broken:
        return (("Missed", "none"),)
    by_metric = _listed({METRIC_TITLE[m].lower(): n for m, n in report.broken.items()})
    causes = tuple(
        (CAUSE_WORDS[cause].capitalize(), f"{n:,}") for cause, n in report.causes.items()
    )
    return (("Missed", f"{report.broken_total:,} ({by_metric})"), *causes)


def _endings(report: Report) -> tuple[Row, ...]:
    answered, only = report.count(Figure.ANSWERED), report.count(Figure.ONLY_ANSWERED)
    private, unsettled = report.count(Figure.TO_PRIVATE), report.count(Figure.PRIVATE_OPEN)
    rows = (
        (
            "Of those answered",
            f"{answered - only:,} resolved, {only:,} only answered" if answered else "",
        ),
        ("Resolved", _outcomes(report.resolved)),
        ("Resolving took", _times(report.resolution)),
        ("Reopened", f"{report.count(Figure.REOPENED):,}"),
        (
            "Sent to private",
            f"{private:,}, {private - unsettled or 'none'} with an outcome yet" if private else "",
        ),
        ("Needed no answer", _outcomes(report.not_actionable)),
        ("Meant for another bank", f"{report.count(Figure.NOT_OURS):,}"),
    )
    return tuple((label, value) for label, value in rows if value and value != "0")


def _groups(groups: tuple[Group, ...]) -> tuple[Row, ...]:
    return (
        tuple((group.name or "none", _group(group)) for group in groups) if len(groups) > 1 else ()
    )


def _teams_differ(report: Report) -> bool:
    """Whether teams say anything that brands do not: a bank may have one team for each brand."""
    by_brand, by_team = (
        sorted(str(group.model_copy(update={"name": ""})) for group in groups)
        for groups in (report.by_brand, report.by_team)
    )
    return by_brand != by_team


def _group(group: Group) -> str:
    told = [f"{group.received:,} new"]
    if group.answered.whole:
        told.append(f"{percent(group.answered)} % answered")
    if group.in_time.whole:
        told.append(f"{percent(group.in_time)} % in time")
    return ", ".join((*told, f"{group.waiting:,} waiting"))


def _with_private(report: Report, figure: Figure) -> str:
    total, private = report.count(figure), report.private.get(figure, 0)
    return f"{total:,} ({private:,} in private)" if private else f"{total:,}"


def _times(taken: Times | None) -> str:
    if taken is None:
        return ""
    middle, slow = duration(taken.median), duration(taken.p90)
    return middle if middle == slow else f"{middle} (median)\nnine in ten within {slow}"


def _oldest(report: Report) -> str:
    if report.oldest is None:
        return ""
    return f"{case_reference(report.oldest.case_id)}, {duration(report.as_of - report.oldest.at)}"


def _outcomes(counts: Mapping[Outcome, int] | Mapping[NotActionableReason, int]) -> str:
    if not counts:
        return ""
    told = _listed({OUTCOME_WORDS[kind]: n for kind, n in counts.items()})
    return f"{sum(counts.values()):,} ({told})"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{words} {count:,}" for words, count in counts.items())
