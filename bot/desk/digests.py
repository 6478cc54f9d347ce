"""Issuing digests: each period once, and on demand. The figures are frozen when it is issued.

A period is claimed in the transaction that writes its delivery, so a worker that was down at the moment
issues it when it is back, and two workers issue it once.
"""

from bot.desk import postings
from bot.desk.desk import Desk, DeskError
from bot.digest import counting, periods
from bot.digest.periods import Period
from bot.digest.report import Report
from bot.domain.digest_rules import DigestRule
from bot.domain.staff import Actor
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.storage import audit


class NoSuchDigest(DeskError):
    """The bank's files name no digest of that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        named = ", ".join(sorted(known)) or "none yet; see digests.toml"
        super().__init__(f"There is no digest “{name[:40]}”. Known: {named}.")


def issue_due(desk: Desk) -> int:
    """Issue every digest whose period has ended and that nobody has issued; how many."""
    due = periods.claim_due(session=desk.session, rules=desk.rules, now=desk.now)
    for period in due:
        rule = desk.rules.digests[period.digest]
        _post(desk, rule=rule, period=period, fact=period.fact, by=Actor.system())
    return len(due)


def issue_now(desk: Desk, *, digest: str, by: Actor) -> Report:
    """Post the running period's digest because somebody asked. Raises NoSuchDigest."""
    rule = rule_of(desk, digest=digest)
    period = periods.so_far(digest, rule, desk.now)
    fact = f"{period.fact}:asked:{desk.database_now.isoformat()}"
    return _post(desk, rule=rule, period=period, fact=fact, by=by)


def look(desk: Desk, *, digest: str) -> Report:
    """The running period's report, posted nowhere. Raises NoSuchDigest."""
    rule = rule_of(desk, digest=digest)
    period = periods.so_far(digest, rule, desk.now)
    return counting.make(session=desk.session, rule=rule, period=period, now=desk.now)


def rule_of(desk: Desk, *, digest: str) -> DigestRule:
    """What the bank's file says of a digest. Raises NoSuchDigest."""
    if digest not in desk.rules.digests:
        raise NoSuchDigest(digest, list(desk.rules.digests))
    return desk.rules.digests[digest]


def _post(desk: Desk, *, rule: DigestRule, period: Period, fact: str, by: Actor) -> Report:
    report = counting.make(session=desk.session, rule=rule, period=period, now=desk.now)
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, rule.slack_channel),
        ordering_key=f"digest:{rule.slack_channel}",
        priority=Urgency.DIGEST,
        kind="slack.digest",
        payload={
            "slack_channel": rule.slack_channel,
            "digest": period.digest,
            "period": period.key,
            "report": report.model_dump(mode="json"),
        },
        dedupe_key=fact,
        actor=by,
    )
    audit.record(
        session=desk.session,
        case_id=0,
        actor=by,
        verb="digest",
        details={"digest": period.digest, "period": period.key},
        at=desk.now,
    )
    return report
