"""Every link and cookie that leads nowhere gets the same answer after the same work.

How long that takes is measured by ``python -m tests.benchmarks.bench_chat_timing``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from starlette.applications import Starlette

from bot.bootstrap import App
from tests.handlers.asking import Answer
from tests.handlers.web.chat import nobodys
from tests.handlers.web.chat.people import Bank, Browser


@contextmanager
def statements_of(app: App) -> Iterator[list[str]]:
    """What the database is told meanwhile."""
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        told.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(app.database.engine, "before_cursor_execute", note)


def as_seen(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.body, sorted(answer.headers.items())


@pytest.mark.parametrize("by_script", [True, False], ids=["script", "form"])
def test_every_link_that_leads_nowhere_is_the_same_to_whoever_tries_it(
    app: App, bank: Bank, site: Starlette, by_script: bool
) -> None:
    work, seen = {}, {}
    for name, link in nobodys.links(bank).items():
        send = Browser(site).script if by_script else Browser(site).form
        with statements_of(app) as told:
            answer = send("/chat/enter", link=link)
        work[name] = list(told)
        seen[name] = as_seen(_without_its_key(answer))
    assert work["unknown"]
    assert {name for name, each in work.items() if each != work["unknown"]} == set()
    assert {name for name, each in seen.items() if each != seen["unknown"]} == set()
    assert seen["unknown"][0] == 404


@pytest.mark.parametrize("path", ["/chat/words?after=0", "/chat/events", "/chat"])
def test_every_cookie_that_is_nobodys_is_the_same_to_whoever_sends_it(
    app: App, bank: Bank, site: Starlette, path: str
) -> None:
    work, seen = {}, {}
    for name, cookie in nobodys.cookies(bank, site).items():
        with statements_of(app) as told:
            answer = Browser(site, f"chat={cookie}").get(path, **{"sec-fetch-site": "none"})
        work[name] = list(told)
        seen[name] = as_seen(_without_its_key(answer))
    assert work["unknown"]
    assert {name for name, each in work.items() if each != work["unknown"]} == set()
    assert {name for name, each in seen.items() if each != seen["unknown"]} == set()
    assert seen["unknown"][0] == (200 if path == "/chat" else 401)


def _without_its_key(answer: Answer) -> Answer:
    """Without the one value that is made up for each page anew."""
    key = answer.text.partition('name="key" value="')[2].partition('"')[0]
    body = answer.body.replace(key.encode(), b"") if key else answer.body
    return Answer(answer.status, answer.headers, body)
