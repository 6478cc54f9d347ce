"""After four times as many days the same looks, presses and ticks read the same: counted, not timed."""

import pytest

from bot.bootstrap import App
from tests.benchmarks import old_house
from tests.benchmarks.bench_history import opcodes
from tests.benchmarks.history_rows import rows

_FEW_DAYS, _MANY_DAYS, _A_DAY = 100, 400, 20
_TWICE = 2  # of what walks through a table there would be four times as much
_NOTHING = 10  # 1,000 opcodes: the days of a chart are more as well


def _read(app: App) -> dict[str, float]:
    found = {}
    for row in rows(app):
        row.work()  # what is made once is not of history
        found[row.what] = opcodes(app, row.work)
    return found


def test_what_is_over_costs_nothing_more(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    if not app.database.is_sqlite:
        pytest.skip(
            "PostgreSQL tells of pages, and its own work is among them: make bench measures it"
        )
    monkeypatch.setattr(old_house, "A_DAY", _A_DAY)
    monkeypatch.setattr(old_house, "OPEN", 200)
    few = old_house.found(app, ended=_FEW_DAYS * _A_DAY)
    before = _read(app)
    old_house.grown(app, few, before=_FEW_DAYS * _A_DAY, ended=_MANY_DAYS * _A_DAY)
    after = _read(app)
    grew = {
        what: (before[what], after[what])
        for what in before
        if after[what] > max(before[what] * _TWICE, before[what] + _NOTHING)
    }
    assert grew == {}
