"""The secure chat under load: open pages of one web process, its memory, and how soon an answer is there.

    python -m tests.benchmarks.bench_chat [chats] [answers]

The real web and worker processes and the simulated Slack, at the pace that we ship, on the tests' PostgreSQL,
which has no fsync. Staff's answers go out through the outbox, without the seconds in which they can be undone; an answer is
there when a page that heard of it has fetched its words. Meanwhile people press in Slack. Then customers write,
no faster than Slack takes posts in one channel, connections that ask for nothing are opened beside all that,
and a second web process is asked.
"""

import contextlib
import os
import random
import secrets
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import requests
from sqlmodel import Session, col, func, select

from bot import bootstrap
from bot.desk.answers import sending
from bot.desk.answers.replies import AnotherAnswerWaits
from bot.desk.chat import entry
from bot.desk.chat.visits import hashed
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.chat import ChatInvitation, ChatSession
from bot.domain.records.staff import Actor
from bot.outbox.delivery import UNFINISHED, Delivery
from config.settings import Settings, load, variable
from tests.benchmarks.chat_pages import Pages, crowd
from tests.database import EmbeddedPostgres
from tests.handlers.web.chat.people import AMIRA, Bank
from tests.journeys.conftest import NORTHBANK, PRIYA, House
from tests.journeys.house import Process, eventually, free_port

CHATS, ANSWERS, IDLE = 500, 300, 2_000
A_SECOND = 10  # answers
MEMORY_MB, CROWD_MB, ANSWER_MS, PRESS_MS, WORD_MS = 150.0, 200.0, 300.0, 3_000.0, 1_000.0
_ACROSS = 10
_A_BREATH_S = 2.5  # a customer's word is a post and a redraw
_PATIENCE_S = 120.0
_TALKING = 40  # chats in which answers are given; a case takes much longer to begin than a row


class LoadedHouse(House):
    """A house whose answers cannot be undone, and whose desk this process is at too.

    It is quick until ``slow_down``: then platforms are asked and told as often as the settings say we ship.
    """

    is_quick = True

    @property
    def env(self) -> dict[str, str]:
        quick = {**super().env, "EARSHOT_UNDO_SECONDS": "0"}
        return quick if self.is_quick else quick | _as_shipped()

    def slow_down(self) -> None:
        """Start our processes anew, at the pace that we ship."""
        self.stop_bot()
        self.is_quick = False
        self.start_bot()

    def desk(self) -> Bank:
        """The desk, in this process."""
        os.environ.update(self.env)
        settings = load()
        return Bank(bootstrap.build(settings, pool_size=settings.web_pool))

    def one_more_web(self) -> int:
        """Start a second web process; its port."""
        port = free_port()
        env = {**self.env, "PORT": str(port)}
        log = self.folder / "web2.log"
        self.processes["web2"] = Process(["handlers", "web"], env=env, log=log)
        return port


def main() -> None:
    """Measure, print, and fail when a bar is missed."""
    chats = int(sys.argv[1]) if len(sys.argv) > 1 else CHATS
    answers = int(sys.argv[2]) if len(sys.argv) > 2 else ANSWERS
    postgres = EmbeddedPostgres(f"bench-{uuid.uuid4().hex[:8]}")
    try:
        with postgres.fresh_url() as url, tempfile.TemporaryDirectory() as folder:
            house = LoadedHouse(Path(folder), url)
            try:
                house.open()
                is_missed = _measure(house, chats, answers)
            finally:
                house.close()
    finally:
        postgres.stop()
    raise SystemExit(1 if is_missed else 0)


def _as_shipped() -> dict[str, str]:
    """How often and how soon platforms are asked and told, as the settings are shipped."""
    paces = ("slack_post_gap_s", "slack_update_gap_s", "x_poll_seconds", "x_find_seconds",
             "x_direct_seconds", "facebook_poll_seconds", "call_timeout_s", "lease_s", "poll_lease_s",
             "doubt_lag_s", "doubt_gap_s")  # fmt: skip
    return {variable(name): str(Settings.model_fields[name].default) for name in paces}


