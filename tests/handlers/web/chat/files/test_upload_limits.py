"""How large, how many and how often; and that nobody keeps the others waiting."""

import asyncio
import contextlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from bot.bootstrap import App
from handlers.body import raw_body
from handlers.web.chat import limits
from handlers.web.chat.files import cleaning, routes
from tests.handlers.asking import Answer
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.files.sending import kept_files, send, under
from tests.handlers.web.chat.people import Bank, Browser
from tests.journeys.house import eventually


def test_size_and_number_have_an_end_and_a_sentence(ana: Browser, bank: Bank, app: App) -> None:
    ana = under(ana, app)
    large = send(ana, made.picture() + b"\0" * 1_100_000)
    assert large.status == 413
    assert large.json()["problem"] == "This file is too large: 1 MB at most."
    for number in (1, 2):
        assert send(ana, made.picture(), key=f"k{number}").status == 200
    third = send(ana, made.picture(), key="k3")
    assert third.status == 422
    assert "it takes 2 files" in third.json()["problem"]
    assert len(kept_files(bank)) == 2


def test_a_bank_that_takes_no_files_offers_none(ana: Browser, app: App) -> None:
    ana = under(ana, app, on=False)
    assert 'id="attach"' not in ana.get().text
    assert send(ana, made.picture()).status == 422


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data", "multipart/form-data; boundary=x"),
        (b"nothing of the kind", "multipart/form-data; boundary=x"),
        (b"--x" * 5000, "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"--x\r\n" + b"A: b\r\n" * 50 + b"\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_malformed_uploads_are_refused(ana: Browser, body: bytes, kind: str) -> None:
    answer = ana.post("/chat/file", body, kind, ana.word())
    assert answer.status in (400, 415, 422)
    assert answer.json()["problem"]


def test_another_site_cannot_send_a_file(ana: Browser, bank: Bank) -> None:
    word = ana.word()
    form, kind = made.multipart(made.picture(), key="k1", csrf=word)
    ana.headers = {"sec-fetch-site": "cross-site"}
    assert ana.post("/chat/file", form, kind).status == 403
    ana.headers = {"sec-fetch-site": "same-origin"}
    without, kind = made.multipart(made.picture(), key="k1")
    assert ana.post("/chat/file", without, kind).status == 403
    assert kept_files(bank) == []


def test_who_sends_very_often_is_told_to_wait(ana: Browser) -> None:
    statuses = [send(ana, b"x", key=f"k{each}").status for each in range(limits.FILES.most + 1)]
    assert statuses == [415] * limits.FILES.most + [429]


def test_a_file_that_takes_long_keeps_nobody_else_waiting(
    ana: Browser, bank: Bank, site: Starlette, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """More files than are read at once: words and answers go on meanwhile."""
    bob = Browser(site)
    bob.enter(bank.invite(bank.complaint("bob")))
    begun, gate = tmp_path / "begun", tmp_path / "gate"
    os.mkfifo(gate)
    child = tmp_path / "child.py"
    child.write_text(
        f"import pathlib\npathlib.Path({str(begun)!r}).touch()\nopen({str(gate)!r}).read()\n"
        """print('{"refused": "not_taken"}')"""
    )
    monkeypatch.setattr(cleaning, "_CHILD", child)

    def slow(number: int) -> Answer:
        form, kind = made.multipart(made.picture(), key=f"k{number}")
        whose = (ana, bob)[number % 2]
        return whose.post("/chat/file", form, kind, whose.word())

    several = cleaning.AT_ONCE + 1
    with ThreadPoolExecutor(several) as threads:
        waiting = [threads.submit(slow, number) for number in range(several)]
        eventually(lambda: begun.exists() or None, what="a file is being read")
        assert ana.script("/chat/say", key="w1", text="Meanwhile").status == 200
        assert ana.shown() == ["Meanwhile"]
        while not all(each.done() for each in waiting):
            with contextlib.suppress(OSError):  # nobody reads just now
                os.close(os.open(gate, os.O_WRONLY | os.O_NONBLOCK))
        assert {each.result().status for each in waiting} == {415}


def test_more_bodies_at_once_than_memory_has_room_for_are_asked_to_come_again(
    ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "AT_ONCE", 0)
    answer = send(ana, made.picture())
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"
    assert "once more in a moment" in answer.json()["problem"]
    monkeypatch.undo()
    assert send(ana, made.picture()).status == 200


def test_one_customer_who_sends_slowly_leaves_the_others_their_places(
    ana: Browser, bank: Bank, site: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = Browser(site)
    bob.enter(bank.invite(bank.complaint("bob")))
    begun, gate = threading.Semaphore(0), threading.Event()

    async def slowly(request: Request, **limits: Any) -> bytes:
        if slow:
            begun.release()
            await asyncio.to_thread(gate.wait, 20)
        return await raw_body(request, **limits)

    slow = True
    monkeypatch.setattr(routes, "raw_body", slowly)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(send, ana, made.picture(), key=f"k{n}") for n in range(2)]
        try:
            assert all(begun.acquire(timeout=20) for _ in waiting)
            slow = False
            assert send(ana, made.picture(), key="k3").status == 503
            assert send(bob, made.picture()).status == 200
        finally:
            gate.set()
        assert [each.result().status for each in waiting] == [200, 200]


def test_strangers_who_send_slowly_take_no_customers_place(
    ana: Browser, site: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is nobody is let finish, for a while, and keeps nobody from sending meanwhile."""
    monkeypatch.setattr(routes, "AT_ONCE", 1)
    drained = threading.Event()
    begun, drain = threading.Event(), routes._drain

    async def slowly(request: Request) -> None:
        begun.set()
        await asyncio.to_thread(drained.wait, 20)
        await drain(request)

    monkeypatch.setattr(routes, "_drain", slowly)
    with ThreadPoolExecutor(1) as threads:
        stranger = threads.submit(send, Browser(site), made.picture())
        try:
            assert begun.wait(20)
            assert send(ana, made.picture()).status == 200
        finally:
            drained.set()
        assert stranger.result().status == 401


def test_the_shipped_limits_are_what_the_page_says(ana: Browser) -> None:
    assert 'data-largest="8000000"' in ana.get().text
    assert "JPEG, PNG, WebP or PDF, 8 MB at most." in ana.get().text
