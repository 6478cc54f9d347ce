"""A house for the journeys: simulated platforms, a fresh database, and our real processes on it.

SQLite runs ``earshot run``; PostgreSQL runs web and worker as two processes, as a platform would.
"""

import itertools
import re
import shutil
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
import requests

import config
from bot.sandbox import credentials
from handlers.processes.sandbox import Ports, environment
from tests.conftest import POSTGRES
from tests.database import databases_of
from tests.journeys.house import PATIENCE_S, Platforms, Process, eventually, free_port
from tests.journeys.rows import Rows

AMIRA, JONAS, PRIYA, LENA, DANIEL, GUEST = (
    "U0AMIRA",
    "U0JONAS",
    "U0PRIYA",
    "U0LENA",
    "U0DANIEL",
    "U0GIL",
)
TOM, GRACE = "U0TOM", "U0GRACE"  # Tom is in no private channel; Grace works by her user group alone
LEAVER = "U1000000"  # works by the user group too, until one journey in which they leave the bank
DUTY, DIGESTS = "C0DUTY", "C0DIGESTS"
NORTHBANK, PRIVATE = "C0NORTHBANK", "C0NBPRIVATE"
AGENTS = "S0AGENTS"
_LONDON = ZoneInfo("Europe/London")
_SATURDAY = 5
_TOLD_OF_A_LOG = 4000
_marks = itertools.count(1)


class House:
    """Everything of one bank, in processes of its own."""

    page = credentials.NORTHBANK.page_id
    case_channels = ("C0NORTHBANK", "C0HARBOUR")

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url, self.rows = database_url, Rows(database_url)
        self.bot_port, self.platform_port = free_port(), free_port()
        self.platforms = Platforms(f"http://127.0.0.1:{self.platform_port}")
        self.bot = f"http://127.0.0.1:{self.bot_port}"
        self.is_sqlite = database_url.startswith("sqlite")
        self.processes: dict[str, Process] = {}
        self.page_post = ""

    @property
    def env(self) -> dict[str, str]:
        """What our processes are told."""
        ports = Ports(page=self.platform_port, bot=self.bot_port)
        ours = environment(ports, self.folder)
        quick = {
            "EARSHOT_CONFIG": str(self.folder / "config"),
            "EARSHOT_X_POLL_SECONDS": "0.3",
            "EARSHOT_X_FIND_SECONDS": "0.5",
            "EARSHOT_X_DIRECT_SECONDS": "0.5",
            "EARSHOT_FACEBOOK_POLL_SECONDS": "1",
            "EARSHOT_UNDO_SECONDS": "0.2",
            "EARSHOT_CALL_TIMEOUT_S": "3",
            "EARSHOT_SLACK_POST_GAP_S": "0.02",
            "EARSHOT_SLACK_UPDATE_GAP_S": "0.02",
            "EARSHOT_DOUBT_LAG_S": "0.5",
            "EARSHOT_DOUBT_GAP_S": "1",
            "EARSHOT_LEASE_S": "6",
            "EARSHOT_POLL_LEASE_S": "4",
            "DATABASE_URL": self.database_url,
        }
        return {**ours, **quick}

    def open(self) -> None:
        """Start the platforms, migrate, start our processes, and wait until all of it is ready."""
        command = ["bot.sandbox", "--port", str(self.platform_port), "--folder", str(self.folder)]
        manifest = Path(config.__file__).with_name("slack_manifest.yaml")
        self._start("platforms", [*command, "--bot", self.bot, "--manifest", str(manifest)])
        eventually(lambda: self.platforms.look("health"), what="the simulated platforms")
        self._settle_in()
        self.release()
        self.start_bot()
        eventually(self._works, what="who works here, read from Slack", within_s=3 * PATIENCE_S)
        self.page_post = str(
            self.platforms.do("facebook/page_post", page=self.page, text="How are we doing?")["id"]
        )

    def _settle_in(self) -> None:
        """The sandbox's own rules, but for Grace, Tom, and who will leave."""
        ours = self.folder / "config"
        shutil.copytree(Path(config.__file__).with_name("sandbox"), ours)
        roles = ours / "roles.toml"
        told = re.sub(rf"(?m)^{GRACE} = .*\n", "", roles.read_text())
        roles.write_text(re.sub(rf"(?m)^{AGENTS} = .*", f'{AGENTS} = ["reader", "agent"]', told))
        self.platforms.do("slack/grow", people=1)
        self.platforms.do("slack/usergroup", usergroup=AGENTS, add=[GRACE, LEAVER])
        self.platforms.do("slack/leave", channel=PRIVATE, user=TOM)

    def release(self) -> None:
        """Migrate, as every deploy does first."""
        migrated = Process(["handlers", "migrate"], env=self.env, log=self.folder / "migrate.log")
        assert migrated.finish() == 0, migrated.log.read_text()

    def start_bot(self) -> None:
        """Start our processes as this database needs them."""
        for name in ["run"] if self.is_sqlite else ["web", "worker"]:
            self._start(name, ["handlers", name])
        eventually(self._is_ready, what="the bot")

    def stop_bot(self, *, kill: bool = False) -> None:
        """End our processes, by SIGTERM or by kill -9."""
        for name in [name for name in self.processes if name != "platforms"]:
            process = self.processes.pop(name)
            if kill:
                process.kill()
            else:
                assert process.terminate() == 0, process.log.read_text()[-3000:]

    def waits_are_over(self) -> None:
        """What Slack refused, and what is looked at every ten minutes, is due now and not then."""
        self.rows.change("DELETE FROM cursors WHERE source LIKE 'turn:%'")
        self.rows.change("UPDATE deliveries SET not_before = created_at WHERE state = 'ready'")

    def look_again(self) -> None:
        """The worker looks at everything by which it calls people, as it does when it starts."""
        name = "run" if self.is_sqlite else "worker"
        worker = self.processes.pop(name)
        assert worker.terminate() == 0, worker.log.read_text()[-3000:]
        self._start(name, ["handlers", name])
        eventually(self._is_ready, what="the bot")

    def close(self) -> None:
        """End everything."""
        for process in self.processes.values():
            process.kill()

    def _start(self, name: str, command: list[str]) -> None:
        log = self.folder / f"{name}.log"
        self.processes[name] = Process(command, env=self.env, log=log)

    def _is_ready(self) -> bool:
        return requests.get(f"{self.bot}/readyz", timeout=5).status_code == 200

    def to_opening(self) -> None:
        """Move the world to ten o'clock of the next day on which the desk works all day."""
        now = datetime.fromisoformat(self.platforms.look("clock")["now"]).astimezone(_LONDON)
        opening = now.replace(hour=10, minute=0, second=0, microsecond=0)
        while opening <= now or opening.weekday() >= _SATURDAY:
            opening += timedelta(days=1)
        self.platforms.move(minutes=(opening - now).total_seconds() / 60)

    def _works(self) -> bool:
        known = {"authorization": "Bearer sandbox"}
        return requests.get(f"{self.bot}/status", headers=known, timeout=5).status_code == 200

    # What tests ask

    def mark(self) -> str:
        """Words that stand nowhere else in the world."""
        return f"(ref mark{next(_marks)}x)"

    def facebook_comment(self, author: str, text: str, parent: str | None = None) -> str:
        """A customer comments on the Page's post, or under a comment."""
        target = parent or self.page_post
        return str(
            self.platforms.do("facebook/comment", parent=target, author=author, text=text)["id"]
        )

    def facebook_answers(self, comment: str) -> list[dict[str, Any]]:
        """The Page's own comments under a comment, as they stand now."""
        items = self.platforms.look("facebook/timeline?limit=300")["posts"]
        return [i for i in items if _is_answer(i, to=comment)]

    def submit(self, user: str, form: dict[str, Any], **values: str) -> dict[str, Any]:
        """Send a form with these values by block."""
        return self.platforms.do("slack/submit", user=user, view_id=form["id"], values=values)

    def reference_of(self, channel: str, ts: str) -> str:
        """The case's name, as on its headline: C-1042."""
        found = re.search(r"C-\d+", str(self.platforms.message(channel, ts)))
        assert found is not None
        return found[0]

    def owner_of(self, channel: str, ts: str) -> str | None:
        """The Slack user who holds the case, as its headline says."""
        standing = (self.platforms.message(channel, ts) or {}).get("blocks")
        found = re.search(r"<@(U0[A-Z]+)>", str(standing))
        return found[1] if found else None

    def count_headlines(self, words: str) -> int:
        """How many cases in Slack hold these words."""
        everywhere = [m for c in self.case_channels for m in self.platforms.messages(c)]
        return sum(words in str(m.get("blocks")) for m in everywhere if _is_root(m))

    def database_holds(self, words: str) -> bool:
        """Whether these words stand in the clear anywhere in any table."""
        return any(words in str(row) for row in self.rows.all())

    def logs_hold(self, words: str) -> bool:
        """Whether these words stand in any log of ours."""
        ours = [log for log in self.folder.glob("*.log") if log.name != "platforms.log"]
        return any(words in log.read_text() for log in ours)


