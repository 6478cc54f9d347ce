"""A customer's own file, by a short link: never shown in our name, and never to another browser."""

from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from bot import clock
from bot.bootstrap import App
from bot.desk.chat import file_links
from bot.desk.chat.refusals import LinkRanOut
from bot.domain.records.chat import ChatRoute
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.files.sending import link_of, send
from tests.handlers.web.chat.people import Bank, Browser


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
