"""A day of an invented bank, empty."""

from collections.abc import Iterator

import pytest

from bot.storage.engine import Database
from tests.digest.counting.counted_day import Day


@pytest.fixture
def day(database: Database) -> Iterator[Day]:
    with database.transaction() as session:
        yield Day(session)
