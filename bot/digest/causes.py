"""Why a promise was broken, told from what was written down. Pure.

The first that fits, since it is what a manager would mend first:

* the answer was written in time and did not get through (refused, in doubt, or slow to go);
* nobody had claimed the case when the promise broke (a promise to claim is always that);
* somebody had and it was done too late;
* somebody had and it was not done at all by the end of the period.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from bot.domain.records.answers.reply import Purpose
from bot.domain.sla.policy import Metric
from bot.storage.figures.figure_rows import ClaimRow, ClockRow, Figures, ReplyRow

_ANSWERED_BY_REPLY = frozenset({Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE})


class Cause(StrEnum):
    """What kept a promise from being kept."""

    UNCLAIMED = "unclaimed"
    NOT_DONE = "not_done"
    LATE = "late"
    NOT_SENT = "not_sent"


CAUSE_WORDS: dict[Cause, str] = {
    Cause.UNCLAIMED: "nobody had it",
    Cause.NOT_DONE: "claimed, still not done",
    Cause.LATE: "claimed, done late",
    Cause.NOT_SENT: "answer written, refused or held up",
}


def causes(rows: Figures, *, now: datetime) -> list[tuple[ClockRow, Cause]]:
    """Every promise broken in the period, and why."""
    claims, replies = defaultdict[int, list[ClaimRow]](list), defaultdict[int, list[ReplyRow]](list)
    for claim in rows.claims:
        claims[claim.case_id].append(claim)
    for reply in rows.replies:
        replies[reply.case_id].append(reply)
    return [
        (
            clock,
            cause_of(
                clock, claims=claims[clock.case_id], replies=replies[clock.case_id], end=rows.end
            ),
        )
        for clock in rows.decided
        if clock.missed_by(now)
    ]


def cause_of(
    clock: ClockRow, *, claims: Iterable[ClaimRow], replies: Iterable[ReplyRow], end: datetime
) -> Cause:
    """The cause of one broken promise, from the claims and answers of its case."""
    if clock.metric in _ANSWERED_BY_REPLY and any(_did_not_get_out(r, clock) for r in replies):
        return Cause.NOT_SENT
    if clock.metric is Metric.CLAIMED or not any(_stood(claim, clock.due_at) for claim in claims):
        return Cause.UNCLAIMED
    return Cause.LATE if clock.ended_at is not None and clock.ended_at < end else Cause.NOT_DONE


def _did_not_get_out(reply: ReplyRow, clock: ClockRow) -> bool:
    return (
        reply.purpose is Purpose.ANSWERS
        and clock.started_at <= reply.written_at <= clock.due_at
        and reply.withdrawn_at is None
        and (reply.published_at is None or reply.published_at > clock.due_at)
    )


def _stood(claim: ClaimRow, at: datetime) -> bool:
    return claim.claimed_at <= at and (claim.released_at is None or claim.released_at > at)
