"""A worker answers the platform's probes on a port of its own, beside its work."""

import dataclasses
import threading

import pytest
import requests
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.bootstrap import App
from bot.migrations import runner
from config.settings import variable
from handlers.endings import CannotStart
from handlers.web.site import probed
from tests.journeys.house import free_port

TOKEN = {"Authorization": "Bearer sandbox"}
PROCESS = "worker:test"


@pytest.fixture
def migrated(app: App) -> App:
    with app.database.engine.begin() as connection:
        context = MigrationContext.configure(connection)
        context.stamp(ScriptDirectory.from_config(runner.configuration()), "head")
    return app


def on_port(app: App, port: int) -> App:
    given = {"worker_port": port, "host": "127.0.0.1"}
    return dataclasses.replace(app, settings=app.settings.model_copy(update=given))


def get(port: int, path: str) -> requests.Response:
    return requests.get(f"http://127.0.0.1:{port}{path}", headers=TOKEN, timeout=10)


def test_it_lives_is_ready_and_tells_its_status_until_it_is_told_to_end(migrated: App) -> None:
    port, ended = free_port(), threading.Event()
    with probed(on_port(migrated, port), process=PROCESS, ended=ended):
        assert get(port, "/healthz").text == "The process is up."
        assert get(port, "/readyz").json() == {"ready": True, "reasons": []}
        assert get(port, "/status").json()["inbox"]["waiting"] == 0
        assert "earshot_inbox_waiting" in get(port, "/metrics").text
        assert get(port, "/slack/events").status_code == 404
        ended.set()
        ending = get(port, "/readyz")
        assert (ending.status_code, ending.json()["ready"]) == (503, False)
        assert get(port, "/healthz").status_code == 200
    with pytest.raises(requests.ConnectionError):
        get(port, "/healthz")


def test_without_a_port_nothing_listens(app: App) -> None:
    with probed(on_port(app, 0), process=PROCESS, ended=threading.Event()):
        assert "probes" not in [thread.name for thread in threading.enumerate()]


def test_a_port_that_is_taken_ends_the_worker_with_a_sentence(migrated: App) -> None:
    port = free_port()
    first = probed(on_port(migrated, port), process=PROCESS, ended=threading.Event())
    second = probed(on_port(migrated, port), process=PROCESS, ended=threading.Event())
    with first, pytest.raises(CannotStart, match=f"{variable('worker_port')}, {port}"), second:
        pass
