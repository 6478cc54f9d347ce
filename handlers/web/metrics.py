"""/metrics: the counters of every living process, and what can be counted in the database."""

from collections.abc import Iterable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, func, select, text

from bot.bootstrap import App
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import IS_OPEN, OPEN_STATES, Case
from bot.inbox import review
from bot.outbox.delivery import IS_UNFINISHED, UNFINISHED, Delivery
from bot.outbox.shared_budgets import SharedBudget
from bot.storage.house import alarms, censuses
from bot.storage.house.cursors import Cursor
from bot.storage.house.heartbeats import living
from bot.telemetry import metrics
from handlers.status import silence_of

_OF_A_CENSUS = (
    "heard", "mirrored", "unshown", "answered", "waiting", "on_its_way", "set_aside", "late", "lost",
    "not_in_slack", "paid_reads",
)  # fmt: skip


def exposition(app: App, *, process: str) -> bytes:
    """Everything in Prometheus' text format. ``process`` is this one, whose counters are fresh, and come
    also while the database cannot be asked."""
    try:
        with app.database.reading() as session:
            told = _counters_of_others(app, session)
            found = [_database_up(1), *_gauges(app, session)]
    except SQLAlchemyError:
        told, found = {}, [_database_up(0)]
    found += _counters({**told, process: metrics.counters()})
    found += [metric for metric in metrics.REGISTRY.collect() if metric.type == "histogram"]
    return _as_text(found)


def _as_text(found: Iterable[Metric]) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Ready(list(found)))
    text: bytes = generate_latest(registry)
    return text


class _Ready:
    def __init__(self, found: list[Metric]) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        yield from self._found


def _database_up(value: float) -> Metric:
    return _gauge("earshot_database_up", "Whether the database can be asked.", value)


def _counters_of_others(app: App, session: Session) -> dict[str, list[dict[str, Any]]]:
    now = app.database.now(session)
    return {beat.process: beat.counters for beat in living(session=session, now=now)}


def _counters(told: dict[str, list[dict[str, Any]]]) -> list[Metric]:
    families: dict[str, CounterMetricFamily] = {}
    for teller, samples in sorted(told.items()):
        for sample in samples:
            _add(families, sample, teller)
    return list(families.values())


def _add(families: dict[str, CounterMetricFamily], sample: dict[str, Any], process: str) -> None:
    labels = {**sample["labels"], "process": process}
    family = families.setdefault(
        sample["name"],
        CounterMetricFamily(sample["name"], "Counted since the process began.", labels=[*labels]),
    )
    family.add_metric(list(labels.values()), sample["value"])


def _gauges(app: App, session: Session) -> Iterator[Metric]:
    now = app.database.now(session)
    backlog = review.backlog(session=session, db_now=now)
    yield _gauge("earshot_inbox_waiting", "Items nobody has read yet.", backlog.waiting)
    yield _gauge("earshot_inbox_oldest_seconds", "How long the oldest waits.", backlog.oldest_s)
    yield _gauge("earshot_inbox_set_aside", "Items a person should look at.", backlog.set_aside)
    yield _by_state("earshot_deliveries", "Unfinished deliveries.", _deliveries(session))
    yield _by_state("earshot_open_cases", "Cases that somebody has to answer.", _cases(session))
    yield _alarms(session)
    yield from _census(session)
    yield _shared(session)
    ages = GaugeMetricFamily(
        "earshot_poll_age_seconds", "Since a source was last read.", labels=["source"]
    )
    for cursor in session.exec(select(Cursor)).all():
        age = silence_of(cursor, now)
        if age is not None:
            ages.add_metric([cursor.source], age)
    yield ages


def _deliveries(session: Session) -> dict[str, int]:
    found = session.exec(
        select(Delivery.state, func.count()).where(text(IS_UNFINISHED)).group_by(Delivery.state)
    ).all()
    return {str(state): 0 for state in UNFINISHED} | {str(state): n for state, n in found}


def _cases(session: Session) -> dict[str, int]:
    found = session.exec(
        select(Case.state, func.count()).where(text(IS_OPEN)).group_by(Case.state)
    ).all()
    return {str(state): 0 for state in OPEN_STATES} | {str(state): n for state, n in found}


def _alarms(session: Session) -> GaugeMetricFamily:
    family = GaugeMetricFamily("earshot_alarms", "Alarms that stand now.", labels=["kind"])
    counts = dict.fromkeys(AlarmKind, 0)
    for row in alarms.standing(session=session):
        counts[row.kind] += 1
    for kind, count in sorted(counts.items()):
        family.add_metric([str(kind)], count)
    return family


def _census(session: Session) -> Iterator[Metric]:
    """What the last census found, and when; nothing before the first one."""
    census = censuses.newest(session=session)
    if census is None:
        return
    found = {name: getattr(census, name) for name in _OF_A_CENSUS}
    yield _by_state("earshot_census", "What the last census found.", found)
    yield _gauge("earshot_census_whole", "Whether it could read everything.", int(census.is_whole))
    taken = census.taken_at.timestamp()
    yield _gauge("earshot_census_taken_timestamp_seconds", "When it was taken.", taken)


def _shared(session: Session) -> GaugeMetricFamily:
    """How much a workspace is believed to take a minute, less than is set where it refused some."""
    family = GaugeMetricFamily(
        "earshot_shared_budget_a_minute", "Sends a minute that lanes share.", labels=["lanes"]
    )
    for row in session.exec(select(SharedBudget).order_by(SharedBudget.begins)):
        family.add_metric([row.begins.rstrip(":")], row.a_minute)
    return family


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _by_state(name: str, meaning: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=["state"])
    for state, count in sorted(counts.items()):
        family.add_metric([state], count)
    return family
