"""What every test gets: no network, no settings from outside, and a fresh database if it asks."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import CHROMIUM, NO_CHROMIUM
from tests.database import (
    EmbeddedPostgres,
    MovableDatabase,
    databases_of,
    is_throughout,
    new_session,
    quickest_place,
    sqlite_url,
)
from tests.lending import Lending
from tests.loopback import only_loopback

_FROM_OUTSIDE = ("EARSHOT_", "SLACK_")
_PROOF_S = 3600
_TESTS = Path(__file__).parent
_ABOVE_STORAGE = {"desk", "slack", "handlers"}
_COLLECT_AFTER = (50_000, 20, 20)
POSTGRES = pytest.StashKey[EmbeddedPostgres]()
_SESSION = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the session's PostgreSQL; nothing is started before a test needs it.

    The files of tests go to memory: SQLite waits for its disk at every commit.
    """
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(quickest_place()))
    workerinput = getattr(config, "workerinput", None)
    session = workerinput["earshot_session"] if workerinput else new_session()
    config.stash[POSTGRES] = EmbeddedPostgres(session)
    config.stash[_SESSION] = session


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where it is seen, that a part of the tests did not run."""
    if CHROMIUM is None:
        terminalreporter.write_line(NO_CHROMIUM)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell each xdist worker which PostgreSQL is this session's."""
    node.workerinput["earshot_session"] = node.config.stash[_SESSION]  # type: ignore[attr-defined]  # xdist has no types


def pytest_unconfigure(config: pytest.Config) -> None:
    """The session's own process stops PostgreSQL, after all its workers have ended."""
    if not hasattr(config, "workerinput"):
        config.stash[POSTGRES].stop()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what `make proof` runs take its time; everything else has what pyproject.toml gives a test."""
    for item in items:
        if item.get_closest_marker("at_the_build") and not is_throughout():
            item.add_marker(pytest.mark.proof)
        if item.get_closest_marker("proof"):
            item.add_marker(pytest.mark.timeout(_PROOF_S))


def pytest_collection_finish() -> None:
    """Spare what was imported from the garbage collector, which else looks through all of it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes ``database_url`` (or ``database``) once on each chosen database."""
    if "kind_of_database" in metafunc.fixturenames:
        metafunc.parametrize(
            "kind_of_database", databases_of(metafunc, _enough(metafunc)), indirect=True
        )


def _enough(metafunc: pytest.Metafunc) -> str | None:
    """The one database that shows it in `make test`; the other follows on the build machine and in `make proof`.

    What stands above the storage speaks to either through it alone; what two do at once is `on_both`.
    """
    marked = metafunc.definition.get_closest_marker
    if is_throughout():
        return None
    if marked("sqlite_in_proof"):
        return "postgresql"
    room = metafunc.definition.path.relative_to(_TESTS).parts[0]
    return "sqlite" if marked("postgresql_in_proof") or room in _ABOVE_STORAGE else None


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(_FROM_OUTSIDE) or name == "DATABASE_URL":
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def _tried_addresses() -> Iterator[list[str]]:
    with only_loopback() as attempts:
        yield attempts


@pytest.fixture(autouse=True)
def _only_loopback(_tried_addresses: list[str]) -> Iterator[None]:
    """A test that reached for another machine fails, even if the code under test hid the error."""
    _tried_addresses.clear()
    yield
    if _tried_addresses:
        pytest.fail(f"This test reached for the network: {', '.join(_tried_addresses)}")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("template") / "template.db"


@pytest.fixture
def kind_of_database(request: pytest.FixtureRequest) -> str:
    """The database this test runs on: sqlite or postgresql."""
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, kind_of_database: str, tmp_path: Path, _sqlite_template: Path
) -> Iterator[str]:
    """The URL of a fresh database with all tables, for tests that start processes of their own."""
    if kind_of_database == "sqlite":
        yield sqlite_url(tmp_path, _sqlite_template)
        return
    with request.config.stash[POSTGRES].fresh_url() as url:
        yield url


@pytest.fixture(scope="session")
def _lending(request: pytest.FixtureRequest) -> Iterator[Lending]:
    lending = Lending(request.config.stash[POSTGRES].fresh_url)
    yield lending
    lending.end()


@pytest.fixture
def database(request: pytest.FixtureRequest, kind_of_database: str) -> Iterator[MovableDatabase]:
    """An empty database with all tables, on SQLite and on PostgreSQL. Its clock can be moved.

    Where servers or processes may go on after the test, it is one that no other test gets.
    """
    of_its_own = {"database_url", "workplace"} & set(request.fixturenames)
    if kind_of_database == "postgresql" and not of_its_own:
        with request.getfixturevalue("_lending").lent() as made:
            yield made
        return
    made = MovableDatabase(request.getfixturevalue("database_url"))
    yield made
    made.dispose()
