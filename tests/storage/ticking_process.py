"""A worker that does nothing but tick, in a process of its own; it is there to be killed."""

import signal
import threading
from datetime import datetime
from multiprocessing.synchronize import Event

from bot.desk.clocks import escalations
from bot.desk.digests import issuing
from bot.domain.rules.house_rules import HouseRules
from bot.storage.engine import Database
from tests.desk.conftest import Bank

AT_ONCE = 3  # few, so that there are many ticks to be killed in


def issue_digests(url: str, rules: HouseRules, now: datetime, started: Event) -> None:
    """Look again and again which digests are due, until SIGTERM comes, or until killed."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    database = Database(url)
    bank = Bank(database, rules)
    bank.now = now
    started.set()
    while not ending.is_set():
        with bank.desk() as desk:
            issuing.issue_due(desk)
        ending.wait(0.02)
    database.dispose()


def run(url: str, rules: HouseRules, now: datetime, started: Event) -> None:
    """Tick until nothing is due any more and SIGTERM comes, or until killed."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    database = Database(url)
    bank = Bank(database, rules)
    bank.now = now
    started.set()
    while not ending.is_set():
        with bank.desk() as desk:
            fired = escalations.fire(desk, limit=AT_ONCE)
        # A breath between two ticks: on SQLite the test itself writes from another process, which
        # the product refuses, and a writer that never pauses would keep it out.
        ending.wait(0.005 if fired else 0.05)
    database.dispose()
