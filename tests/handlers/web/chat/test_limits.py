"""How often somebody may ask, whichever process they ask, and that what is made up leaves no trace."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.applications import Starlette

from bot.bootstrap import App
from bot.domain.records.chat import ChatRoute, RateWindow
from handlers.status import Readiness
from handlers.web.chat import limits
from handlers.web.chat.hearing import Hub
from handlers.web.site import site as whole_site
from tests.handlers.web.chat.people import Bank, Browser

MINUTE = timedelta(minutes=1)


@pytest.fixture
def few_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LOOKS", limits.Limit("few looks", 2, MINUTE))


def test_looks_are_limited_over_every_process_and_another_browser_goes_on(
    app: App, bank: Bank, site: Starlette, ana: Browser, few_looks: None
) -> None:
    elsewhere = Browser(whole_site(app, readiness=Readiness(app)), ana.cookie)
    statuses = [
        browser.get("/chat/words?after=0").status for _ in range(21) for browser in (ana, elsewhere)
    ]
    assert statuses[:20] == [200] * 20
    assert 429 in statuses
    assert ana.get("/chat/words?after=0").headers["retry-after"] == "60"
    assert ana.get("/chat").status == 429
    bob = Browser(site)
    bob.enter(bank.invite(bank.complaint("bob")))
    assert bob.shown() == []


def test_cookies_that_somebody_makes_up_are_not_counted_and_leave_no_row(
    bank: Bank, site: Starlette
) -> None:
    for number in range(3):
        stranger = Browser(site, f"chat=made-up-{number}")
        assert stranger.script("/chat/say", key="k", text="x").status in (401, 403)
        assert stranger.get("/chat/events").status == 401
    with bank.app.database.reading() as session:
        assert session.exec(select(RateWindow)).all() == []


def test_a_network_is_told_that_it_entered_too_often_and_another_gets_in(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    answers = [Browser(site).enter(token) for _ in range(16)]
    assert [each.status for each in answers] == [200] * 15 + [429]
    assert "opened very often" in answers[-1].json()["problem"]


def test_strangers_hold_a_quarter_of_the_open_pages_at_most() -> None:
    async def played() -> None:
        hub = Hub(most=8)
        pages = [
            hub.stream(invitation_id=1, session_id=number, is_stranger=True) for number in (1, 2)
        ]
        for page in pages:
            await anext(page)
        assert not hub.has_room(3, is_stranger=True)
        assert hub.has_room(3)
        await pages[0].aclose()
        assert hub.has_room(3, is_stranger=True)

    asyncio.run(played())


def test_an_older_browser_that_names_no_site_enters_by_the_pages_own_form(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    """Safari before 16.4 sends no Sec-Fetch-Site, and a form without referrer has no Origin."""
    token = bank.invite(case_id)
    older = Browser(site, headers={"origin": "null"})
    page = older.get("/chat")
    door = page.headers["set-cookie"]
    assert "HttpOnly" in door
    assert "SameSite=strict" in door
    older.cookie = door.partition(";")[0]
    assert "set-cookie" in older.get("/chat").headers
    assert older.word() == page.text.partition('data-csrf="')[2].partition('"')[0]
    assert older.form("/chat/enter", csrf="x" * 64, link=token).status == 403
    assert older.form("/chat/enter", link=token).status == 303
    assert (older.cookie.partition("=")[0], older.view()) == ("chat", "talk")


def test_a_browser_of_today_is_given_no_cookie_before_it_is_in(site: Starlette) -> None:
    assert "set-cookie" not in Browser(site).get("/chat", **{"sec-fetch-site": "none"}).headers
