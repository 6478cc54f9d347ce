"""The five commonest tasks at the desk: presses, and the milliseconds from each press to its answer.

    python -m tests.benchmarks.bench_tasks [times] [history]

PostgreSQL with fsync on a disk, with so many open cases of a history that the tasks have nothing to do with. A press
goes the whole way: the simulated Slack sends it by HTTP, our listener checks who it is, does it in one transaction
and answers. What then goes out by the outbox is not in it. The presses on the page are those that the browser tests
count: ``tests/journeys/desk_page/test_few_presses.py`` and ``test_finding.py``.
"""

import itertools
import statistics
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import requests
from sqlmodel import insert, text

from bot.domain.records.messages.message import Direction, Message
from bot.slack.api.values import CaseValue
from bot.storage.engine import Database
from tests.benchmarks.bench_clocks import load
from tests.database import EmbeddedPostgres, MovableDatabase
from tests.desk.conftest import X_ACCOUNT
from tests.domain.triage.feed import ordinary
from tests.sandbox.serving import site
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, Workplace, open_workplace

TIMES, HISTORY = 100, 20_000
PRESS_MS = 3_000.0  # Slack waits no longer
_WARMING = 3
_A_HANDFUL = 5_000
_ASKED = ("card declined", "state:open transfer", "from:@bea3", "refund owner:nobody")


class Desk:
    """Somebody at the desk, and how long each of their presses took to be answered."""

    authors = itertools.count(1)  # each writes once: two posts of one are one case

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.took: dict[str, list[float]] = defaultdict(list)

    def press(self, what: str, verb: str, **given: Any) -> None:
        """One press, timed until the bot has answered it."""
        began = time.perf_counter()
        outcome = self.workplace.do(verb, user=AMIRA, **given)
        self.took[what].append((time.perf_counter() - began) * 1000)
        if not outcome.get("ok") or outcome.get("error") or outcome.get("errors"):
            raise RuntimeError(f"{what}: {outcome}")

    def on_headline(self, what: str, case_id: int, action_id: str, **more: Any) -> None:
        """A press on a case's headline."""
        ts = self.workplace.thread(case_id).slack_ts
        self.press(what, "click", channel=CHANNEL, ts=ts, action_id=action_id, **more)

    def new_case(self) -> int:
        """A complaint that nobody has, shown in Slack."""
        number = next(self.authors)
        words = ordinary()[number % len(ordinary())]
        return self.workplace.complaint(words, author=f"bea{number}")

    def form(self) -> str:
        """The form on top."""
        address = f"{self.workplace.address}/control/slack/state?parts=open_views"
        views = requests.get(address, timeout=10).json()["open_views"].get(AMIRA)
        if not views:
            raise RuntimeError("No form is open.")
        return str(views[-1]["id"])


def claim(desk: Desk) -> None:
    """One press on the headline."""
    desk.on_headline("claim", desk.new_case(), "claim")


def answer(desk: Desk) -> None:
    """Reply…, the preview, Send."""
    words = _words()
    desk.on_headline("reply: the form", desk.new_case(), "reply")
    entered = {"text": words, "purpose": "answers"}
    desk.press("reply: the preview", "submit", view_id=desk.form(), values=entered)
    desk.press("reply: send", "submit", view_id=desk.form(), values={})


def answer_and_resolve(desk: Desk) -> None:
    """Reply…, Preview, and resolve with it; Send and resolve."""
    entered = {"text": _words(), "purpose": "answers"}
    desk.on_headline("send and resolve: the form", desk.new_case(), "reply")
    button = {"action_id": "preview_and_resolve", "values": entered}
    desk.press("send and resolve: the preview", "click_view", view_id=desk.form(), **button)
    desk.press("send and resolve: send", "submit", view_id=desk.form(), values={})


def hand_over(desk: Desk) -> None:
    """More… › Hand over…, to whom, and the green button."""
    case_id = desk.new_case()
    chosen = str(CaseValue(case_id, desk.workplace.case(case_id).version))
    value = chosen.replace("v1:", "hand_over:")
    desk.on_headline("hand over: the form", case_id, "more", value=value)
    entered = {"to": JONAS, "note": "Waits for the refund team"}
    desk.press("hand over: done", "submit", view_id=desk.form(), values=entered)


def find(desk: Desk) -> None:
    """What somebody types after /case."""
    asked = _ASKED[len(desk.took["find: /case"]) % len(_ASKED)]
    desk.press("find: /case", "command", channel=CHANNEL, text=f"/case {asked}")


TASKS: dict[str, tuple[int, Callable[[Desk], None]]] = {
    "claim": (1, claim),
    "reply in public": (3, answer),
    "send and resolve": (3, answer_and_resolve),
    "hand over": (2, hand_over),
    "find a case": (1, find),
}


def _words() -> str:
    """Never the same twice; without digits, of which eight would be an account number."""
    unlike = uuid.uuid4().hex[:12].translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"Sorry about that. It is put right now. {unlike} ^AH"


def remember(database: Database, cases: int) -> None:
    """So many open cases of before, each with the words of an ordinary post."""
    url = database.url.render_as_string(hide_password=False)
    now = datetime.now(UTC)
    load(url, cases, now=now)
    row = Message(
        case_id=0,
        channel="x",
        account=X_ACCOUNT,
        external_id="",
        direction=Direction.INBOUND,
        author_id=1,
        text="",
        posted_at=now,
        received_at=now,
    ).model_dump(exclude={"id"})
    said = ordinary()
    for first in range(1, cases + 1, _A_HANDFUL):
        numbers = range(first, min(first + _A_HANDFUL, cases + 1))
        rows = [
            row | {"case_id": n, "external_id": f"h{n}", "text": said[n % len(said)]}
            for n in numbers
        ]
        with database.transaction() as session:
            session.connection().execute(insert(Message), rows)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def measure(workplace: Workplace, times: int) -> bool:
    """Do each task so often, and print it; whether every press was answered in the time that Slack allows."""
    for _, do in TASKS.values():
        warm = Desk(workplace)
        for _ in range(_WARMING):
            do(warm)
    kept = True
    for name, (presses, do) in TASKS.items():
        desk = Desk(workplace)
        for _ in range(times):
            do(desk)
        print(f"  {name}: {presses} {'press' if presses == 1 else 'presses'}")
        for what, took in desk.took.items():
            cut = statistics.quantiles(took, n=100, method="inclusive")
            kept = kept and cut[98] < PRESS_MS
            print(f"    {what}: median {cut[49]:.0f} ms, p99 {cut[98]:.0f} ms")
    return kept


def main() -> None:
    """Measure on PostgreSQL."""
    given = [int(each) for each in sys.argv[1:]]
    times, cases = (*given, *(TIMES, HISTORY)[len(given) :])
    server = EmbeddedPostgres(f"bench-{uuid.uuid4().hex[:8]}", durable=True)
    try:
        with server.fresh_url() as url, site() as platforms, site() as bot:
            database = MovableDatabase(url)
            print(
                f"The five commonest tasks on PostgreSQL with fsync, {times} times each, ", end=""
            )
            print(f"{cases} other open cases")
            with open_workplace(database, platforms, bot) as workplace:
                remember(database, cases)
                kept = measure(workplace, times)
            print(
                f"  goal {PRESS_MS:.0f} ms from a press to its answer: {'kept' if kept else 'MISSED'}"
            )
            database.dispose()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
