"""The bank's own login and the page, over HTTP: a certified provider, and what an attacker may bring back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy.pool import QueuePool
from sqlmodel import select
from starlette.applications import Starlette

from bot.bootstrap import App
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.chat import ChatLogin, ChatRoute, ChatSession
from bot.outbox.delivery import Delivery
from config.settings import Settings
from handlers.commands.checks import login_check
from handlers.status import Readiness
from handlers.web.chat.headers import CONTENT_SECURITY
from handlers.web.site import site as whole_site
from handlers.worker import login_watch
from tests.handlers.asking import Answer
from tests.handlers.web.chat.people import ORIGIN, Bank, Browser
from tests.journeys.house import free_port
from tests.login.cheat import Cheat, cheating
from tests.login.provider_process import CLIENT_ID, SECRET
from tests.login.real import real_provider, sign_in, told

BACK = f"{ORIGIN}/chat/login/back"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider(free_port(), redirect_uri=BACK) as made:
        yield made


@pytest.fixture
def asks() -> str:
    """When the bank asks customers to sign in."""
    return "lets_in"


@pytest.fixture
def settings(settings: Settings, issuer: str, asks: str, tmp_path: Any) -> Settings:
    return with_login(settings, issuer, asks, tmp_path)


def with_login(settings: Settings, issuer: str, asks: str, folder: Any) -> Settings:
    """The bank's own files and settings, with a login."""
    assert settings.config is not None
    for file in settings.config.glob("*"):
        (folder / file.name).write_bytes(file.read_bytes())
    table = f'\n[login]\nname = "Northbank login"\nasks = "{asks}"\nclaim = "customer_number"\n'
    with (folder / "chat.toml").open("a", encoding="utf-8") as chat:
        chat.write(table)
    return settings.model_copy(
        update={
            "config": folder,
            "chat_login_issuer": issuer,
            "chat_login_client_id": CLIENT_ID,
            "chat_login_client_secret": SecretStr(SECRET),
        }
    )


@pytest.fixture
def ben(bank: Bank, site: Starlette, case_id: int) -> Browser:
    """Somebody who came by the link that stood in public."""
    return by_public_link(bank, site, case_id)


def by_public_link(bank: Bank, site: Starlette, case_id: int) -> Browser:
    browser = Browser(site)
    assert browser.enter(bank.invite(case_id, route=ChatRoute.PUBLIC)).status == 200
    return browser


def link(browser: Browser) -> str:
    """Where the page's own link to the login leads."""
    found = browser.get().text.partition('href="/chat/login?')
    assert found[1], "no link"
    return "/chat/login?" + found[2].partition('"')[0]


def goes(browser: Browser) -> str:
    """Press it: the provider's address."""
    answer = browser.get(link(browser), **{"sec-fetch-site": "same-origin"})
    assert answer.status == 303, answer.text
    return answer.headers["location"]


def back(browser: Browser, address: str) -> Answer:
    """What the browser is answered when the provider sends it back: another site did, so no more is said."""
    return browser.get(address.removeprefix(ORIGIN), **{"sec-fetch-site": "cross-site"})


def problem(answer: Answer) -> str:
    return answer.text.partition('<p id="problem" role="alert">')[2].partition("<")[0]


def templates(app: App) -> list[str]:
    with app.database.reading() as session:
        rows = session.exec(select(Delivery).where(Delivery.kind == "slack.event"))
        return [row.payload["template"] for row in rows if "chat" in row.payload["template"]]


def test_a_customer_signs_in_and_is_in(app: App, ben: Browser) -> None:
    answer = back(ben, sign_in(goes(ben), "ana"))
    assert (answer.status, answer.headers["location"]) == (303, "/chat")
    assert ben.view() == "talk"
    assert "You are signed in with Northbank login." in ben.get().text
    assert templates(app) == ["chat_entered"]
    with app.database.reading() as session:
        [login] = session.exec(select(ChatLogin)).all()
    assert login.identified_at is not None


