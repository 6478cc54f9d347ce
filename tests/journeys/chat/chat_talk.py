"""A customer and a clerk who talk in a secure chat as people and their pages do: what fails, they try again."""

import random
import re
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import requests

from bot.slack.views.answers.reply_preview import CONFIRM_FORM
from tests.journeys.conftest import PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import press_reply

_PATIENCE_S = 15.0
_AGAIN_S = 0.3
_OURS = {"sec-fetch-site": "same-origin"}


class Customer:
    """A page of the chat: sends numbered words with keys until each is taken, and reads what is new."""

    def __init__(self, house: House, link: str) -> None:
        self.house = house
        entered = requests.post(
            f"{house.bot}/chat/enter", json={"link": link}, headers=_OURS, timeout=_PATIENCE_S
        )
        assert entered.status_code == 200, entered.text
        self._cookies = entered.cookies
        page = requests.get(f"{house.bot}/chat", cookies=self._cookies, timeout=_PATIENCE_S).text
        self._word = page.partition('data-csrf="')[2].partition('"')[0]
        self.said: list[str] = []
        self.read: list[
            str
        ] = []  # as the words came, each look after the last word of the one before
        self.lost = 0  # how often nobody answered
        self._last = 0

    def says(self, text: str) -> None:
        """Send it until it is taken."""
        told = {"key": f"key of {text}", "text": text}
        self._until_answered(lambda: self._ask("POST", "say", json=told))
        self.said.append(text)

    def looks(self) -> None:
        """Read what is new."""
        answer = self._until_answered(lambda: self._ask("GET", f"words?after={self._last}"))
        for word in answer["words"]:
            assert word["number"] > self._last
            self._last = word["number"]
            self.read.append(word["text"])

    def all_words(self) -> list[str]:
        """What a page that is opened now shows."""
        last, more, shown = 0, True, list[str]()
        while more:
            answer = self._until_answered(partial(self._ask, "GET", f"words?after={last}"))
            shown += [word["text"] for word in answer["words"]]
            last, more = max([last, *(word["number"] for word in answer["words"])]), answer["more"]
        return shown

    def _until_answered(self, ask: Callable[[], requests.Response]) -> Any:
        pause = threading.Event()
        for _ in range(1_000):
            try:
                answer = ask()
            except requests.RequestException:
                self.lost += 1
                pause.wait(_AGAIN_S)
                continue
            if answer.status_code == 200:
                return answer.json()
            # Anything else would be a lost session, or a word that was refused.
            assert answer.status_code in (429, 500, 502, 503), (answer.status_code, answer.text)
            pause.wait(_AGAIN_S)
        raise AssertionError("The page got no answer.")

    def _ask(self, method: str, path: str, **given: Any) -> requests.Response:
        return requests.request(
            method,
            f"{self.house.bot}/chat/{path}",
            cookies=self._cookies,
            headers={**_OURS, "x-chat-token": self._word},
            timeout=_PATIENCE_S,
            **given,
        )


class Clerk:
    """Priya, who answers by the form; a press that took too long she does again, in the form that still stands."""

    def __init__(self, house: House, channel: str, ts: str) -> None:
        self.house, self._channel, self._ts = house, channel, ts
        self.said: list[str] = []

    def says(self, text: str) -> None:
        """Send it once, whatever has to be pressed again."""
        try:
            eventually(lambda: self._sent(text), what=f"“{text}” from the form", within_s=300)
        except AssertionError as failed:
            raise AssertionError(f"{failed} {self.house.platforms.outcomes}") from failed
        self.said.append(text)

    def _sent(self, text: str) -> bool:
        """One more try: send the preview that stands, or see that it is sent, or begin anew."""
        try:
            preview = self._preview(text)
            if preview is None:
                if text in str(self.house.platforms.thread(self._channel, self._ts)):
                    return True
                self._type(text)
                preview = self._preview(text)
            return preview is not None and self._press_send(preview)
        except (AssertionError, requests.RequestException):
            return False

    def _press_send(self, preview: dict[str, Any]) -> bool:
        sent = self.house.platforms.do("slack/submit", user=PRIYA, view_id=preview["id"], values={})
        return bool(sent.get("closed"))

    def _type(self, text: str) -> None:
        """Close what a killed process left open, press *Reply*, and ask for the exact preview."""
        while (left := self.house.platforms.form(PRIYA)) is not None:
            self.house.platforms.do("slack/close_view", user=PRIYA, view_id=left["id"])
        form = press_reply(self.house, PRIYA, self._channel, self._ts)
        self.house.submit(PRIYA, form, text=text, purpose="answers")

    def _preview(self, text: str) -> dict[str, Any] | None:
        form = self.house.platforms.form(PRIYA)
        if form is None or form.get("callback_id") != CONFIRM_FORM:
            return None  # also what gives the words back, and says that they were not sent
        return form if text in str(form.get("blocks")) else None


def in_slack(house: House, channel: str, ts: str, pattern: str) -> list[str]:
    """What stands in the thread that looks like this, in the order of the messages that it first stands in."""
    found: list[str] = []
    for message in house.platforms.thread(channel, ts):
        found += sorted({each for each in re.findall(pattern, message) if each not in found})
    return found


def pause_of(dice: random.Random) -> None:
    """A moment of any length, so that what comes next hits anything."""
    threading.Event().wait(dice.random())
