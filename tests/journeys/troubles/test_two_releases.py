"""Two releases on one database, as in every deploy: the code from before the newest migration beside today's."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.migrations import runner
from tests.conftest import POSTGRES
from tests.database import chosen_databases
from tests.journeys.conftest import NORTHBANK, PRIYA, House
from tests.journeys.house import Process, eventually
from tests.journeys.slack_acts import answer, claim, open_thread, shows
from tests.quick import ROOT

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("two releases")]
_POSTS = 6


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The tree as it was before the newest migration came."""
    newest = f"bot/migrations/versions/{runner.head()}*"
    came = git("log", "--diff-filter=A", "-1", "--format=%H", "--", newest)
    if not came or not git("rev-parse", "--verify", f"{came}^"):
        pytest.skip("This checkout has no history, so there is no release before.")
    tree = tmp_path / "before"
    tree.mkdir()
    packed = tmp_path / "before.tar"
    git("archive", "--output", str(packed), f"{came}^")
    subprocess.run(["tar", "-xf", packed, "-C", tree], check=True)
    return tree


class Deploying(House):
    """Today's web process and worker, and a worker of the release before."""

    def __init__(self, folder: Path, database_url: str, before: Path) -> None:
        super().__init__(folder, database_url)
        self.before = before

    def start_bot(self) -> None:
        """The old worker runs already when the new processes come."""
        log = self.folder / "worker-before.log"
        old = Process(["handlers", "worker"], env=self.env, log=log, cwd=self.before)
        self.processes["worker-before"] = old
        super().start_bot()

    def alone(self, name: str) -> None:
        """End a worker, so that the other has all the work."""
        worker = self.processes.pop(name)
        assert worker.terminate() == 0, worker.log.read_text()[-3000:]


@pytest.fixture(params=[each for each in chosen_databases() if each == "postgresql"])
def deploying(request: pytest.FixtureRequest, tmp_path: Path, before: Path) -> Iterator[Deploying]:
    """A database that today's release has migrated, and both at work on it."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        made = Deploying(tmp_path, url, before)
        try:
            made.open()
            yield made
        finally:
            made.close()


def test_both_read_and_send_beside_each_other_and_each_finishes_what_the_other_began(
    deploying: Deploying,
) -> None:
    house = deploying
    marks = [house.mark() for _ in range(_POSTS)]
    posts = [house.platforms.x_post(f"Person {m}", f"@NorthbankHelp my card {m}") for m in marks]
    places = [open_thread(house, mark) for mark in marks]
    for mark, place in zip(marks[:2], places[:2], strict=True):
        claim(house, PRIYA, *place)
        answer(house, PRIYA, *place, f"We look into it. {mark}")
    house.alone("worker")  # the old one alone has what the new one wrote
    for place in places[:2]:
        shows(house, *place, "With the customer")
    late = house.mark()
    house.platforms.x_post("Eve Dahl", f"@NorthbankHelp where is my PIN {late}")
    open_thread(house, late)
    house._start("worker", ["handlers", "worker"])
    house.alone("worker-before")
    last = house.mark()
    house.platforms.x_post("Ivo Petrov", f"@NorthbankHelp locked out {last}")
    eventually(
        lambda: house.platforms.headline_about(NORTHBANK, last),
        what="the new worker at work",
        within_s=90,
    )
    claim(house, PRIYA, *places[2])
    answer(house, PRIYA, *places[2], f"It is on its way. {marks[2]}")
    shows(house, *places[2], "With the customer")
    assert [house.count_headlines(mark) for mark in [*marks, late]] == [1] * (_POSTS + 1)
    assert [len(house.platforms.x_answers(post)) for post in posts] == [1, 1, 1, 0, 0, 0]
