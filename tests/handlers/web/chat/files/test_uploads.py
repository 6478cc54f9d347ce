"""What a customer sends, from the page to what is kept, and back by a link that runs out."""

import asyncio
import contextlib
import dataclasses
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request

from bot import clock
from bot.bootstrap import App
from bot.desk.chat import file_links, keeping
from bot.desk.chat.refusals import LinkRanOut
from bot.domain.records.audit import AuditEntry
from bot.domain.records.case import Case, CaseState
from bot.domain.records.chat import ChatLogin, ChatRoute
from bot.domain.records.chat_file import ChatFile, ChatFileBody
from bot.domain.records.message import Message
from bot.domain.records.trail import Trail
from bot.domain.rules.chat_rules import FileRules
from handlers.body import raw_body
from handlers.status import Readiness
from handlers.web.chat import limits
from handlers.web.chat.files import cleaning, routes
from handlers.web.site import site as whole_site
from tests.handlers.asking import Answer
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.people import Bank, Browser
from tests.journeys.house import eventually


def send(browser: Browser, body: bytes, *, key: str = "k1", **told: str) -> Answer:
    """Send a file as the page's script does."""
    form, kind = made.multipart(body, key=key, **told)
    return browser.post("/chat/file", form, kind, browser.word())


def send_plainly(browser: Browser, body: bytes, *, key: str = "k1", **told: str) -> Answer:
    """Send a file by the form that works without script."""
    form, kind = made.multipart(body, key=key, csrf=browser.word(), **told)
    return browser.post("/chat/file", form, kind)


def kept_files(bank: Bank) -> list[ChatFile]:
    """What is known of every file."""
    with bank.app.database.reading() as session:
        return list(session.exec(select(ChatFile).order_by("id")))


def link_of(browser: Browser, answer: Answer) -> str:
    """Where the browser is sent that follows its own file's link."""
    moved = browser.get(answer.json()["word"]["file"]["href"])
    assert moved.status == HTTPStatus.SEE_OTHER, moved.text
    return moved.headers["location"]


def test_a_picture_is_a_word_of_the_chat(ana: Browser, bank: Bank) -> None:
    ana.script("/chat/say", key="w1", text="Look")
    answer = send(ana, made.with_place(), name="receipt.jpg")
    assert answer.status == 200
    word = answer.json()["word"]
    assert (word["mine"], word["text"], word["key"]) == (True, "", "k1")
    assert word["file"]["told"] == "Picture, 1 kB"
    assert word["file"]["name"] == "receipt.jpg"
    assert ana.shown() == ["Look", ""]
    assert ">Picture, 1 kB</a>" in ana.get().text
    (file,) = kept_files(bank)
    assert (file.width, file.height) == (40, 60)


def test_it_is_sealed_at_rest_and_in_the_trail_by_its_fingerprint(ana: Browser, bank: Bank) -> None:
    send(ana, made.with_place())
    with bank.app.database.reading() as session:
        (body,) = session.exec(select(ChatFileBody)).all()
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == Trail.CHAT_FILE)).one()
        (file,) = session.exec(select(ChatFile)).all()
    assert b"JFIF" not in body.sealed
    assert entry.details["fingerprint"] == file.fingerprint
    assert "name" not in entry.details


def test_the_same_key_again_is_the_same_word(ana: Browser, bank: Bank) -> None:
    first, second = send(ana, made.picture()), send(ana, made.picture())
    assert first.json() == second.json()
    assert len(kept_files(bank)) == len(bank.words()) == 1


def test_without_javascript_a_plain_form_works(ana: Browser, bank: Bank) -> None:
    assert 'enctype="multipart/form-data"' in ana.get().text
    answer = send_plainly(ana, made.pdf(2), name="statement.pdf", kind="application/pdf")
    assert answer.status == HTTPStatus.SEE_OTHER
    assert "PDF, 1 kB" in ana.get().text
    assert "statement.pdf" in ana.get().text
    refused = send_plainly(ana, made.SVG, key="k2")
    assert refused.status == 415
    assert "This is something else." in refused.text
    nothing = send_plainly(ana, b"", key="k3", name="")
    assert nothing.status == 422
    assert "Choose a picture or a PDF first." in nothing.text
    assert len(kept_files(bank)) == 1


