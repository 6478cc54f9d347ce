"""Reading the trail in a terminal."""

from datetime import UTC, datetime

import pytest

from bot.bootstrap import App
from bot.domain.staff import Actor
from bot.storage import audit
from handlers import why_command


def test_nothing_in_an_entry_can_hide_another_from_the_reader(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.database.transaction() as session:
        audit.record(
            session=session,
            case_id=0,
            actor=Actor.operator("eve\x1b[1A\x1b[2K\r"),
            verb="replayed",
            at=datetime(2026, 11, 16, tzinfo=UTC),
            details={"item": "7\n2026-11-16 00:00:00 UTC  nothing"},
        )
    assert why_command.tell(case_id=0, as_json=False) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told
