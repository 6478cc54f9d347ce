"""From a complaint in public into the secure chat and back to staff, through the real processes."""

import re
from collections.abc import Iterator

import pytest
import requests

from tests.conftest import POSTGRES
from tests.journeys.chat.test_private_words import stands_nowhere_else, told_on_x
from tests.journeys.conftest import PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    answer,
    choose,
    claim,
    open_thread,
    reads,
    shows,
    the_form,
)

BANK = "NorthbankHelp"
PATIENCE_S = 10


class ChatHouse(House):
    """A bank with a secure chat."""

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "EARSHOT_CHAT_URL": self.bot}


@pytest.fixture
def chat_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ChatHouse]:
    """On PostgreSQL, where web and worker are two processes."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        made = ChatHouse(tmp_path_factory.mktemp("chat-house"), url)
        try:
            made.open()
            yield made
        finally:
            made.close()


class Customer:
    """A browser that came by the link."""

    def __init__(self, house: House, link: str) -> None:
        self.house = house
        self._session = requests.Session()
        self._session.headers["sec-fetch-site"] = "same-origin"
        self._session.cookies = self.enters(house, link).cookies
        page = self._session.get(f"{house.bot}/chat", timeout=PATIENCE_S).text
        self._session.headers["x-chat-token"] = page.partition('data-csrf="')[2].partition('"')[0]

    @staticmethod
    def enters(house: House, link: str) -> requests.Response:
        """Press *Begin the chat* in a new browser."""
        from_our_page = {"sec-fetch-site": "same-origin"}
        address = f"{house.bot}/chat/enter"
        return requests.post(
            address, json={"link": link}, headers=from_our_page, timeout=PATIENCE_S
        )

    def is_out(self) -> bool:
        """Whether the session counts no more."""
        address = f"{self.house.bot}/chat/words?after=0"
        return self._session.get(address, timeout=PATIENCE_S).status_code == 401

    def says(self, text: str) -> None:
        """Type it and send."""
        self._post("say", key=text, text=text)

    def reads(self) -> list[str]:
        """What stands on the page now."""
        address = f"{self.house.bot}/chat/words?after=0"
        told = self._session.get(address, timeout=PATIENCE_S).json()
        return [word["text"] for word in told["words"]]

    def hears(self) -> Iterator[str]:
        """The stream's events, as they come."""
        address = f"{self.house.bot}/chat/events"
        with self._session.get(address, stream=True, timeout=60) as answer:
            for line in answer.iter_lines(1, decode_unicode=True):
                if line.startswith("event: "):
                    yield line.removeprefix("event: ")

    def _post(self, act: str, **told: str) -> None:
        address = f"{self.house.bot}/chat/{act}"
        answer = self._session.post(address, json=told, timeout=PATIENCE_S)
        assert answer.status_code == 200, answer.text


def test_a_customer_goes_on_in_the_secure_chat_is_answered_there_and_it_is_revoked(
    chat_house: ChatHouse,
) -> None:
    house = chat_house
    secret = house.mark()
    house.platforms.do(
        "x/message", author="Selma Aydin", to=BANK, text=f"It is about my loan {house.mark()}"
    )
    channel, ts = open_thread(house, "It is about my loan", private=True)
    claim(house, PRIYA, channel, ts)
    choose(house, PRIYA, channel, ts, "move_to_chat")
    house.submit(PRIYA, the_form(house, PRIYA))
    [sent] = eventually(lambda: told_on_x(house, "/chat#t="), what="the invitation")
    found = re.search(r"http\S+/chat#t=[\w-]{43}", sent["text"])
    assert found is not None
    link = found[0]
    previewed = eventually(lambda: house.platforms.look("previews")["previews"], what="a preview")
    assert previewed[0]["status"] == 200, "the platform fetched the link, and used nothing up"
    shows(house, channel, ts, "Invited into the secure chat")
    selma = Customer(house, link)
    reads(house, channel, ts, "The customer is in the secure chat")
    selma.says(f"My account was closed {secret}")
    reads(house, channel, ts, f"My account was closed {secret}")
    events = selma.hears()
    assert next(events) == "beat"
    answer(house, PRIYA, channel, ts, f"It is open again. {secret}")
    assert next(each for each in events if each == "news") == "news"
    eventually(
        lambda: selma.reads() == [f"My account was closed {secret}", f"It is open again. {secret}"],
        what="the answer on the page",
    )
    stands_nowhere_else(house, secret)
    token = link.partition("#t=")[2]
    assert not house.database_holds(token)
    assert not house.logs_hold(token)
    assert token not in str(house.platforms.seen()["messages"])
    choose(house, PRIYA, channel, ts, "revoke_chat")
    eventually(lambda: selma.is_out(), what="the end of the session")
    assert Customer.enters(house, link).status_code == 404