def test_the_policy_is_as_strict_as_without_a_login(ben: Browser) -> None:
    assert ben.get().headers["content-security-policy"] == CONTENT_SECURITY
    answer = ben.get(link(ben), **{"sec-fetch-site": "same-origin"})
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == (
        "no-store",
        "no-referrer",
    )


def test_who_says_no_at_the_login_reads_what_to_do(app: App, ben: Browser) -> None:
    answer = back(ben, sign_in(goes(ben), "nobody"))
    assert problem(answer).startswith("You did not sign in, and nothing has changed.")
    assert ben.view() == "code"
    assert templates(app) == []


def test_what_came_back_once_does_not_count_again(ben: Browser) -> None:
    address = sign_in(goes(ben), "ana")
    assert back(ben, address).status == 303
    answer = back(ben, address)
    assert answer.status == 409
    assert "took too long, or was begun elsewhere" in problem(answer)


def test_an_attackers_sign_in_does_not_count_in_a_victims_browser(
    app: App, bank: Bank, site: Starlette, case_id: int
) -> None:
    """Login CSRF: neither his state, nor a state of the victim's own with his code."""
    victim, attacker = by_public_link(bank, site, case_id), by_public_link_again(bank, site)
    his = sign_in(goes(attacker), "ben")
    assert back(victim, his).status == 409
    ours = told(goes(victim))["state"]
    answer = back(victim, f"/chat/login/back?state={ours}&code={told(his)['code']}")
    assert answer.status == 502
    assert problem(answer).startswith("Your sign-in could not be checked")
    assert victim.view() == "code"
    assert templates(app) == ["chat_login_failed"]


def by_public_link_again(bank: Bank, site: Starlette) -> Browser:
    return by_public_link(bank, site, bank.complaint("ben"))


def test_no_other_site_begins_a_sign_in(ben: Browser) -> None:
    address = link(ben)
    assert ben.get(address, **{"sec-fetch-site": "cross-site"}).status == 403
    assert ben.get("/chat/login", **{"sec-fetch-site": "same-origin"}).status == 403
    word = ben.word()
    assert ben.get(f"/chat/login?word={word}", **{"sec-fetch-site": "same-origin"}).status == 403
    assert ben.script("/chat/code").status == 200
    assert address.partition("=")[2] != word  # what stands in an address opens nothing else


def test_another_sites_link_puts_no_words_into_the_customers_box(ben: Browser) -> None:
    back(ben, sign_in(goes(ben), "ana"))
    answer = back(ben, "/chat/login/back?state=x&text=Please+close+my+account")
    assert (answer.status, ben.view()) == (409, "talk")
    assert "close my account" not in answer.text


def test_a_browser_that_has_not_entered_cannot_sign_in(site: Starlette) -> None:
    nobody = Browser(site)
    assert nobody.get("/chat/login?word=x").status == 403
    answer = nobody.get("/chat/login/back?state=x&code=y")
    assert (answer.status, "closed" in problem(answer)) == (401, True)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=&code=",
        "state=%00&code=x",
        "state=a&state=b",
        "state=" + "x" * 5_000,
        "error=%3Cscript%3Ealert(1)%3C/script%3E&state=x",
        "error_description=%3Cscript%3E&state=x",
    ],
    ids=lambda given: str(given)[:30],
)
def test_odd_things_that_come_back_are_answered_and_repeated_nowhere(
    ben: Browser, query: str
) -> None:
    answer = back(ben, f"/chat/login/back?{query}")
    assert answer.status in (400, 409)
    assert "<script>alert" not in answer.text