def _measure(house: LoadedHouse, chats: int, answers: int) -> bool:
    bank = house.desk()
    cases, cookies = _seed(bank, chats)
    house.slow_down()
    bank.app.database.dispose()
    bank = house.desk()
    web, pages = house.processes["web"], Pages(house.bot_port, cookies)
    empty_mb = web.memory_mb
    opened = pages.open()
    open_mb = web.memory_mb
    print(f"{opened} of {chats} pages open: {empty_mb:.0f} MB before, {open_mb:.0f} MB with them")
    for cookie in cookies[:_ACROSS]:  # their words are read by all rules, which are made ready once
        pages.say(cookie, f"hello from {cookie[:6]}")
    for case_id in cases[:_ACROSS]:  # until then the worker may still be starting
        _answered(bank, pages, case_id, f"first {case_id}")
    took, pressed = _answers_and_presses(house, bank, pages, cases, answers)
    p99 = _told("from the answer to the page", took)
    press_p99 = _told("a press in Slack, acknowledged", pressed)
    word_p99 = _told(
        "from a customer's word to the private thread", _into_slack(house, pages, cookies)
    )
    talked_mb = web.memory_mb
    print(f"the most memory of the web process: {talked_mb:.0f} MB (bar {MEMORY_MB:.0f} MB)")
    told = crowd(house.bot_port, IDLE)
    crowded = [_answered(bank, pages, case_id, f"crowded {case_id}") for case_id in cases[:_ACROSS]]
    print(f"{IDLE} connections that ask for nothing: {told} were told to come again")
    _told("from the answer to the page, after them", crowded)
    all_mb = web.memory_mb
    print(f"the most memory of the web process, with them: {all_mb:.0f} MB (bar {CROWD_MB:.0f} MB)")
    _told("from a word at one web process to a page at another", _across(house, pages, cookies))
    pages.close()
    bank.app.database.dispose()
    if pages.lost:
        print(f"{len(pages.lost)} pages could not say what was seen: {pages.lost[0]}")
    return (
        bool(pages.lost)
        or opened < chats
        or talked_mb > MEMORY_MB
        or all_mb > CROWD_MB
        or p99 > ANSWER_MS
        or press_p99 > PRESS_MS
        or word_p99 > WORD_MS
    )


def _seed(bank: Bank, chats: int) -> tuple[list[int], list[str]]:
    """The cases in which answers are given, and the cookies of so many chats: the others stand open.

    Slack has been told of those cases by then.
    """
    cases = [bank.complaint(f"customer-{number}") for number in range(min(chats, _TALKING))]
    tokens = [bank.invite(case_id) for case_id in cases]
    cookies = []
    for number, token in enumerate(tokens):
        with bank.app.desk() as desk:
            cookies.append(entry.enter(desk, token=token, network=f"n{number}").cookie)
    eventually(
        lambda: not _waiting(bank), what="Slack was told of every case", within_s=_PATIENCE_S
    )
    with bank.app.database.transaction() as session:
        cookies += _copies(session, chats - len(cookies))
    return cases, cookies


def _waiting(bank: Bank) -> int:
    """How many deliveries are not settled."""
    with bank.app.database.reading() as session:
        query = select(func.count()).where(col(Delivery.state).in_(UNFINISHED))
        return session.exec(query).one()


def _copies(session: Session, count: int) -> list[str]:
    """So many chats more, as the rows of the first one say; their cookies."""
    cookies = [secrets.token_urlsafe(32) for _ in range(count)]
    case = session.exec(select(Case).limit(1)).one()
    chat = session.exec(select(ChatInvitation).limit(1)).one()
    browser = session.exec(select(ChatSession).limit(1)).one()
    for cookie in cookies:
        its_case = Case(**case.model_dump(exclude={"id"}))
        session.add(its_case)
        session.flush()
        told: dict[str, Any] = {"case_id": its_case.number, "token_hash": hashed(f"of {cookie}")}
        its_chat = ChatInvitation(**chat.model_dump(exclude={"id"}) | told)
        session.add(its_chat)
        session.flush()
        told = {"invitation_id": its_chat.pk, "cookie_hash": hashed(cookie)}
        session.add(ChatSession(**browser.model_dump(exclude={"id"}) | told))
    return cookies


