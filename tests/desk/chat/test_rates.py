"""Limits that are counted in the database, and what is left of them."""

import hashlib
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.chat import rates
from bot.domain.records.chat import RateWindow
from tests.desk.conftest import Bank


def tries(bank: Bank, key: str = "somebody") -> bool:
    with bank.desk() as desk:
        return rates.within(desk, key=key, limit=3, per=timedelta(minutes=1))


def test_a_limit_is_each_ones_own_and_begins_anew(bank: Bank) -> None:
    assert [tries(bank) for _ in range(4)] == [True, True, True, False]
    assert tries(bank, "another")
    bank.wait(minutes=1)
    assert tries(bank)


@pytest.mark.on_both
def test_several_processes_at_once_count_together(bank: Bank) -> None:
    together, allowed = threading.Barrier(6), list[bool]()

    def one() -> None:
        together.wait()
        allowed.append(tries(bank))

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 3 + [True] * 3


def test_old_counts_are_forgotten_and_nothing_names_anybody(bank: Bank) -> None:
    tries(bank, "203.0.113.9")
    with bank.database.reading() as session:
        [row] = session.exec(select(RateWindow))
    assert "203.0.113.9" not in row.model_dump_json()
    began = int(row.began_at.timestamp())
    for key in ("203.0.113.9", f"60:{began}:203.0.113.9", f"rate 60:{began}:203.0.113.9"):
        guess = hashlib.sha256(key.encode()).hexdigest()  # of addresses there are few enough to try
        assert guess != row.key_hash
    bank.wait(days=3)
    with bank.desk() as desk:
        rates.forget_old(desk)
        assert desk.session.exec(select(RateWindow)).all() == []
