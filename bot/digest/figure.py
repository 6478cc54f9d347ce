"""The figures that can be opened: each is a list of cases, so what is counted is what is shown. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.digest.narrowing import Only, chats_of, is_of, misses_of
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.closure import ClosureKind, NotActionableReason
from bot.domain.sla.policy import Metric
from bot.storage.figures.figure_rows import CaseRow, ChatStep, Figures, PledgeStep

_Behind = Callable[[Figures, datetime, timedelta], Iterable[int]]


class Figure(StrEnum):
    """One number of a digest, with the cases behind it."""

    RECEIVED = "received"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    ONLY_ANSWERED = "only_answered"
    WAITING = "waiting"
    UNCLAIMED = "unclaimed"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    WITHOUT_CLOCK = "without_clock"
    BROKEN = "broken"
    FIRST_LATE = "first_late"
    RESOLVED = "resolved"
    RESOLVED_UNANSWERED = "resolved_unanswered"
    ON_WORD = "on_word"
    ANSWER_GONE = "answer_gone"
    REOPENED = "reopened"
    THANKED = "thanked"
    TO_PRIVATE = "to_private"
    PRIVATE_OPEN = "private_open"
    NEEDED_NONE = "needed_none"
    NOT_OURS = "not_ours"
    PLEDGED = "pledged"
    PLEDGE_KEPT = "pledge_kept"
    PLEDGE_BROKEN = "pledge_broken"
    CHAT_SENT = "chat_sent"
    CHAT_CAME = "chat_came"
    CHAT_NEVER_CAME = "chat_never_came"
    CHAT_SOLVED = "chat_solved"
    CHAT_UNSOLVED = "chat_unsolved"


FIGURE_TITLE: dict[Figure, str] = {
    Figure.RECEIVED: "New cases",
    Figure.ANSWERED: "Answered",
    Figure.NOT_ANSWERED: "Not answered",
    Figure.ONLY_ANSWERED: "Answered, not resolved",
    Figure.WAITING: "Waiting for an answer now",
    Figure.UNCLAIMED: "Without an owner now",
    Figure.OVERDUE: "Overdue now",
    Figure.AHEAD: "Due soon",
    Figure.WITHOUT_CLOCK: "Without a clock",
    Figure.BROKEN: "Targets missed",
    Figure.FIRST_LATE: "First response missed",
    Figure.RESOLVED: "Resolved",
    Figure.RESOLVED_UNANSWERED: "Resolved without an answer",
    Figure.ON_WORD: "Answered, and nobody looked",
    Figure.ANSWER_GONE: "Answers removed, undecided now",
    Figure.REOPENED: "Reopened",
    Figure.THANKED: "Said thanks",
    Figure.TO_PRIVATE: "Sent to private",
    Figure.PRIVATE_OPEN: "Sent to private, no outcome yet",
    Figure.NEEDED_NONE: "Needed no answer",
    Figure.NOT_OURS: "Meant for another bank",
    Figure.PLEDGED: "Promised to do something",
    Figure.PLEDGE_KEPT: "Promises kept",
    Figure.PLEDGE_BROKEN: "Promises broken",
    Figure.CHAT_SENT: "Invited into the secure chat",
    Figure.CHAT_CAME: "Came into the secure chat",
    Figure.CHAT_NEVER_CAME: "Never came into the secure chat",
    Figure.CHAT_SOLVED: "Said that the chat solved it",
    Figure.CHAT_UNSOLVED: "Said that the chat did not solve it",
}


def cases_behind(
    rows: Figures, figure: Figure, *, now: datetime, ahead: timedelta, only: Only | None = None
) -> list[CaseRow]:
    """The cases one figure counts, each once, whoever waits longest first; ``only`` those of a line."""
    known = rows.cases
    narrowed = chats_of(misses_of(rows, only, now=now), only) if only else rows
    numbers = _BEHIND[figure](narrowed, now, ahead)
    found = [known[number] for number in set(numbers) if number in known]
    found = [row for row in found if only is None or is_of(row, only)]
    return sorted(found, key=lambda row: (row.unanswered_since or row.opened_at, row.case_id))


def due_in(rows: Figures, *, now: datetime, ahead: timedelta) -> dict[int, datetime]:
    """By case: when its next promise falls due, of those that do within the hours ahead.

    What is late already is not told as due soon as well: it stands among the late ones.
    """
    soonest: dict[int, datetime] = {}
    for clock in rows.running:
        if clock.paused_at is None and clock.due_at < now + ahead:
            soonest.setdefault(clock.case_id, clock.due_at)  # they come in order of their due time
    return {case: due for case, due in soonest.items() if due >= now}


def _needing(rows: Figures, *, answered: bool) -> Iterable[CaseRow]:
    return (
        row for row in rows.received if row.needs_answer and row.answered_by(rows.end) == answered
    )


def _answered(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (row.case_id for row in _needing(rows, answered=True))


def _only_answered(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (row.case_id for row in _needing(rows, answered=True) if not row.is_resolved)


def _waiting(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (row.case_id for row in rows.waiting if row.unanswered_since is not None)


def _overdue(rows: Figures, now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (c.case_id for c in rows.running if c.missed_by(now) and not c.is_window)


def _broken(rows: Figures, now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (clock.case_id for clock in rows.decided if clock.missed_by(now))


def _first_late(rows: Figures, now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (
        clock.case_id
        for clock in rows.decided
        if clock.metric is Metric.FIRST_RESPONSE and clock.missed_by(now)
    )


def _resolved(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (row.case_id for row in rows.ended if row.kind is ClosureKind.RESOLVED)


def _needed_none(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (row.case_id for row in rows.ended if row.kind is ClosureKind.NOT_ACTIONABLE)


def _not_ours(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    return (row.case_id for row in rows.ended if row.outcome == NotActionableReason.NOT_OURS)


def _to_private(rows: Figures, _now: datetime, _ahead: timedelta) -> Iterable[int]:
    moved = Purpose.MOVES_TO_PRIVATE
    return (reply.case_id for reply in rows.published if reply.purpose is moved)


def _private_open(rows: Figures, now: datetime, ahead: timedelta) -> Iterable[int]:
    known = rows.cases
    moved = (known[number] for number in _to_private(rows, now, ahead) if number in known)
    return (row.case_id for row in moved if not row.is_resolved)


def _promised(step: PledgeStep) -> _Behind:
    return lambda rows, _now, _ahead: (row.case_id for row in rows.pledges if row.step is step)


def _stepped(step: ChatStep) -> _Behind:
    return lambda rows, _now, _ahead: (row.case_id for row in rows.chats if row.step is step)


def _said(*, solved: bool) -> _Behind:
    return lambda rows, _now, _ahead: (
        row.case_id for row in rows.chats if row.step is ChatStep.RATED and row.solved is solved
    )


_BEHIND: dict[Figure, _Behind] = {
    Figure.RECEIVED: lambda rows, _now, _ahead: (row.case_id for row in rows.received),
    Figure.ANSWERED: _answered,
    Figure.NOT_ANSWERED: lambda rows, _now, _ahead: (
        row.case_id for row in _needing(rows, answered=False)
    ),
    Figure.ONLY_ANSWERED: _only_answered,
    Figure.WAITING: _waiting,
    Figure.UNCLAIMED: lambda rows, _now, _ahead: (
        row.case_id for row in rows.waiting if not row.owner
    ),
    Figure.OVERDUE: _overdue,
    Figure.AHEAD: lambda rows, now, ahead: due_in(rows, now=now, ahead=ahead),
    Figure.WITHOUT_CLOCK: lambda rows, _now, _ahead: (
        row.case_id for row in rows.waiting if row.case_id not in rows.timed
    ),
    Figure.BROKEN: _broken,
    Figure.FIRST_LATE: _first_late,
    Figure.RESOLVED: _resolved,
    Figure.RESOLVED_UNANSWERED: lambda rows, _now, _ahead: rows.unanswered,
    Figure.ON_WORD: lambda rows, _now, _ahead: rows.on_word,
    Figure.ANSWER_GONE: lambda rows, _now, _ahead: (
        row.case_id for row in rows.waiting if row.answer_gone
    ),
    Figure.REOPENED: lambda rows, _now, _ahead: rows.reopened,
    Figure.THANKED: lambda rows, _now, _ahead: rows.thanked,
    Figure.TO_PRIVATE: _to_private,
    Figure.PRIVATE_OPEN: _private_open,
    Figure.NEEDED_NONE: _needed_none,
    Figure.NOT_OURS: _not_ours,
    Figure.PLEDGED: _promised(PledgeStep.MADE),
    Figure.PLEDGE_KEPT: _promised(PledgeStep.KEPT),
    Figure.PLEDGE_BROKEN: _promised(PledgeStep.BROKEN),
    Figure.CHAT_SENT: _stepped(ChatStep.SENT),
    Figure.CHAT_CAME: _stepped(ChatStep.CAME),
    Figure.CHAT_NEVER_CAME: _stepped(ChatStep.NEVER_CAME),
    Figure.CHAT_SOLVED: _said(solved=True),
    Figure.CHAT_UNSOLVED: _said(solved=False),
}
