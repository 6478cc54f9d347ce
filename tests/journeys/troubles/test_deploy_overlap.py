"""A deploy whose new processes start while the old ones still run: all of them fit a server with twenty places."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo

from tests.conftest import POSTGRES
from tests.database import chosen_databases
from tests.journeys.conftest import House
from tests.journeys.connections import connections_counted
from tests.journeys.house import eventually, free_port
from tests.journeys.rows import Rows
from tests.journeys.slack_acts import open_thread

PLACES = 20  # what the smallest plans leave to a role
_ROLE = "narrow"
pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("deploy")]


class Overlapping(House):
    """Two web and two worker processes of each release, as a role that may hold so many connections and no more."""

    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(folder, database_url.replace("//postgres:", f"//{_ROLE}:"))
        self.admin_url, self.rows = database_url, Rows(database_url)
        self.started = 0

    def release(self) -> None:
        """On an empty database that belongs to the role."""
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(f"CREATE ROLE {_ROLE} LOGIN CONNECTION LIMIT {PLACES}".encode())
            admin.execute(b"DROP SCHEMA public CASCADE")
            admin.execute(f"CREATE SCHEMA public AUTHORIZATION {_ROLE}".encode())
            name = str(conninfo.conninfo_to_dict(self.admin_url)["dbname"])
            admin.execute(f"ALTER DATABASE {name} OWNER TO {_ROLE}".encode())
        super().release()

    def start_bot(self) -> None:
        """Two of each, beside whatever runs; the last of its web processes is the one that is asked."""
        for _ in range(2):
            if self.started:
                self.bot_port = free_port()
                self.bot = f"http://127.0.0.1:{self.bot_port}"
            self.started += 1
            for kind in ("web", "worker"):
                self._start(f"{kind}-{self.started}", ["handlers", kind])
        eventually(self._is_ready, what="the newest web process", within_s=60)


@pytest.fixture(params=[each for each in chosen_databases() if each == "postgresql"])
def deployment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Overlapping]:
    """One that runs its first release."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        made = Overlapping(tmp_path, url)
        try:
            made.open()
            yield made
        finally:
            made.close()
            with psycopg.connect(url, autocommit=True) as admin:
                admin.execute(f"REASSIGN OWNED BY {_ROLE} TO CURRENT_USER".encode())
                admin.execute(f"DROP ROLE {_ROLE}".encode())


def test_two_of_each_and_the_two_of_each_that_replace_them_fit_twenty_places(
    deployment: Overlapping,
) -> None:
    house = deployment
    marks = [house.mark() for _ in range(9)]
    with connections_counted(house.admin_url, role=_ROLE) as counts:
        _come(house, marks[:3])
        old = [name for name in house.processes if name != "platforms"]
        house.start_bot()
        _come(house, marks[3:6])
        together = max(counts)
        for name in old:
            process = house.processes.pop(name)
            assert process.terminate() == 0, process.log.read_text()[-3000:]
        _come(house, marks[6:])
    print(f"most connections: {max(counts)}, with both releases {together}, of {PLACES}")
    assert [house.count_headlines(mark) for mark in marks] == [1] * len(marks)
    assert all(process.runs for process in house.processes.values())
    assert max(counts) <= PLACES


def _come(house: Overlapping, marks: list[str]) -> None:
    for mark in marks:
        house.platforms.x_post(f"Person {mark}", f"@NorthbankHelp {mark}")
    for mark in marks:
        open_thread(house, mark)
