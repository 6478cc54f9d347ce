"""kill -9 of web and worker in mid-chat: no word is lost or doubled, the order is kept, sessions survive."""

import random
import re
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.journeys.chat.chat_talk import Clerk, Customer, in_slack, pause_of
from tests.journeys.chat.test_private_words import told_on_x
from tests.journeys.conftest import PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import choose, claim, open_thread, reads, the_form

pytestmark = pytest.mark.xdist_group("chat-kills")


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator["Talk"]:
    """A customer in a chat, and the clerk who has the case."""
    house = House(tmp_path, database_url)
    try:
        house.open()
        yield Talk(house)
    finally:
        house.close()


class Talk:
    """One chat in processes of its own, and a hand to kill them."""

    def __init__(self, house: House) -> None:
        self.house, self._dice = house, random.Random(3)
        house.platforms.do("x/message", author="Selma Aydin", to="NorthbankHelp", text="My loan")
        self.channel, self.ts = open_thread(house, "My loan", private=True)
        claim(house, PRIYA, self.channel, self.ts)
        choose(house, PRIYA, self.channel, self.ts, "move_to_chat")
        house.submit(PRIYA, the_form(house, PRIYA))
        [sent] = eventually(lambda: told_on_x(house, "/chat#t="), what="the invitation")
        link = re.search(r"http\S+/chat#t=[\w-]{43}", sent["text"])
        assert link is not None
        self.customer = Customer(house, link[0])
        reads(house, self.channel, self.ts, "The customer is in the secure chat")
        self.clerk = Clerk(house, self.channel, self.ts)
        self._over = threading.Event()

    def play(self, kills: int) -> None:
        """Both talk while so many processes are killed, and each says one thing more after the last."""
        with ThreadPoolExecutor(3) as people:
            acts = [people.submit(each) for each in (self._writes, self._answers, self._looks)]
            try:
                for number in range(kills):
                    self._wait_for_more(acts, answers=number % 3 == 0)
                    self._kill_one()
            finally:
                self._over.set()
            for act in acts:
                act.result()

    def _wait_for_more(self, acts: list[Future[None]], *, answers: bool) -> None:
        """Until more was said, now and then by both: a clerk's answer takes three presses."""
        told = [self.customer.said, *([self.clerk.said] if answers else [])]
        before = [len(each) for each in told]

        def is_more() -> bool:
            for act in acts:
                assert not act.done(), act.result()
            return all(len(each) > count for each, count in zip(told, before, strict=True))

        eventually(is_more, what="words between two kills", within_s=300)
        pause_of(self._dice)

    def _kill_one(self) -> None:
        """End one process without a word, at any moment, and start it anew."""
        mortal = sorted(name for name in self.house.processes if name != "platforms")
        name = self._dice.choice(mortal)
        self.house.processes.pop(name).kill()
        self.house._start(name, ["handlers", name])

    def _writes(self) -> None:
        self._until_over(self.customer.says, "word")

    def _answers(self) -> None:
        self._until_over(self.clerk.says, "answer")

    def _until_over(self, say: object, name: str) -> None:
        assert callable(say)
        number = 0
        while True:
            is_last = self._over.is_set()
            number += 1
            say(f"{name} {number:04}")
            if is_last:
                return
            self._over.wait(0.5)

    def _looks(self) -> None:
        while not self._over.wait(0.3):
            self.customer.looks()

    def check(self) -> None:
        """Nothing lost, nothing doubled, in order: on the open page, on one opened now, and in Slack."""
        customer, clerk = self.customer, self.clerk
        everything = len(customer.said) + len(clerk.said)
        eventually(
            lambda: len(customer.all_words()) >= everything, what="all on the page", within_s=60
        )
        customer.looks()
        shown = customer.all_words()
        assert customer.read == shown
        assert [each for each in shown if each.startswith("word")] == customer.said
        assert [each for each in shown if each.startswith("answer")] == clerk.said
        for pattern, said in ((r"word \d{4}", customer.said), (r"answer \d{4}", clerk.said)):
            eventually(
                lambda pattern=pattern, said=said: (  # type: ignore[misc]  # bound now
                    in_slack(self.house, self.channel, self.ts, pattern) == said
                ),
                what=f"{said[-1]} in its place in Slack",
                within_s=60,
            )
        thread = self.house.platforms.thread(self.channel, self.ts)
        for word in customer.said:
            assert sum(word in each for each in thread) == 1, word


def played(talk: Talk, *, kills: int) -> None:
    talk.play(kills)
    talk.check()


@pytest.mark.sqlite_in_proof
def test_three_kills_in_mid_chat_lose_and_double_nothing(talk: Talk) -> None:
    played(talk, kills=3)


@pytest.mark.proof
def test_a_hundred_kills_in_mid_chat_lose_and_double_nothing(talk: Talk) -> None:
    played(talk, kills=100)
    assert talk.customer.lost > 20, "The kills hit nothing."
