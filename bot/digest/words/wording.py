"""A report in words and numbers that stand by themselves, for a phone, a terminal or a blind reader."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.digest import chat_figures, consults, offer_figures, pledge_figures, reveals
from bot.digest.figure import Figure
from bot.digest.narrowing import By, Titles, by_key
from bot.digest.report import Group, Report, Share, Times
from bot.digest.words.comparing import beside_the_last
from bot.digest.words.goals import Standing, standing, told_beside
from bot.digest.words.heard import gathered, heard, impostors, meant_for_others, reviewed
from bot.digest.words.lengths import duration, percent
from bot.digest.words.missing import missed
from bot.digest.words.warnings import warnings
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.rules.digest_rules import Part
from bot.domain.sla.policy import METRIC_TITLE, Metric
from bot.domain.text.references import case_reference
from bot.language import listed, say, say_count

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
_MARKS = {Standing.REACHED: "🟢", Standing.NEARLY: "🟠", Standing.MISSED: "🔴"}

Row = tuple[str, str]  # label and value


class Table(NamedTuple):
    """Rows under a title."""

    title: str
    rows: tuple[Row, ...]


def sentence(report: Report) -> str:
    """The whole report in a breath."""
    if report.is_quiet:
        return say("A quiet time: nothing new came in, and nobody is waiting for an answer.")
    return " ".join((_came_in(report), _waiting(report)))


def figures(report: Report) -> tuple[Row, ...]:
    """The few numbers to read first; what has no value is left out."""
    rows = _answered(report) if Part.ANSWERED in report.parts else []
    if Part.AHEAD in report.parts:
        rows += [
            (label, f"{report.count(figure):,}")
            for figure, label in (
                (Figure.OVERDUE, say("Overdue now")),
                (Figure.UNCLAIMED, say("Without an owner")),
            )
            if report.count(figure)
        ]
    if report.set_aside and Part.ANSWERED in report.parts:
        rows.append((say("Set aside"), say("{count} of blocked authors", count=report.set_aside)))
    return tuple((label, value) for label, value in (*warnings(report), *rows) if value)


def _answered(report: Report) -> list[Row]:
    if report.is_quiet:
        return []  # the sentence has said it all
    response = report.in_time.get(Metric.FIRST_RESPONSE, Share())
    return [
        (say("Answered"), _towards(report.answered, report.answered_goal)),
        (say("First response in time"), _towards(response, report.in_time_goal)),
        (say("First response took"), _times(report.response)),
        (say("Received"), _with_private(report, Figure.RECEIVED)),
        (say("Waiting now"), _with_private(report, Figure.WAITING)),
        (say("Waiting longest"), _oldest(report)),
    ]


def tables(report: Report, *, titles: Titles = by_key) -> tuple[Table, ...]:
    """Everything else, part by part; an empty part is left out. ``titles`` names its lines."""
    made = (
        (Part.ANSWERED, Table(say("Against the last period"), beside_the_last(report))),
        (Part.AHEAD, Table(say("What comes next"), _ahead(report))),
        (Part.AHEAD, Table(say("Cases nobody had"), offer_figures.lines(report.offers))),
        (Part.CLOCKS, Table(say("Targets kept"), _kept(report))),
        (Part.BREACHES, Table(say("Targets missed, and why"), missed(report))),
        (Part.CLOCKS, Table(say("Promises to customers"), pledge_figures.lines(report.pledges))),
        (Part.ENDINGS, Table(say("How it ended"), _endings(report))),
        (Part.ENDINGS, Table(say("Meant for others"), meant_for_others(report))),
        (Part.ENDINGS, Table(say("Impostors"), impostors(report))),
        (Part.ENDINGS, Table(say("Secure chat"), chat_figures.lines(report.chats))),
        (Part.GROUPS, Table(say("By channel"), _groups(report.by_channel, By.CHANNEL, titles))),
        (Part.GROUPS, Table(say("By brand"), _groups(report.by_brand, By.BRAND, titles))),
        (Part.GROUPS, Table(say("By team"), _teams(report, titles))),
        (Part.GROUPS, Table(say("By priority"), _groups(report.by_priority, By.PRIORITY, titles))),
        (Part.GROUPS, Table(say("By language"), _groups(report.by_language, By.LANGUAGE, titles))),
        (Part.GROUPS, Table(say("By topic"), _groups(report.by_topic, By.TOPIC, titles))),
        (Part.GROUPS, Table(say("Signals"), heard(report))),
        (Part.GROUPS, Table(say("Surges"), gathered(report))),
        (Part.GROUPS, Table(say("Questions to teams"), consults.lines(report, titles))),
        (Part.QUALITY, Table(say("Reviews of answers"), reviewed(report, titles))),
        (Part.REVEALS, Table(say("Looked at what was masked"), reveals.lines(report))),
    )
    return tuple(table for part, table in made if part in report.parts and table.rows)


def ages(report: Report) -> tuple[tuple[str, int], ...]:
    """How long people have been waiting: the band and how many, the youngest first."""
    return tuple((say(str(age)), count) for age, count in report.ages.items())


def _came_in(report: Report) -> str:
    received, answered = report.count(Figure.RECEIVED), report.answered
    if not received:
        return say("Nothing new came in.")
    came = say_count(received, "{count} new case", "{count} new cases")
    if not answered.whole:
        return say("{cases}; none needed an answer.", cases=came)
    if answered.part == answered.whole:
        return say("{cases}; all that needed an answer have one.", cases=came)
    if answered.whole == received:
        if not answered.part:
            return say("{cases}, none of them answered.", cases=came)
        return say("{cases}, {part} of them answered.", cases=came, part=f"{answered.part:,}")
    whole = f"{answered.whole:,}"
    if not answered.part:
        what = "{cases}; none of the {whole} that needed an answer has one."
        return say(what, cases=came, whole=whole)
    return say_count(
        answered.part,
        "{cases}; {count} of the {whole} that needed an answer has one.",
        "{cases}; {count} of the {whole} that needed an answer have one.",
        cases=came,
        whole=whole,
    )


def _waiting(report: Report) -> str:
    people = report.count(Figure.WAITING)
    if not people:
        return say("Nobody is waiting now.")
    if report.oldest is None:
        return say_count(
            people, "{count} customer is waiting now.", "{count} customers are waiting now."
        )
    return say_count(
        people,
        "{count} customer is waiting now, the longest for {time}.",
        "{count} customers are waiting now, the longest for {time}.",
        time=duration(report.as_of - report.oldest.at),
    )


def _share(share: Share, *, goal: int | None = None) -> str:
    if not share.whole:
        return ""
    part, whole = f"{share.part:,}", f"{share.whole:,}"
    told = percent(share) if goal is None else told_beside(share, goal)
    return say("{percent} % ({part} of {whole})", percent=told, part=part, whole=whole)


def _towards(share: Share, goal: int) -> str:
    """A share with how it stands to its goal, in a colour and in words."""
    if not share.whole:
        return ""
    mark = _MARKS[standing(share, goal)]
    return f"{mark} {_share(share, goal=goal)}\n{say('goal {goal} %', goal=goal)}"


def _ahead(report: Report) -> tuple[Row, ...]:
    due = report.count(Figure.AHEAD)
    if report.is_quiet and not due:
        return ()
    hours = listed(_due_in(hour, f"{count:,}") for hour, count in report.ahead.items())
    label = say_count(report.ahead_hours, "Due in the next hour", "Due in the next {count} h")
    return ((label, f"{due:,}" + (f" ({hours})" if hours else "")),)


def _due_in(hour: int, count: str) -> str:
    if hour == 0:
        return say("within the hour {count}", count=count)
    return say("{since} to {until} h {count}", since=hour, until=hour + 1, count=count)


def _kept(report: Report) -> tuple[Row, ...]:
    """Each promise; of complaints each rule's own deadline."""
    kept = [
        (say(METRIC_TITLE[metric]), _share(each))
        for metric, each in report.in_time.items()
        if metric is not Metric.REGULATORY or not report.deadlines
    ]
    return (*kept, *((title, _share(each)) for title, each in report.deadlines.items()))