def _answers_and_presses(
    house: LoadedHouse, bank: Bank, pages: Pages, cases: Sequence[int], answers: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each answer, and of each press meanwhile."""
    over, pressed = threading.Event(), list[float]()

    def press() -> None:
        while not over.wait(0.3):
            asked = {"user": PRIYA, "channel": NORTHBANK, "text": f"/case C-{cases[0]}"}
            pressed.append(float(house.platforms.do("slack/command", **asked)["milliseconds"]))

    presses = threading.Thread(target=press)
    presses.start()
    committed: dict[str, float] = {}
    chosen = random.Random(9).sample(list(cases) * (answers // len(cases) + 1), answers)
    for number, case_id in enumerate(chosen):
        began = time.perf_counter()
        text = f"answer {number}"
        _answer(bank, case_id, text)
        committed[text] = time.perf_counter()
        time.sleep(max(0.0, 1 / A_SECOND - (committed[text] - began)))
    pages.wait_for(list(committed))
    over.set()
    presses.join()
    return [(pages.heard[text] - at) * 1000 for text, at in committed.items()], pressed


def _answered(bank: Bank, pages: Pages, case_id: int, text: str) -> float:
    _answer(bank, case_id, text)
    committed = time.perf_counter()
    pages.wait_for([text])
    return (pages.heard[text] - committed) * 1000


def _answer(bank: Bank, case_id: int, text: str) -> None:
    """Amira's answer is in the outbox, as soon as the one before it in this case is out."""
    while True:
        with contextlib.suppress(AnotherAnswerWaits):
            return _send(bank, case_id, text)
        time.sleep(0.05)


def _send(bank: Bank, case_id: int, text: str) -> None:
    with bank.app.desk() as desk:
        sending.send(
            desk, case_id=case_id, text=text, surface=Surface.PRIVATE, purpose=Purpose.ANSWERS,
            by=Actor.staff(AMIRA), request_key=text,
        )  # fmt: skip


def _into_slack(house: LoadedHouse, pages: Pages, cookies: Sequence[str]) -> list[float]:
    """Milliseconds from a customer's word to its line in Slack."""
    took = []
    for cookie in cookies[:_ACROSS]:
        time.sleep(_A_BREATH_S)
        text = f"into Slack {cookie[:6]}"
        began = time.perf_counter()
        pages.say(cookie, text)
        eventually(lambda text=text: text in str(house.platforms.seen()["messages"]), what=text)  # type: ignore[misc]  # bound now
        took.append((time.perf_counter() - began) * 1000)
    return took


def _across(house: LoadedHouse, first: Pages, cookies: Sequence[str]) -> list[float]:
    """Milliseconds from a word that one web process took to the page that another holds open."""
    port = house.one_more_web()
    ready = f"http://127.0.0.1:{port}/readyz"
    eventually(lambda: requests.get(ready, timeout=5).ok, what="the second web process")
    second = Pages(port, cookies[:_ACROSS])
    second.open()
    took = []
    for cookie in cookies[:_ACROSS]:
        text = f"across {cookie[:6]}"
        began = time.perf_counter()
        first.say(cookie, text)
        second.wait_for([text])
        took.append((second.heard[text] - began) * 1000)
    second.close()
    return took


def _told(what: str, took: Sequence[float]) -> float:
    p99 = statistics.quantiles(took, n=100)[98]
    print(f"{what}: median {statistics.median(took):.0f} ms, p99 {p99:.0f} ms, {len(took)} times")
    return p99


if __name__ == "__main__":
    main()
