"""Holds what the desk has at the end of its days against what the model says."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.digest.counting import make
from bot.digest.figure import Figure
from bot.digest.periods import period_named
from bot.digest.report import Report
from bot.domain.records.messages.message import Direction
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from tests.desk.days.model import ModelCase
from tests.desk.days.played import Days
from tests.desk.digests import sums
from tests.desk.threads.shown import Shown, not_once
from tests.domain.sla.oracle import Minutes

PROMISED_S = {Metric.CLAIMED: 15 * 60, Metric.FIRST_RESPONSE: 3600, Metric.NEXT_RESPONSE: 7200}


def wrong(days: Days) -> list[str]:
    """Everything that is not as it must be, as sentences."""
    return [
        *days.wrong,
        *_words(days),
        *_shown(days),
        *_clocks(days),
        *_figures(days),
        *_sums(days),
    ]


def _words(days: Days) -> Iterator[str]:
    """Every word in exactly one case, and with the text it has now."""
    rows = days.rows()
    for word in days.model.words.values():
        found = rows.get(word.key, [])
        if len(found) != 1:
            yield f"{word.text} is there {len(found)} times"
            continue
        [row] = found
        if row.case_id != word.case:
            yield f"{word.text} is in {row.case_id} and not in {word.case}"
        if (row.deleted_at is not None) != word.gone:
            yield f"{word.text} is taken down: {word.gone}, and is said to be: {not word.gone}"
        if not word.gone and row.text != word.text:
            yield f"{word.text} reads {row.text}"
    inbound = {key for key, those in rows.items() if those[0].direction is Direction.INBOUND}
    yield from (f"nobody said {key}" for key in sorted(inbound - set(days.model.words)))


def _shown(days: Days) -> list[str]:
    shown = Shown(days.bank)
    shown.send()
    gone = {w.text.split(".")[0] for w in days.model.words.values() if w.gone}
    return [each for each in not_once(days.bank, shown) if each.split(":")[0] not in gone | {""}]


def _clocks(days: Days) -> Iterator[str]:
    """The verdict of each clock of a case with a plain life."""
    calendar = days.bank.rules.calendars["standard"]
    minutes = Minutes(calendar, days.begun)
    with days.bank.database.reading() as session:
        rows = session.exec(select(SlaClock).order_by(col(SlaClock.id))).all()
    for case in days.model.plain:
        for metric, expected in _expected(case).items():
            mine = [c for c in rows if c.case_id == case.number and c.metric is metric]
            found = [(each.started_at, each.met_at) for each in mine]
            if found != expected:
                yield f"{case.number} {metric}: {found} and not {expected}"
            for each in mine:
                due = minutes.reached(each.started_at, PROMISED_S[metric], business=True)
                if due is not None and each.due_at != due:
                    yield f"{case.number} {metric} is due {each.due_at} and not {due}"


def _expected(case: ModelCase) -> dict[Metric, list[tuple[datetime, datetime | None]]]:
    return {
        Metric.CLAIMED: [(case.opened, case.claimed)],
        Metric.FIRST_RESPONSE: [(case.opened, case.answered)],
        Metric.NEXT_RESPONSE: case.waits,
    }


def _figures(days: Days) -> Iterator[str]:
    """What the digests of all these days count, added up."""
    reports = list(_reports(days))
    cases = [case for case in days.model.cases.values() if case.into is None]
    received = sum(report.counts.get(Figure.RECEIVED, 0) for report in reports)
    if received != len(cases):
        yield f"{received} cases were received, say the digests, and not {len(cases)}"
    if any(not case.is_plain for case in days.model.cases.values()):
        return
    told = {
        "answered": sum(r.response.count for r in reports if r.response),
        "resolved": sum(sum(r.resolved.values()) for r in reports),
        "needed none": sum(sum(r.not_actionable.values()) for r in reports),
        "waiting": reports[-1].counts.get(Figure.WAITING, 0),
        "in time": _in_time(reports),
    }
    expected = {
        "answered": sum(case.answered is not None for case in cases),
        "resolved": sum(case.ended_as == "resolved" for case in cases),
        "needed none": sum(case.ended_as == "needed none" for case in cases),
        "waiting": sum(case.is_open and case.waits_since is not None for case in cases),
        "in time": _kept(days, cases),
    }
    if told != expected:
        yield f"The digests say {told} and not {expected}"


def _sums(days: Days) -> Iterator[str]:
    """Charts read days that were added up while all this went on, and say what the rows say."""
    told, rows = sums.told(days.bank, days.begun), sums.of_rows(days.bank, days.begun)
    if told != rows:
        yield f"Days added up say {told} and not {rows}"


def _in_time(reports: list[Report]) -> tuple[int, int]:
    shares = [
        r.in_time[Metric.FIRST_RESPONSE] for r in reports if Metric.FIRST_RESPONSE in r.in_time
    ]
    return sum(share.part for share in shares), sum(share.whole for share in shares)


def _kept(days: Days, cases: list[ModelCase]) -> tuple[int, int]:
    """How many first responses were in time, of those that are decided."""
    minutes = Minutes(days.bank.rules.calendars["standard"], days.begun)
    kept = broken = 0
    for case in cases:
        due = minutes.reached(case.opened, PROMISED_S[Metric.FIRST_RESPONSE], business=True)
        over = case.answered or case.ended or days.bank.now
        if due is not None and over > due:
            broken += 1
        elif case.answered is not None:
            kept += 1
    return kept, kept + broken


def _reports(days: Days) -> Iterator[Report]:
    """One for each day from the first until now."""
    rule, now = days.bank.rules.digests["daily"], days.bank.now
    day = days.begun.date()
    while day <= now.date() + timedelta(days=1):
        with days.bank.database.reading() as session:
            period = period_named("daily", rule, day.isoformat(), now + timedelta(seconds=1))
            yield make(session=session, rule=rule, period=period, now=now)
        if period.end > now:
            return
        day += timedelta(days=1)
