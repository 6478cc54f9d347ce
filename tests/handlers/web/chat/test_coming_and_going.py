"""Whether the customer is there: within a moment of coming, of closing the page, and of coming back; and what
the page says of who is there for them."""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlmodel import select

from bot import clock
from bot.bootstrap import App
from bot.desk.cases import closures, merging
from bot.desk.ownership import claims
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatWord
from bot.domain.records.staff import Actor
from bot.storage.wake import Wake
from handlers.web.chat import hearing, mounting
from tests.handlers.web.chat.people import AMIRA, Bank, Browser
from tests.handlers.web.chat.served import serving
from tests.handlers.web.chat.test_streams import Served
from tests.journeys.house import free_port

PATIENCE_S = 10


@pytest.fixture
def served(app: App, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(mounting, "Hub", partial(hearing.Hub, grace_s=0.05))
    port = free_port()
    made = Served(app, port)
    with serving(made.site, port=port):
        yield made


class Chat:
    """The only chat there is, and whoever waits for what becomes of it."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.wake = Wake(app.database)
        with app.database.reading() as session:
            self.number = session.exec(select(ChatInvitation.id)).one()

    def is_away(self) -> bool:
        with self.app.database.reading() as session:
            return session.get_one(ChatInvitation, self.number).away_since is not None

    def becomes(self, *, away: bool) -> None:
        """Wait until it is so. Each change of it announces the chat."""
        topic = f"chat:{self.number}"
        ticket = self.wake.ticket(topic)
        while self.is_away() != away:
            assert self.wake.wait(topic, ticket, PATIENCE_S), "nothing changed"
            ticket = self.wake.ticket(topic)


def test_closing_the_last_page_is_leaving_and_asking_again_is_coming_back(
    served: Served, app: App, ana: Browser
) -> None:
    chat = Chat(app)
    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        assert not chat.is_away()
    chat.becomes(away=True)
    ana.shown()
    assert not chat.is_away()


def test_a_page_that_is_loaded_anew_has_not_left(served: Served, app: App, ana: Browser) -> None:
    """Its second stream is open before the first is given up; and of two tabs one may close."""
    chat = Chat(app)
    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        with served.stream(ana) as (_, _, others):
            assert next(others) == "beat"
        ana.script("/chat/say", key="k1", text="Still here")
        assert next(each for each in events if each != "beat") == "news"
        assert not chat.is_away()


def test_a_process_that_ends_lets_nobody_leave(served: Served, app: App, ana: Browser) -> None:
    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        served.readiness.drain()
        list(events)
    assert not Chat(app).is_away()


def test_the_page_hears_who_takes_the_case_and_who_lets_go(
    served: Served, bank: Bank, ana: Browser, case_id: int, app: App
) -> None:
    by = Actor.staff(AMIRA)

    def news(events: Iterator[str]) -> str:
        assert next(each for each in events if each != "beat") == "news"
        return str(ana.get("/chat/words?after=0").json()["with"])

    with served.stream(ana) as (_, _, events):
        assert next(events) == "beat"
        with app.desk() as desk:
            claims.claim(desk, case_id=case_id, by=by, slack_user_id=AMIRA)
        assert news(events).startswith("You are talking to Amira")
        with app.desk() as desk:
            claims.release(desk, case_id=case_id, by=by)
        assert news(events).startswith("A private chat")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_state_that_changed_while_away_is_shown_as_it_is(
    bank: Bank, ana: Browser, case_id: int, language: str, app: App
) -> None:
    with app.desk() as desk:
        closures.resolve(
            desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=Actor.staff(AMIRA)
        )
    told = ana.get("/chat/words?after=0", **{"accept-language": language}).json()
    done = {"en": "We think that this is done.", "ar": "نرى أن الأمر قد انتهى."}[language]
    assert told["promise"].startswith(done)
    assert told["opens_at"] is None
    assert done in ana.get(**{"accept-language": language}).text
    ana.script("/chat/say", key="k1", text="It is not")
    assert not ana.get("/chat/words?after=0").json()["promise"].startswith(done)


def test_without_a_script_a_press_for_more_is_a_look(
    bank: Bank, ana: Browser, case_id: int, app: App
) -> None:
    bank.says(case_id, "Here it is")

    def seen() -> bool:
        with app.database.reading() as session:
            return session.exec(select(ChatWord)).one().seen_at is not None

    ana.get()
    assert not seen()
    ana.get("/chat?again=x")
    assert seen()


def test_a_look_at_an_ended_chat_whose_case_went_into_another_customers_is_answered(
    bank: Bank, ana: Browser, case_id: int, app: App
) -> None:
    bank.says(case_id, "Here it is")
    bank.change(case_id, ended_at=clock.now())
    bobs = bank.complaint("bob")
    with app.desk() as desk:
        merging.merge(desk, case_id=case_id, into=bobs, by=Actor.staff(AMIRA))
    assert ana.get("/chat?again=x").status == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_comes_back_by_a_public_link_reads_why_nothing_older_is_there(
    bank: Bank, site: object, case_id: int, language: str
) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    first = Browser(site)  # type: ignore[arg-type]  # the fixture is the site
    first.enter(token)
    bank.unlock_newest()
    first.script("/chat/say", key="k1", text="A secret")
    second = Browser(site)  # type: ignore[arg-type]  # the same
    second.enter(token)
    told = second.get("/chat/words?after=0", **{"accept-language": language}).json()
    assert (told["words"], told["earlier"]) == ([], "")
    bank.unlock_newest()
    told = second.get("/chat/words?after=0", **{"accept-language": language}).json()
    kind = {"en": "Our staff have it all", "ar": "موظفونا لديهم كل شيء"}[language]
    assert told["words"] == []
    assert kind in told["earlier"]
    assert kind in second.get(**{"accept-language": language}).text
    first.enter(token)  # the same browser goes on as it is
    assert first.shown() == ["A secret"]
