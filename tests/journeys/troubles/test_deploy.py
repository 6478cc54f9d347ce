"""A deploy as a platform does it: release, then two web and two worker processes, SIGTERM, again."""

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests

from tests.conftest import POSTGRES
from tests.database import chosen_databases
from tests.journeys.conftest import DUTY, GRACE, PRIYA
from tests.journeys.connections import connections_counted
from tests.journeys.house import eventually
from tests.journeys.procfile import Deployment
from tests.journeys.slack_acts import RAISED, answer, claim, open_thread, text_of

CONNECTIONS_OF_TWO_AND_TWO = 17  # all that the smallest plans leave to a role
_COMPLAINTS, _VISITORS = 20, 6

# One deployment serves them all, so they stay on one xdist worker.
pytestmark = [pytest.mark.xdist_group("deploy"), pytest.mark.at_the_build]


@pytest.fixture(
    scope="module", params=[each for each in chosen_databases() if each == "postgresql"]
)
def deployment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """Everything the Procfile says, on an empty PostgreSQL database."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        made = Deployment(tmp_path_factory.mktemp("deployment"), url)
        try:
            made.open()
            yield made
        finally:
            made.close()


def test_web_is_one_process_whatever_web_concurrency_says(deployment: Deployment) -> None:
    webs = [pid for name, pid in deployment.process_ids().items() if name.startswith("web.")]
    assert len(webs) == 2
    for pid in webs:
        # Where the shell stays between, its one child is the process.
        below = psutil.Process(pid).children(recursive=True)
        assert len(below) <= 1


def test_among_6007_accounts_everyone_the_files_name_has_their_role_though_slack_says_slower(
    deployment: Deployment,
) -> None:
    named = tomllib.loads((deployment.folder / "config" / "roles.toml").read_text())
    wanted = {person: set(roles) for person, roles in named["people"].items()}
    for group, roles in named["groups"].items():
        for person in deployment.platforms.slack()["usergroups"][group]["users"]:
            wanted.setdefault(person, set()).update(roles)

    def as_wanted() -> bool:
        rows = deployment.rows.ask("SELECT slack_user_id, roles FROM staff WHERE NOT is_guest")
        return {person: set(roles) for person, roles in rows} == wanted

    eventually(as_wanted, what="everyone's role")
    assert deployment.pages_read() == deployment.pages, "no page was read twice, by either worker"
    mark = deployment.mark()
    deployment.platforms.x_post("Gro Aas", f"@NorthbankHelp who has my case {mark}")
    claim(deployment, GRACE, *open_thread(deployment, mark))
    alarms = [text_of(message) for message in deployment.platforms.messages(DUTY)]
    assert [text for text in alarms if text.startswith(RAISED)] == []


def test_two_of_each_fit_the_smallest_database_and_show_each_complaint_once(
    deployment: Deployment,
) -> None:
    eventually(lambda: requests.get(f"{deployment.second_web}/readyz", timeout=5).ok, what="web.2")
    marks = [deployment.mark() for _ in range(_COMPLAINTS)]
    with (
        connections_counted(deployment.database_url) as counts,
        ThreadPoolExecutor(_VISITORS) as visitors,
    ):
        for mark in marks:
            deployment.platforms.x_post(f"Person {mark}", f"@NorthbankHelp {mark}")
            for address in (deployment.bot, deployment.second_web):
                visitors.submit(requests.get, f"{address}/readyz", timeout=10)
        for mark in marks:
            open_thread(deployment, mark)
    assert [deployment.count_headlines(mark) for mark in marks] == [1] * _COMPLAINTS
    assert 4 <= max(counts) <= CONNECTIONS_OF_TWO_AND_TWO


def test_an_answer_in_mid_send_at_sigterm_is_found_after_the_restart_and_never_sent_again(
    deployment: Deployment,
) -> None:
    mark = deployment.mark()
    post = deployment.platforms.x_post("Noor Aziz", f"@NorthbankHelp card stuck {mark}")
    channel, ts = open_thread(deployment, mark)
    claim(deployment, PRIYA, channel, ts)
    deployment.platforms.fault("x", "POST /2/tweets", "hang_after", seconds=20)
    answer(deployment, PRIYA, channel, ts, f"Please try again now. {mark}")
    eventually(lambda: deployment.platforms.x_answers(post), what="the answer on X")
    deployment.stop_bot()
    assert deployment.deliveries_being_sent() == 0
    deployment.of_each = 1  # that each starts again is enough, and two take twice as long
    deployment.start_bot()
    eventually(
        lambda: "With the customer" in str(deployment.platforms.message(channel, ts)),
        what="the receipt after the restart",
        within_s=60,
    )
    assert len(deployment.platforms.x_answers(post)) == 1
    assert deployment.count_headlines(mark) == 1
    deployment.stop_bot()
    assert deployment.deliveries_being_sent() == 0
