"""`verify` says whether the trail is whole."""

from sqlmodel import text

from bot import clock
from bot.bootstrap import App
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit
from tests.handlers.commands.command_line import Earshot


def test_a_trail_is_verified_and_told(earshot: Earshot, app: App, database_url: str) -> None:
    with app.database.transaction() as session:
        for verb in (Trail.OPENED, Trail.CLAIM):
            actor = Actor.operator("Ana")
            audit.record(session=session, case_id=7, actor=actor, verb=verb, at=clock.now())
    whole = earshot("verify", "7", DATABASE_URL=database_url)
    assert (whole.code, "2 entries, unbroken" in whole.out) == (0, True)
    assert earshot("verify", "C-7", DATABASE_URL=database_url).out == whole.out
    assert "Write it like C-1042" in earshot("verify", "seven", DATABASE_URL=database_url).told
    told = earshot("why", "7", DATABASE_URL=database_url).out
    assert [line.split()[3] for line in told.splitlines()] == ["opened", "claim"]
    assert earshot("verify", "8", DATABASE_URL=database_url).code == 1


def test_a_changed_trail_is_found(earshot: Earshot, app: App, database_url: str) -> None:
    with app.database.transaction() as session:
        audit.record(
            session=session, case_id=7, actor=Actor.system(), verb=Trail.OPENED, at=clock.now()
        )
    with app.database.engine.begin() as connection:
        _without_guard(app, connection)
        connection.execute(text("UPDATE audit_entries SET verb = 'claimed'"))
    done = earshot("verify", "7", DATABASE_URL=database_url)
    assert (done.code, "was changed" in done.out) == (1, True)


def _without_guard(app: App, connection: object) -> None:
    """Somebody with the rights of the database's owner takes the guard away first."""
    run = connection.exec_driver_sql  # type: ignore[attr-defined]  # a SQLAlchemy connection
    if not app.database.is_sqlite:
        run("ALTER TABLE audit_entries DISABLE TRIGGER USER")
        return
    names = run("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        run(f'DROP TRIGGER "{name}"')
