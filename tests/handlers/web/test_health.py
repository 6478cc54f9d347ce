"""/healthz, /readyz, /status and /metrics tell the platform and a monitor the truth in plain words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from starlette.applications import Starlette

from bot import clock
from bot.bootstrap import App
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Staff
from bot.inbox.store import Incoming, store
from bot.migrations import runner
from bot.storage.house import heartbeats
from bot.storage.house.cursors import Cursor
from bot.telemetry import metrics
from handlers.processes.heartbeat import Heart
from handlers.status import Readiness
from handlers.web import health
from tests.handlers.asking import Answer, ask

TOKEN = {"Authorization": "Bearer sandbox"}


@pytest.fixture
def readiness(app: App) -> Readiness:
    with app.database.engine.begin() as connection:
        context = MigrationContext.configure(connection)
        context.stamp(ScriptDirectory.from_config(runner.configuration()), "head")
    return Readiness(app)


@pytest.fixture
def get(app: App, readiness: Readiness) -> Callable[..., Answer]:
    site = Starlette(routes=health.routes(app, readiness, process="web:test"))
    return lambda path, headers=TOKEN: ask(site, "GET", path, headers=headers)


def reasons(answer: Answer) -> str:
    return " ".join(answer.json()["reasons"])


def test_a_process_that_is_up_says_so(get: Callable[..., Answer]) -> None:
    assert get("/healthz").status == 200


@pytest.fixture
def worker(app: App) -> None:
    with app.database.transaction() as session:
        now = app.database.now(session)
        heartbeats.beat(session=session, process="worker:1", role="worker", counters=[], now=now)
        session.add(Staff(slack_user_id="U1", team_id="T1", name="Ida", refreshed_at=now))


def test_before_anybody_was_read_from_slack_the_status_says_that_nobody_can_act(
    get: Callable[..., Answer],
) -> None:
    assert get("/readyz").status == 200
    assert "Nobody can act yet" in reasons(get("/status"))


@pytest.mark.usefixtures("worker")
def test_a_migrated_quiet_house_works(get: Callable[..., Answer]) -> None:
    assert get("/readyz").json() == {"ready": True, "reasons": []}
    answer = get("/status")
    assert (answer.status, answer.json()["reasons"]) == (200, [])
    assert answer.json()["workers"] == ["worker:1"]
    assert answer.json()["no_topics_for"] == {}
    assert answer.json()["inbox"] == {"waiting": 0, "oldest_s": 0.0, "set_aside": 0}


def test_strangers_learn_only_whether_it_is_ready(get: Callable[..., Answer]) -> None:
    assert get("/readyz", headers={}).json() == {"ready": True}


def test_an_ending_process_is_not_ready(readiness: Readiness, get: Callable[..., Answer]) -> None:
    readiness.drain()
    assert get("/readyz").status == 503
    assert "ending" in reasons(get("/readyz"))


def test_a_database_that_is_not_migrated_is_a_reason(app: App, get: Callable[..., Answer]) -> None:
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    assert get("/readyz").status == 503
    assert "python -m handlers migrate" in reasons(get("/readyz"))


def test_an_inbox_nobody_reads_is_a_reason(app: App, get: Callable[..., Answer]) -> None:
    with app.database.transaction() as session:
        store(
            session=session,
            items=[Incoming("x:mentions:1", "x", "1", "1:posted", b"{}")],
            vault=app.vault,
            now=clock.now(),
            db_now=app.database.now(session) - timedelta(minutes=7),
        )
    assert get("/status").status == 503
    assert "The inbox has waited 7 minutes" in reasons(get("/status"))
    assert get("/readyz").status == 200


def test_a_source_that_went_silent_is_a_reason(app: App, get: Callable[..., Answer]) -> None:
    source = app.channels["x"].sources()[0].name
    with app.database.transaction() as session:
        now = app.database.now(session)
        an_hour_ago = now - timedelta(hours=1)
        session.add(
            Cursor(
                source=source,
                next_at=now,
                last_success_at=an_hour_ago,
                last_error="No credit left.",
            )
        )
    assert f"{source} has not been read for 60 minutes. No credit left." in reasons(get("/status"))
    assert get("/readyz").status == 200


def test_a_deployment_without_a_worker_says_so_and_web_goes_on(get: Callable[..., Answer]) -> None:
    assert "No worker is alive" in reasons(get("/status"))
    assert get("/readyz").status == 200


@pytest.mark.usefixtures("worker")
def test_an_alarm_that_stands_is_a_reason(app: App, get: Callable[..., Answer]) -> None:
    with app.database.transaction() as session:
        now, kind = app.database.now(session), AlarmKind.CHANNEL_LEFT
        session.add(Alarm(kind=kind, subject="C1", raised_at=now, seen_at=now, told_at=now))
    assert reasons(get("/status")) == "An alarm stands: channel_left (C1)."


def test_figures_come_also_without_a_database(app: App, get: Callable[..., Answer]) -> None:
    assert "earshot_database_up 1.0" in get("/metrics").text
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE heartbeats RENAME TO gone")
    metrics.NOT_USED.labels(channel="x").inc()
    answer = get("/metrics")
    assert answer.status == 200
    assert "earshot_database_up 0.0" in answer.text
    assert 'earshot_not_used_items_total{channel="x",process="web:test"}' in answer.text


def test_a_database_that_fails_is_a_reason_and_no_crash(
    app: App, get: Callable[..., Answer]
) -> None:
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE received_items RENAME TO gone")
    assert get("/status").status == 503
    assert "database cannot be used" in reasons(get("/status"))


def test_figures_need_the_token(get: Callable[..., Answer]) -> None:
    assert get("/metrics", headers={}).status == 401
    assert get("/metrics", headers={"Authorization": "Bearer wrong"}).status == 401
    assert get("/metrics", headers=TOKEN).status == 200


@pytest.mark.parametrize(
    "offered", ["", "Bearer", "Bearer ", "sandbox", "Basic sandbox", "Bearer é"]
)
def test_what_is_not_exactly_the_token_opens_nothing(
    get: Callable[..., Answer], offered: str
) -> None:
    given = {"Authorization": offered}
    assert get("/metrics", headers=given).status == 401
    assert get("/status", headers=given).status == 401
    assert get("/readyz", headers=given).json() == {"ready": True}


def test_figures_tell_the_counters_of_every_living_process(
    app: App, get: Callable[..., Answer]
) -> None:
    metrics.NOT_USED.labels(channel="x").inc()
    told = [{"name": "earshot_not_used_items", "labels": {"channel": "x"}, "value": 41.0}]
    with app.database.transaction() as session:
        now = app.database.now(session)
        for process, at in (("worker:1", now), ("worker:dead", now - timedelta(minutes=5))):
            heartbeats.beat(session=session, process=process, role="worker", counters=told, now=at)
    text = get("/metrics", headers=TOKEN).text
    assert 'earshot_not_used_items_total{channel="x",process="worker:1"} 41.0' in text
    assert 'earshot_not_used_items_total{channel="x",process="web:test"}' in text
    assert "worker:dead" not in text
    assert text.count("# TYPE earshot_not_used_items_total counter") == 1


def test_figures_tell_what_waits(get: Callable[..., Answer]) -> None:
    text = get("/metrics", headers=TOKEN).text
    assert "earshot_inbox_waiting 0.0" in text
    assert 'earshot_deliveries{state="in_doubt"} 0.0' in text
    assert 'earshot_open_cases{state="new"} 0.0' in text


def test_a_process_beats_while_it_lives_and_is_forgotten_when_it_ends(app: App) -> None:
    with Heart(app, role="worker", process="worker:test") as heart:
        assert heart.first_beat.wait(10)
        with app.database.reading() as session:
            now = app.database.now(session)
            living = heartbeats.living(session=session, now=now)
        assert [beat.process for beat in living] == ["worker:test"]
    with app.database.reading() as session:
        assert heartbeats.living(session=session, now=now) == []