def test_no_address_in_a_request_leads_anywhere(ben: Browser) -> None:
    for name in ("redirect_uri", "next", "return", "url"):
        evil = f"{name}=https://evil.example"
        answer = ben.get(f"{link(ben)}&{evil}", **{"sec-fetch-site": "same-origin"})
        assert "evil.example" not in answer.headers["location"]
        assert told(answer.headers["location"])["redirect_uri"] == BACK
    address = sign_in(goes(ben), "ana")
    assert back(ben, f"{address}&next=https://evil.example").headers["location"] == "/chat"


def test_another_login_in_the_middle_gets_no_code(app: App, ben: Browser, issuer: str) -> None:
    """Mix-up: the certified provider says who it is, and here somebody else says it is another."""
    address = sign_in(goes(ben), "ana")
    other = address.replace(
        "iss=" + issuer.replace(":", "%3A").replace("/", "%2F"), "iss=https://evil"
    )
    assert other != address
    assert back(ben, other).status == 502
    assert ben.view() == "code"


def test_a_second_person_reads_that_it_does_not_open(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    ana, ben = Browser(site), Browser(site)
    for browser in (ana, ben):
        browser.enter(token)
    assert back(ana, sign_in(goes(ana), "ana")).status == 303
    answer = back(ben, sign_in(goes(ben), "ben"))
    assert problem(answer).startswith("Somebody else has signed in to this chat before")
    assert ben.view() == "code"
    assert templates(bank.app)[-1] == "chat_other_person"


def test_no_transaction_is_open_while_the_login_is_asked(
    app: App, ben: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.login import wire

    asked: list[str] = []
    exchanged, pool = wire._exchanged, app.database.engine.pool
    assert isinstance(pool, QueuePool)

    def looked_at(method: str, address: str, *given: Any, **named: Any) -> Any:
        asked.append(address.rpartition("/")[2])
        assert pool.checkedout() == 0
        return exchanged(method, address, *given, **named)

    monkeypatch.setattr(wire, "_exchanged", looked_at)
    assert back(ben, sign_in(goes(ben), "ana")).status == 303
    assert asked == ["openid-configuration", "token", "jwks"]


def test_nothing_of_a_sign_in_is_kept_but_who_it_was(app: App, ben: Browser) -> None:
    address = sign_in(goes(ben), "ana")
    state, code = told(address)["state"], told(address)["code"]
    back(ben, address)
    with app.database.reading() as session:
        kept = [row.model_dump() for row in session.exec(select(ChatLogin))]
        kept += [row.model_dump() for row in session.exec(select(ChatSession))]
        kept += [row.payload for row in session.exec(select(Delivery))]
    for secret in (state, code, "4400123", SECRET):
        assert secret not in str(kept)


def test_nothing_of_a_sign_in_is_logged(ben: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    address = sign_in(goes(ben), "ana")
    back(ben, address)
    back(ben, address)
    said = capsys.readouterr()
    for secret in (told(address)["state"], told(address)["code"], "4400123", SECRET):
        assert secret not in said.out + said.err


class TestRequired:
    """Where the bank asks for both."""

    @pytest.fixture
    def asks(self) -> str:
        return "required"

    def test_a_private_link_opens_after_signing_in(self, bank: Bank, ana: Browser) -> None:
        assert ana.view() == "login"
        assert ana.script("/chat/say", key="k", text="Hello").status == 403
        assert ana.shown() == []
        assert back(ana, sign_in(goes(ana), "ana")).status == 303
        assert ana.view() == "talk"
        assert templates(bank.app) == ["chat_entered", "chat_identified"]


class TestOffered:
    """Where whoever is in may sign in."""

    @pytest.fixture
    def asks(self) -> str:
        return "offered"

    def test_the_talk_goes_on_and_staff_know_who_it_is(self, bank: Bank, ana: Browser) -> None:
        ana.script("/chat/say", key="k", text="Hello")
        assert back(ana, sign_in(goes(ana), "ana")).status == 303
        assert ana.shown() == ["Hello"]
        assert 'href="/chat/login' not in ana.get().text
        assert templates(bank.app)[-1] == "chat_identified"

    def test_a_public_link_has_no_login(self, ben: Browser) -> None:
        assert (
            'href="/chat/login'
            not in ben.get().text.partition("only-code")[2].partition("</section>")[0]
        )
        assert ben.view() == "code"


def test_without_a_setting_there_is_no_login(app: App, bank: Bank, case_id: int) -> None:
    plain = app.settings.model_copy(update={"chat_login_issuer": ""})
    object.__setattr__(app, "settings", plain)
    browser = by_public_link(bank, whole_site(app, readiness=Readiness(app)), case_id)
    assert "/chat/login" not in browser.get().text
    assert browser.get("/chat/login").status == 404
    assert browser.get("/chat/login/back").status == 404


class TestTrouble:
    """A provider that is down, set wrong, or there again."""

    @pytest.fixture
    def cheat(self) -> Iterator[Cheat]:
        with cheating() as made:
            yield made

    @pytest.fixture
    def issuer(self, cheat: Cheat) -> str:
        return cheat.issuer

    def alarms(self, app: App) -> list[tuple[str, bool]]:
        with app.database.reading() as session:
            query = select(Alarm).where(Alarm.kind == AlarmKind.LOGIN_FAILS)
            return [(row.subject, row.cleared_at is None) for row in session.exec(query)]

    def test_a_login_that_is_down_is_a_page_that_says_so(
        self, app: App, ben: Browser, cheat: Cheat
    ) -> None:
        cheat.answers["/.well-known/openid-configuration"] = 503, b"{}"
        answer = ben.get(link(ben), **{"sec-fetch-site": "same-origin"})
        assert answer.status == 502
        assert problem(answer).startswith("Northbank login does not answer as it should just now")
        assert ben.view() == "code"
        assert (templates(app), self.alarms(app)) == ([], [])

    def test_a_secret_that_the_login_refuses_is_an_alarm(
        self, app: App, ben: Browser, cheat: Cheat
    ) -> None:
        cheat.answers["/token"] = 401, json.dumps({"error": "invalid_client"}).encode()
        state = told(goes(ben))["state"]
        assert back(ben, f"/chat/login/back?state={state}&code=c").status == 502
        assert self.alarms(app) == [("client", True)]

    def test_the_worker_says_when_the_login_is_away_for_long(self, app: App, cheat: Cheat) -> None:
        found = cheat.answers
        found["/jwks"] = 503, b"{}"
        for looks in range(1, 4):
            self.due(app)
            login_watch.watch(app, owner="worker")
            assert self.alarms(app) == ([("provider", True)] if looks == 3 else [])
        del found["/jwks"]
        login_watch.watch(app, owner="worker")  # not due
        assert self.alarms(app) == [("provider", True)]
        self.due(app)
        login_watch.watch(app, owner="worker")
        assert self.alarms(app) == [("provider", False)]

    def test_what_is_set_wrong_is_said_at_the_first_look(self, app: App, cheat: Cheat) -> None:
        cheat.metadata["issuer"] = "https://other.example"
        login_watch.watch(app, owner="worker")
        assert self.alarms(app) == [("provider", True)]

    def test_the_check_looks_at_it_and_names_the_address(self, app: App, cheat: Cheat) -> None:
        there, address = login_check.look(app)
        assert there[0]
        assert "client_secret_basic" in there[1]
        assert address == (True, f"Register this address at it, to the letter: {BACK}")
        cheat.metadata["id_token_signing_alg_values_supported"] = ["HS256"]
        [wrong] = login_check.look(app)
        assert (wrong[0], "signs with none of these" in wrong[1]) == (False, True)

    def due(self, app: App) -> None:
        """Let the next look be due."""
        from bot.storage.house.cursors import Cursor

        with app.database.transaction() as session:
            cursor = session.get(Cursor, "login:watch")
            if cursor is not None:
                cursor.next_at = app.database.now(session)
                session.add(cursor)