def _endings(report: Report) -> tuple[Row, ...]:
    rows = (
        (say("Of those answered"), _resolved_of(report)),
        (say("Resolved"), _outcomes(report.resolved)),
        (say("Resolving took"), _times(report.resolution)),
        (
            say("Resolved without an answer"),
            f"{report.count(Figure.RESOLVED_UNANSWERED):,}",
        ),
        (say("Answered, and nobody looked"), f"{report.count(Figure.ON_WORD):,}"),
        (say("Answers removed, undecided now"), f"{report.count(Figure.ANSWER_GONE):,}"),
        (say("Reopened"), f"{report.count(Figure.REOPENED):,}"),
        (say("Said thanks"), f"{report.count(Figure.THANKED):,}"),
        (say("Sent to private"), _private(report)),
        (say("Needed no answer"), _outcomes(report.not_actionable)),
        (say("Meant for another bank"), f"{report.count(Figure.NOT_OURS):,}"),
    )
    return tuple((label, value) for label, value in rows if value and value != "0")


def _resolved_of(report: Report) -> str:
    answered, only = report.count(Figure.ANSWERED), report.count(Figure.ONLY_ANSWERED)
    if not answered:
        return ""
    resolved = f"{answered - only:,}"
    return say("{resolved} resolved, {only} still open", resolved=resolved, only=f"{only:,}")


