"""What a digest tells of broken promises: each miss once, in the first digest after it became known.

A miss belongs to the time in which it broke, and the digest of that time may be posted already: a post
came late, a complaint was marked late. So each digest writes into the trail which misses it told, and the
next one looks back for any that none has.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.digest import counting
from bot.digest.attention import MOST_NAMED
from bot.digest.periods import Period
from bot.digest.report import Late
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import DigestIssued
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.digest_rules import DigestRule
from bot.storage.figures.figure_rows import ClockRow
from bot.storage.record.audit import HOUSE

_LOOKED_BACK = 62  # digests of one name
_ENTRIES = 1000  # of all digests; more than these tell of nothing new


class Told(NamedTuple):
    """All misses one digest tells, by their clocks, and those of earlier times among them."""

    clocks: list[int]
    late: Late


def told(desk: Desk, *, rule: DigestRule, period: Period) -> Told:
    """The misses that the digest of this period tells."""
    own = counting.broken(
        session=desk.session, rule=rule, start=period.start, end=period.end, now=desk.now
    )
    former = list(_former(desk, digest=period.digest))
    since = min((each.since for each in former if each.since is not None), default=period.start)
    late = _untold(desk, rule=rule, since=since, until=period.start, former=former)
    public = counting.public_cases(
        session=desk.session, rule=rule, numbers={clock.case_id for clock in late}, end=period.end
    )
    metrics = Counter(clock.metric for clock in late)
    return Told(
        clocks=[clock.clock_id for clock in (*late, *own)],
        late=Late(missed=dict(sorted(metrics.items())), cases=tuple(public[:MOST_NAMED])),
    )


def _untold(
    desk: Desk, *, rule: DigestRule, since: datetime, until: datetime, former: list[DigestIssued]
) -> list[ClockRow]:
    """The misses of this time that none of the former digests told."""
    if since >= until:
        return []
    known = {clock for each in former for clock in each.misses or ()}
    found = counting.broken(session=desk.session, rule=rule, start=since, end=until, now=desk.now)
    return [clock for clock in found if clock.clock_id not in known]


def _former(desk: Desk, *, digest: str) -> Iterator[DigestIssued]:
    """The digests of this name that wrote down what they told, the newest first."""
    query = (
        select(AuditEntry.details)
        .where(AuditEntry.case_id == HOUSE, AuditEntry.verb == Trail.DIGEST)
        .order_by(col(AuditEntry.sequence).desc())
        .limit(_ENTRIES)
    )
    found = 0
    for details in desk.session.exec(query):
        issued = DigestIssued.read(details)
        if issued.digest == digest and issued.misses is not None and found < _LOOKED_BACK:
            found += 1
            yield issued
