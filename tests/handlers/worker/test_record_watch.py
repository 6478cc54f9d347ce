"""The record is sealed by itself, its seals leave the database, and who has to know hears when it breaks."""

import dataclasses
from pathlib import Path

import pytest
from sqlmodel import col, select, text

from bot import bootstrap
from bot.bootstrap import App
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import record_seals, triggers
from handlers import anchor
from handlers.commands.record import verify
from handlers.worker import record_watch


@pytest.fixture
def kept(app: App, tmp_path: Path) -> App:
    """A bank that keeps the seals in a folder."""
    bootstrap.migrate(app)
    return dataclasses.replace(
        app, settings=app.settings.model_copy(update={"record_folder": tmp_path})
    )


def wake(app: App) -> None:
    with app.desk() as desk:
        desk.record(0, Trail.WAKE, by=Actor.operator("Ruth"))


def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The release before has written its last, and the record is looked through."""
    monkeypatch.setattr(record_seals, "may_carry_over", lambda **_: False)


def standing(app: App) -> list[str]:
    with app.database.reading() as session:
        return list(session.exec(select(Alarm.kind).where(col(Alarm.cleared_at).is_(None))))


def test_every_seal_leaves_the_database_also_one_that_was_made_without_the_folder(
    app: App, kept: App, tmp_path: Path
) -> None:
    wake(app)
    record_watch.seal(app)
    wake(app)
    record_watch.look(kept)
    with kept.database.reading() as session:
        made = [seal.line for seal in record_seals.after(session=session, number=0)]
    assert len(made) >= 3
    assert list(anchor.lines(tmp_path)) == made
    assert standing(kept) == []


def test_a_record_that_does_not_hold_is_an_alarm_until_it_does(
    kept: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wake(kept)
    record_watch.look(kept)
    _say_who_woke(kept, "Eve")
    record_watch.check(kept)
    assert standing(kept) == [AlarmKind.RECORD_BROKEN]
    assert verify.verify_all(folder=tmp_path, seals=[]) == 1
    told = capsys.readouterr().out
    assert "was changed after it was written." in told
    assert "Faults found, 1: " in told
    _say_who_woke(kept, "Ruth")
    record_watch.check(kept)
    assert standing(kept) == []
    assert verify.verify_all(folder=tmp_path, seals=["1:" + "0" * 64]) == 1
    assert "Seal 1 is another in the database than outside." in capsys.readouterr().out
    assert verify.verify_all(folder=tmp_path, seals=[]) == 0
    assert capsys.readouterr().out.startswith("The record holds: ")


def _say_who_woke(app: App, name: str) -> None:
    with app.database.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(
            text("UPDATE audit_entries SET actor_id = :name WHERE verb = 'wake'"), {"name": name}
        )


def test_the_record_is_sealed_also_where_the_look_fails(
    kept: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    wake(kept)

    def fails(*_: object) -> None:
        raise ValueError("99 is not a valid PKIStatus")

    settled(monkeypatch)
    monkeypatch.setattr(anchor, "check", fails)
    with pytest.raises(ValueError, match="PKIStatus"):
        record_watch.look(kept)
    with kept.database.reading() as session:
        assert record_seals.after(session=session, number=0)
