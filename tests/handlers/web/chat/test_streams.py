"""Pages held open on a real port: told of news within a moment, ended in time, refused politely when full."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from bot.bootstrap import App
from handlers.status import Readiness
from handlers.web.chat import hearing
from handlers.web.site import site as whole_site
from tests.handlers.web.chat.people import Bank, Browser
from tests.handlers.web.chat.served import serving
from tests.journeys.house import free_port

PATIENCE_S = 10


class Served:
    """The site on its port, as one browser sees it."""

    def __init__(self, app: App, port: int) -> None:
        self.readiness = Readiness(app)
        self.site = whole_site(app, readiness=self.readiness)
        self.origin = f"http://127.0.0.1:{port}"

    @contextmanager
    def stream(self, browser: Browser) -> Iterator[tuple[int, dict[str, str], Iterator[str]]]:
        """The stream of this browser: status, headers, and its events as they come."""
        headers = {"cookie": browser.cookie}
        address = f"{self.origin}/chat/events"
        with requests.get(address, headers=headers, stream=True, timeout=PATIENCE_S) as answer:
            lines = (str(line) for line in answer.iter_lines(1, decode_unicode=True))
            events = (line.partition(": ")[2] for line in lines if line.startswith("event"))
            yield answer.status_code, {**answer.headers}, events


@pytest.fixture
def served(app: App) -> Iterator[Served]:
    port = free_port()
    made = Served(app, port)
    with serving(made.site, port=port):
        yield made


@pytest.mark.on_both
def test_a_page_is_told_of_news_and_of_nothing_else(
    served: Served, bank: Bank, ana: Browser, case_id: int
) -> None:
    with served.stream(ana) as (status, headers, events):
        assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert headers["cache-control"] == "no-store"
        assert next(events) == "beat"
        bank.says(case_id, "Here I am")
        assert next(each for each in events if each != "beat") == "news"


def test_a_page_is_told_that_somebody_writes_and_that_they_stopped(
    served: Served, bank: Bank, ana: Browser, case_id: int
) -> None:
    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        for is_writing in (True, False):
            bank.writes(case_id, is_writing=is_writing)
            assert next(each for each in events if each != "beat") == "news"
            told = ana.get("/chat/words?after=0").json()["writing"]
            assert told == ("Somebody is writing…" if is_writing else "")


def test_a_stream_ends_as_soon_as_the_process_is_to_end(served: Served, ana: Browser) -> None:
    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        served.readiness.drain()
        assert set(events) <= {"news"}


def test_too_many_open_pages_are_told_when_to_try_again(
    served: Served, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "MOST_OF_ONE", 1)
    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        with served.stream(ana) as (status, headers, _):
            assert (status, headers["retry-after"]) == (503, "60")


def test_a_stream_is_opened_for_nobody_who_is_not_in(served: Served, ana: Browser) -> None:
    with served.stream(Browser(ana.site, "chat=nobody")) as (status, _, _):
        assert status == 401