@pytest.mark.parametrize("declared", ["image/jpeg", "image/svg+xml", "text/html", "../../x", ""])
def test_neither_the_name_nor_the_declared_type_says_what_it_is(
    ana: Browser, declared: str
) -> None:
    assert send(ana, made.HTML, name="photo.jpg", kind=declared).status == 415
    answer = send(ana, made.picture(), name="page.html", kind=declared)
    assert answer.json()["word"]["file"]["told"] == "Picture, 1 kB"


def test_a_file_named_like_markup_runs_as_such(ana: Browser) -> None:
    """It does not: on the page it is text, and it is handed out under a name of ours."""
    name = "<img src=x onerror=alert(1)>.jpg"
    answer = send(ana, made.picture(), name=name)
    page = ana.get().text
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;.jpg" in page
    fetched = ana.get(link_of(ana, answer))
    assert fetched.headers["content-disposition"] == 'attachment; filename="chat-picture-1.jpg"'


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename=evil.html; x="',
        "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
        "a%0d%0aX: y",
        "\u202egpj.exe",
    ],
)
def test_a_file_s_name_puts_nothing_into_a_header(ana: Browser, name: str) -> None:
    answer = send(ana, made.picture(), name=name)
    if answer.status != 200:  # it is no form any more
        assert answer.status in (400, 415, 422)
        return
    fetched = ana.get(link_of(ana, answer))
    assert fetched.headers["content-disposition"] == 'attachment; filename="chat-picture-1.jpg"'
    assert "set-cookie" not in fetched.headers
    assert "\u202e" not in answer.json()["word"]["file"]["name"]


def test_svg_and_html_run_nowhere_and_no_file_is_shown_in_our_name(ana: Browser) -> None:
    fetched = Browser(ana.site).get(link_of(ana, send(ana, made.picture())))  # without a cookie
    assert fetched.status == 200
    assert fetched.body.startswith(b"\xff\xd8\xff")
    told = fetched.headers
    assert told["content-type"] == "image/jpeg"
    assert told["x-content-type-options"] == "nosniff"
    assert told["content-security-policy"] == "sandbox; default-src 'none'"
    assert told["cache-control"] == "no-store"
    assert told["content-disposition"].startswith("attach")
    assert "set-cookie" not in told


def test_a_number_in_a_file_s_name_is_masked_as_in_words(ana: Browser, bank: Bank) -> None:
    answer = send(ana, made.picture(), name="card 4111 1111 1111 1111.jpg")
    assert "4111" not in answer.text
    with bank.app.database.reading() as session:
        assert "4111" not in str(session.exec(select(Message.attachments)).all())
        assert "4111" not in str(session.exec(select(ChatFile.name)).all())


def test_a_link_is_good_for_ten_minutes_for_one_file_and_one_browser(
    ana: Browser, bank: Bank, app: App
) -> None:
    link = link_of(ana, send(ana, made.picture()))
    send(ana, made.pdf(), key="k2")
    token = link.removeprefix("/chat/files/")
    key, number, who, until, proof = token.split(".")
    with app.looking() as desk:
        assert file_links.opened(desk, link=token).media_type == "image/jpeg"
        late = replace(desk, database_now=desk.database_now + timedelta(minutes=10, seconds=1))
        with pytest.raises(LinkRanOut):
            file_links.opened(late, link=token)
    changed = [
        f"{key}.{int(number) + 1}.{who}.{until}.{proof}",
        f"{key}.{number}.{int(who) + 1}.{until}.{proof}",
        f"{key}.{number}.{who}.{int(until) + 1}.{proof}",
        f"k9.{number}.{who}.{until}.{proof}",
        f"{key}.{number}.{who}.{until}.{'A' * 43}",
        "x",
    ]
    answers = [Browser(ana.site).get(f"/chat/files/{each}") for each in changed]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert {a.headers["content-security-policy"] for a in answers} == {
        "sandbox; default-src 'none'"
    }
    bank.change(1, revoked_at=clock.now())
    assert Browser(ana.site).get(link).status == 404


