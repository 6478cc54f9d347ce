"""Issuing digests: each period once, and on demand. The figures are frozen when it is issued.

A period is claimed in the transaction that writes its delivery, so a worker that was down at the moment
issues it when it is back, and two workers issue it once.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from bot.desk.desk import Desk, DeskError
from bot.desk.digests import misses
from bot.desk.house import set_aside
from bot.desk.threads import postings
from bot.digest import counting, periods
from bot.digest.census_figures import counted_last
from bot.digest.figure import Figure, cases_behind
from bot.digest.narrowing import Only
from bot.digest.periods import NoSuchPeriod, Period
from bot.digest.report import Report
from bot.digest.voice_reading import with_voice
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import DigestIssued
from bot.domain.rules.digest_rules import DigestRule, Part
from bot.inbox import review
from bot.language import listed, say
from bot.outbox.delivery import Delivery, Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import ChartPayload, DigestPayload
from bot.storage.figures.figure_rows import CaseRow
from bot.storage.record.audit import HOUSE

BOARD = "board."  # the live board: the day so far, posted by nobody; no digest can be called so


class NoSuchDigest(DeskError):
    """The bank's files name no digest of that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        named = listed(sorted(known)) or say("none yet; see digests.toml")
        super().__init__(
            say("There is no digest “{name}”. Known: {known}.", name=name[:40], known=named)
        )


class NotOfThisDigest(DeskError):
    """The digest has no such period."""


class NowhereToPost(DeskError):
    """The digest has no channel of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("digests.toml gives “{name}” no slack_channel, so it cannot be posted.", name=name)
        )


def issue_due(desk: Desk) -> int:
    """Issue every digest whose period has ended and that nobody has issued; how many."""
    due = periods.begin_due(session=desk.session, rules=desk.rules, now=desk.now)
    for period in due:
        rule = desk.rules.digests[period.digest]
        told = misses.told(desk, rule=rule, period=period)
        report = _report(desk, rule, period).model_copy(update={"late": told.late})
        issued = DigestIssued(
            digest=period.digest,
            period=period.key,
            to=rule.slack_channel,
            since=period.start,
            misses=told.clocks,
        )
        _post(desk, report, chart=rule.chart, fact=period.fact, issued=issued, by=Actor.system())
    if due:
        set_aside.told_of_erased(desk)
    return len(due)


def issue_now(desk: Desk, *, digest: str, by: Actor, slack_user_id: str = "") -> Report:
    """Post the running period's digest because somebody asked: to that person alone, or where it
    always stands. Raises NoSuchDigest, NowhereToPost."""
    rule = rule_of(desk, digest=digest)
    period = periods.so_far(digest, rule, desk.now)
    target = slack_user_id or rule.slack_channel
    if not target:
        raise NowhereToPost(digest)
    fact = f"{period.fact}:asked:{target}:{desk.database_now.isoformat()}"
    report = _report(desk, rule, period)
    issued = DigestIssued(digest=period.digest, period=period.key, to=target)
    _post(desk, report, chart=rule.chart, fact=fact, issued=issued, by=by)
    return report


def look(desk: Desk, *, digest: str, period: str = "") -> Report:
    """The running period's report, or that of a past one by its key, posted nowhere.

    What was posted of a past one never changes, whatever became known since. Raises NoSuchDigest, NotOfThisDigest.
    """
    rule = rule_of(desk, digest=digest)
    of = _period(desk, digest, rule, period)
    return _as_posted(desk, of) or _report(desk, rule, of)


def opened(
    desk: Desk, *, digest: str, period: str, figure: Figure, only: Only | None = None
) -> list[CaseRow]:
    """The cases behind one figure of a digest, or one line of it, as they stand now.

    Raises NoSuchDigest, NotOfThisDigest.
    """
    rule = rule_of(desk, digest=digest)
    of = _period(desk, digest, rule, period)
    rows = counting.read(session=desk.session, rule=rule, period=of)
    ahead = timedelta(hours=rule.ahead_hours)
    return cases_behind(rows, figure, now=desk.now, ahead=ahead, only=only)


def rule_of(desk: Desk, *, digest: str) -> DigestRule:
    """What the bank's file says of a digest, or the board's own rule. Raises NoSuchDigest."""
    if digest == BOARD:
        return _board_rule(desk)
    if digest not in desk.rules.digests:
        raise NoSuchDigest(digest, list(desk.rules.digests))
    return desk.rules.digests[digest]


def _board_rule(desk: Desk) -> DigestRule:
    return DigestRule(
        title=say("Today so far"),
        at=(time(0, 0),),
        time_zone=house_zone(desk),
        parts=tuple(
            part for part in Part if part not in {Part.CASES, Part.VOICE}
        ),  # the lists below name them
    )


def house_zone(desk: Desk) -> str:
    """The bank's own time zone: that of the calendar of its fallback team."""
    team = desk.rules.routing.teams[desk.rules.routing.fallback.team]
    return desk.rules.calendars[team.calendar].time_zone


def house_day(desk: Desk, at: datetime | None = None) -> date:
    """Which day it is in the bank's own time zone, or was at a moment."""
    return (at or desk.now).astimezone(ZoneInfo(house_zone(desk))).date()


def _as_posted(desk: Desk, period: Period) -> Report | None:
    """The report that was posted of this period by itself; none where there is none, or no more."""
    query = select(Delivery.payload).where(Delivery.dedupe_key == period.fact)
    report = (desk.session.exec(query).first() or {}).get("report")
    return Report.model_validate(report) if report else None


def _period(desk: Desk, digest: str, rule: DigestRule, key: str) -> Period:
    if not key:
        return periods.so_far(digest, rule, desk.now)
    try:
        return periods.period_named(digest, rule, key, desk.now)
    except NoSuchPeriod as unknown:
        raise NotOfThisDigest(str(unknown)) from unknown


def _post(
    desk: Desk, report: Report, *, chart: str, fact: str, issued: DigestIssued, by: Actor
) -> None:
    payload = DigestPayload(
        slack_channel=issued.to,
        digest=issued.digest,
        period=issued.period,
        report=report.model_dump(mode="json"),
    )
    _send(desk, payload=payload, fact=fact, by=by)
    if chart != "none" and not report.is_quiet:
        picture = ChartPayload(**vars(payload), under=fact)
        _send(desk, payload=picture, fact=f"chart:{fact}", by=by)
    desk.record(HOUSE, issued, by=by)


def _report(desk: Desk, rule: DigestRule, period: Period) -> Report:
    report = counting.make(session=desk.session, rule=rule, period=period, now=desk.now)
    register = desk.rules.complaints
    report = with_voice(report, session=desk.session, rule=rule, register=register)
    unread = sum(aside.count for aside in review.aside_by_source(session=desk.session))
    erased = set_aside.erased_unread(desk)
    is_of_all = rule.every == "day" and not rule.brands and not rule.teams
    census = counted_last(session=desk.session) if is_of_all else None
    return report.model_copy(update={"unread": unread, "erased": erased, "census": census})


def _send(desk: Desk, *, payload: DigestPayload, fact: str, by: Actor) -> None:
    """One ordering key for both, so that the chart follows the digest it stands under."""
    target = payload.slack_channel
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, target),
        ordering_key=f"digest:{target}",
        priority=Urgency.DIGEST,
        payload=payload,
        dedupe_key=fact,
        actor=by,
    )