def _is_answer(item: dict[str, Any], *, to: str) -> bool:
    return bool(item["parent_id"] == to and item["is_bank"] and not item["removed"])


def _is_root(message: dict[str, Any]) -> bool:
    return message.get("thread_ts") in {None, message["ts"]}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play each journey on PostgreSQL, where web and worker are two processes."""
    if "house" in metafunc.fixturenames:
        databases = databases_of(metafunc, "postgresql")
        metafunc.parametrize("house", databases, indirect=True, scope="session")


_H = TypeVar("_H", bound=House)


@pytest.fixture(scope="session")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """One open house a database, shared by the journeys; each plays with its own people and words."""
    with opened(House, request, tmp_path_factory.mktemp(f"house-{request.param}")) as house:
        yield house


@contextmanager
def opened(kind: type[_H], request: pytest.FixtureRequest, folder: Path) -> Iterator[_H]:
    """A house of this kind, open, on the database that the fixture's parameter names."""
    with ExitStack() as stack:
        url = f"sqlite:///{folder}/earshot.db"
        if request.param != "sqlite":
            url = stack.enter_context(request.config.stash[POSTGRES].fresh_url())
        house = kind(folder, url)
        stack.callback(house.close)
        house.open()
        yield house


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under a failed journey, the end of what each process of ours said."""
    report = yield
    given = getattr(item, "funcargs", {}).values()
    house = next((each for each in given if isinstance(each, House)), None)
    if report.failed and house is not None:
        for log in sorted(house.folder.glob("*.log")):
            report.sections.append((log.name, log.read_text()[-_TOLD_OF_A_LOG:]))
        shown = house.platforms.seen()
        told = [*shown["ephemerals"][-3:], *shown["open_views"].values()]
        lines = [*house.platforms.outcomes, *(str(each)[:_TOLD_OF_A_LOG] for each in told)]
        report.sections.append(("presses", "\n".join(lines)))
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys of one database on one xdist worker, so that they share their house."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        if "house" in params:
            item.add_marker(pytest.mark.xdist_group(f"house-{params['house']}"))