def _private(report: Report) -> str:
    private, unsettled = report.count(Figure.TO_PRIVATE), report.count(Figure.PRIVATE_OPEN)
    if not private:
        return ""
    count, settled = f"{private:,}", private - unsettled
    if not settled:
        return say("{count}, none with an outcome yet", count=count)
    return say("{count}, {settled} with an outcome yet", count=count, settled=settled)


def _groups(groups: tuple[Group, ...], by: By, titles: Titles) -> tuple[Row, ...]:
    if len(groups) < 2:
        return ()
    return tuple(
        (titles(by, group.name) or say("without a name"), _group(group)) for group in groups
    )


def _teams(report: Report, titles: Titles) -> tuple[Row, ...]:
    return _groups(report.by_team, By.TEAM, titles) if _teams_differ(report) else ()


def _teams_differ(report: Report) -> bool:
    """Whether teams say anything that brands do not: a bank may have one team for each brand."""
    by_brand, by_team = (
        sorted(str(group.model_copy(update={"name": ""})) for group in groups)
        for groups in (report.by_brand, report.by_team)
    )
    return by_brand != by_team


def _group(group: Group) -> str:
    told = [say("{count} new", count=f"{group.received:,}")]
    if group.answered.whole:
        told.append(say("{percent} % answered", percent=percent(group.answered)))
    if group.in_time.whole:
        told.append(say("{percent} % in time", percent=percent(group.in_time)))
    return listed((*told, say("{count} waiting", count=f"{group.waiting:,}")))


def _with_private(report: Report, figure: Figure) -> str:
    total, private = report.count(figure), report.private.get(figure, 0)
    if not private:
        return f"{total:,}"
    return say("{count} ({private} in private)", count=f"{total:,}", private=f"{private:,}")


def _times(taken: Times | None) -> str:
    if taken is None:
        return ""
    middle, slow = duration(taken.median), duration(taken.p90)
    if middle == slow:
        return middle
    return "\n".join(
        (say("{time} (median)", time=middle), say("nine in ten within {time}", time=slow))
    )


def _oldest(report: Report) -> str:
    if report.oldest is None:
        return ""
    waited = duration(report.as_of - report.oldest.at)  # first, since it turns an Arabic line right
    return listed((waited, case_reference(report.oldest.case_id)))


def _outcomes(counts: Mapping[Outcome, int] | Mapping[NotActionableReason, int]) -> str:
    if not counts:
        return ""
    told = listed(f"{say(OUTCOME_WORDS[kind])} {n:,}" for kind, n in counts.items())
    return f"{sum(counts.values()):,} ({told})"