def test_nobody_gets_at_the_file_of_another_s_chat(
    ana: Browser, bank: Bank, site: Starlette
) -> None:
    href = send(ana, made.picture()).json()["word"]["file"]["href"]
    bob = Browser(site)
    bob.enter(bank.invite(bank.complaint("bob")))
    assert bob.get(href).status == 404
    assert Browser(site).get(href).status == 401
    assert send(ana, made.picture(), key="k1").status == 200
    other = bob.post("/chat/file", *made.multipart(made.picture(), key="k1"), word=ana.word())
    assert other.status == 403


def test_who_came_by_a_public_link_gets_no_older_file(bank: Bank, site: Starlette) -> None:
    token = bank.invite(bank.complaint(), route=ChatRoute.PUBLIC)
    first, second = Browser(site), Browser(site)
    first.enter(token)
    assert send(first, made.picture()).status == 403  # locked: no code has come
    bank.unlock_newest()
    href = send(first, made.picture()).json()["word"]["file"]["href"]
    second.enter(token)
    assert second.get(href).status == 404
    bank.unlock_newest()
    assert second.get(href).status == 404
    assert first.get(href).status == 303


def under(ana: Browser, app: App, **changed: Any) -> Browser:
    """The same browser at a bank that has other limits."""
    files = FileRules(**{"on": True, "largest_mb": 1, "most": 2, "most_megapixels": 2, **changed})
    chat = app.rules.chat.model_copy(update={"files": files})
    other = dataclasses.replace(app, rules=app.rules.model_copy(update={"chat": chat}))
    return Browser(whole_site(other, readiness=Readiness(other)), cookie=ana.cookie)


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


def test_an_ended_chat_takes_no_file(ana: Browser) -> None:
    send(ana, made.picture())
    ana.script("/chat/end")
    assert send(ana, made.picture(), key="k2").status == 409


def test_files_go_when_their_case_ended_long_ago_and_at_once_when_its_key_is_destroyed(
    ana: Browser, bank: Bank, app: App, case_id: int
) -> None:
    first = send(ana, made.picture())
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 0
    with app.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        case.state, case.state_since = CaseState.RESOLVED, desk.now - timedelta(days=91)
        desk.session.add(case)
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 1
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 0
    with app.database.reading() as session:
        assert session.exec(select(ChatFileBody)).all() == []
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == Trail.CHAT_FILES_ERASED))
        assert entry.one().details == {"files": [1]}
    assert ana.get(first.json()["word"]["file"]["href"]).status == 404
    assert ">Picture, 1 kB<bdi" in ana.get().text


def test_what_an_erased_case_keeps_nobody_opens(
    ana: Browser, bank: Bank, app: App, case_id: int
) -> None:
    link = link_of(ana, send(ana, made.picture()))
    with app.desk() as desk:
        desk.vault.destroy(session=desk.session, case_id=case_id, now=desk.now)
    assert Browser(ana.site).get(link).status == 404
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 1


@pytest.mark.parametrize("identified", [False, True])
def test_browsers_are_forgotten_in_time_but_not_what_a_login_proved(
    ana: Browser, app: App, identified: bool
) -> None:
    with app.desk() as desk:
        assert keeping.forget_sessions(desk) == 0
        row = ChatLogin(session_id=1, invitation_id=1, state_hash="x", begun_at=desk.now)
        row.identified_at = desk.now if identified else None
        desk.session.add(row)
    with app.desk() as desk:
        later = replace(desk, now=desk.now + timedelta(days=31))
        assert keeping.forget_sessions(later) == (0 if identified else 1)
    assert ana.get("/chat/words").status == (200 if identified else 401)


def test_the_shipped_limits_are_what_the_page_says(ana: Browser) -> None:
    assert 'data-largest="8000000"' in ana.get().text
    assert "JPEG, PNG, WebP or PDF, 8 MB at most." in ana.get().text
