"""The outbox of a fresh database, with its clock stopped."""

import pytest

from tests.database import MovableDatabase
from tests.outbox.outbox import Outbox


@pytest.fixture
def outbox(database: MovableDatabase) -> Outbox:
    """An outbox whose time stands still until the test moves it."""
    database.stop_clock()
    return Outbox(database)
