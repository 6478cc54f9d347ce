"""What charts are told of days that were added up, and what the rows themselves say."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import delete

from bot.storage.figures.day_sums import DaySum, add_up_next
from bot.storage.figures.figure_rows import Scope
from bot.storage.figures.flow import Flow, flow
from tests.desk.conftest import Bank

_SCOPES = (Scope(), Scope(brands=("northbank",)), Scope(teams=("desk",)))
_HALF_PAST_EIGHT = timedelta(hours=8, minutes=30)


def add_up(bank: Bank) -> None:
    """As the worker does it by itself."""
    with bank.database.transaction() as session:
        while add_up_next(session=session, now=bank.now):
            pass


def told(bank: Bank, since: datetime) -> list[list[Flow]]:
    """Two days at a time, from half past eight, for all and for some."""
    with bank.database.reading() as session:
        return [
            flow(session=session, spans=[*_spans(bank, since)], now=bank.now, scope=scope)
            for scope in _SCOPES
        ]


def of_rows(bank: Bank, since: datetime) -> list[list[Flow]]:
    """The same where nothing was ever added up."""
    with bank.database.reading() as session:
        session.connection().execute(delete(DaySum))  # it is rolled back
        return [
            flow(session=session, spans=[*_spans(bank, since)], now=bank.now, scope=scope)
            for scope in _SCOPES
        ]


def _spans(bank: Bank, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    start = since.replace(hour=0, minute=0, second=0, microsecond=0) + _HALF_PAST_EIGHT
    start -= timedelta(days=4)
    while start < bank.now:
        yield start, start + timedelta(days=3)
        start += timedelta(days=3)
