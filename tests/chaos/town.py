"""Customers who post all the time, and staff who claim, answer and resolve, each as far as they can see."""

import random
import re
import threading
import time
from collections.abc import Callable
from typing import Any

import requests

from tests.chaos.stage import Stage
from tests.chaos.verdict import Ledger, Posted, Pressed
from tests.journeys.conftest import AMIRA, JONAS, PRIYA
from tests.journeys.slack_acts import buttons

Message = dict[str, Any]
STAFF = (PRIYA, AMIRA, JONAS)
_SAID = (
    "the machine in Mill Street kept my card and nobody answers",
    "three weeks now for a new PIN letter",
    "why do you close the branch in my village",
    "the statement of last month shows the old address",
    "charged twice for one cup of coffee",
    "letters in a language that I never asked for",
    "the interest went down again without a word",
    "waited an hour for an appointment that nobody knew of",
    "the app forgets my payees each Monday",
    "your form asks for a fax number",
)
_MOST_WAITING = 8
_UNWILLING = (
    AssertionError,
    requests.RequestException,
)  # a press that came to nothing: tried again


class Town:
    """Everybody in it, and what they know they did."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage, self.ledger = stage, Ledger()
        self.disorder = threading.Event()  # while set, the platforms list late and tell in disorder
        self._seed, self._over = seed, threading.Event()
        self._lock, self._count = threading.Lock(), 0
        self._waiting: list[tuple[str, str]] = []  # talk, and the mark of its first word
        self._threads: list[threading.Thread] = []
        self.trouble: list[str] = []
        self.gave_up = 0  # so often nobody could do in time what they wanted

    def begin(self) -> None:
        """From now on there is life."""
        customers = random.Random(f"{self._seed} customers")
        self._run("customers", lambda: self._post_all_the_time(customers))
        for who in STAFF:
            dice = random.Random(f"{self._seed} {who}")
            self._run(who, lambda who=who, dice=dice: self._work(who, dice))  # type: ignore[misc]  # bound now

    def end(self, within_s: float) -> None:
        """Nobody begins anything new; what was begun is brought to its end."""
        self._over.set()
        until = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                self.trouble.append(f"{thread.name} could not finish")

    def _run(self, name: str, body: Callable[[], None]) -> None:
        def runs() -> None:
            try:
                body()
            except Exception as error:  # told at the end; the others go on
                self.trouble.append(f"{name}: {error!r}")

        thread = threading.Thread(target=runs, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    # Customers

    def _post_all_the_time(self, dice: random.Random) -> None:
        talks: list[tuple[str, str, str, int]] = []  # talk, where, the post answered, words so far
        while not self._over.is_set():
            if len(self._waiting) > _MOST_WAITING:
                self._over.wait(0.5)  # staff are behind; more of the same shows nothing more
                continue
            if not talks or dice.random() < 0.45:
                talks = [*talks[-6:], self._opens(dice)]
            else:
                talk, where, first, words = talks.pop(dice.randrange(len(talks)))
                self._say(dice, talk, where, first, words)
                if words < 4:
                    talks.append((talk, where, first, words + 1))
            self._over.wait(dice.uniform(0.3, 1.6))

    def _opens(self, dice: random.Random) -> tuple[str, str, str, int]:
        mark = self._mark("mark")
        where, talk = dice.choice(("x", "facebook")), _name_of(mark)
        first = self._told(dice, talk, where, mark, None, number=0)
        with self._lock:
            self._waiting.append((talk, mark))
        return talk, where, first, 1

    def _say(self, dice: random.Random, talk: str, where: str, first: str, number: int) -> None:
        self._told(dice, talk, where, self._mark("mark"), first, number=number)

    def _told(
        self,
        dice: random.Random,
        talk: str,
        where: str,
        mark: str,
        parent: str | None,
        *,
        number: int,
    ) -> str:
        late = dice.uniform(1, 6) if self.disorder.is_set() else 0.0
        platforms = self.stage.platforms
        if where == "x":
            text = f"@NorthbankHelp {mark}: {dice.choice(_SAID)}"
            told = platforms.do("x/post", author=talk, text=text, in_reply_to=parent, late=late)
        else:
            text = f"{mark}: {dice.choice(_SAID)}"
            target = parent or self.stage.page_post
            told = platforms.do(
                "facebook/comment", parent=target, author=talk, text=text, late=late
            )
        # What a killed web process missed, Facebook sends anew, after what was written since.
        in_order = where == "x" and late == 0
        self.ledger.posted.append(
            Posted(mark, talk, number, opens=parent is None, told_in_order=in_order)
        )
        return str(told["id"])

    def _mark(self, kind: str) -> str:
        with self._lock:
            self._count += 1
            return f"{kind}{self._count}x"

    # Staff

    def _work(self, who: str, dice: random.Random) -> None:
        while not self._over.is_set():
            with self._lock:
                case = self._waiting.pop(0) if self._waiting else None
            if case is None:
                self._over.wait(0.3)
            else:
                self._care_for(who, *case, dice)

    def _care_for(self, who: str, talk: str, mark: str, dice: random.Random) -> None:
        headline = self._seen(lambda: self._headline(mark), within_s=240)
        if headline is None or dice.random() < 0.2:
            return  # some cases nobody looks after
        self._claim(who, talk, mark)
        for number in range(dice.randint(1, 2)):
            self._answer(who, talk, mark, number)
        if dice.random() < 0.3:
            self._resolve(who, talk, mark)

    def _claim(self, who: str, talk: str, mark: str) -> None:
        def is_mine() -> bool:
            headline = self._headline(mark)
            if headline is None:
                return False
            if f"<@{who}>" in str(headline["blocks"]):
                return True
            if "claim" in buttons(headline):
                self._press(who, headline, "claim")
            return False

        if self._seen(is_mine, within_s=240, every_s=0.5):
            self.ledger.claimed[talk] = who

    def _answer(self, who: str, talk: str, mark: str, number: int) -> None:
        words = self._mark("reply")
        text = f"We have looked into it for you. {words}"

        def sent() -> bool:
            form = self._form(who)
            if form is None:
                headline = self._headline(mark)
                if headline is not None and "reply" in buttons(headline):
                    self._press(who, headline, "reply")
                return False
            if _has_input(form, "text"):
                self._submit(who, form, text=text, purpose="answers")
            elif words in str(form["blocks"]):
                outcome = self._submit(who, form)
                # While it is open it asks again: the customer has written meanwhile.
                if outcome.get("ok") and self._form(who) is None:
                    return True
            else:
                self._close(who, form)  # another's, left open by a press that was cut
            return False

        if self._seen(sent, within_s=240, every_s=0.3):
            self.ledger.pressed.append(Pressed(words, talk, number))
        for form in filter(None, [self._form(who)]):
            self._close(who, form)

    def _resolve(self, who: str, talk: str, mark: str) -> None:
        def is_over() -> bool:
            headline = self._headline(mark)
            if headline is None:
                return False
            if ended(headline):
                return True
            form = self._form(who)
            if form is not None and _has_input(form, "outcome"):
                self._submit(who, form, outcome="fixed")
            elif form is not None:
                self._close(who, form)
            elif "resolve" in buttons(headline):
                self._press(who, headline, "resolve")
            return False

        if self._seen(is_over, within_s=120, every_s=0.5):
            self.ledger.resolved.add(talk)

    def answer_doubts(self) -> int:
        """Whoever is asked whether an answer is there looks at the platform, and says so; how many were open."""
        asked = [m for m in self._holding("doubt_send") if "doubt_send" in buttons(m)]
        for question in asked:
            self._quietly(lambda question=question: self._press(PRIYA, question, "doubt_send"))  # type: ignore[misc]  # bound now
        return len(asked)

    # Hands and eyes

    def _headline(self, mark: str) -> Message | None:
        for message in self._holding(mark):
            if message.get("thread_ts") in {None, message["ts"]} and "'more'" in str(message):
                return message
        return None

    def _holding(self, words: str) -> list[Message]:
        found: list[Message] = self.stage.platforms.look(f"slack/state?holding={words}")["messages"]
        return found

    def _press(self, who: str, message: Message, action_id: str) -> None:
        self.stage.platforms.press(who, message["channel"], message["ts"], action_id)

    def _submit(self, who: str, form: Message, **values: str) -> dict[str, Any]:
        entered = {name: value for name, value in values.items() if _has_input(form, name)}
        return self.stage.platforms.do("slack/submit", user=who, view_id=form["id"], values=entered)

    def _close(self, who: str, form: Message) -> None:
        self._quietly(
            lambda: self.stage.platforms.do(
                "slack/close_view", user=who, view_id=form["id"], everything=True
            )
        )

    def _form(self, who: str) -> Message | None:
        views = self.stage.platforms.look("slack/state?parts=open_views")["open_views"].get(who)
        return views[-1] if views else None

    def _seen(
        self, look: Callable[[], object], *, within_s: float, every_s: float = 0.4
    ) -> object | None:
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            found = self._quietly(look)
            if found:
                return found
            time.sleep(every_s)  # a person looks again after a while
        self.gave_up += 1
        return None

    def _quietly(self, act: Callable[[], object]) -> object | None:
        try:
            return act()
        except _UNWILLING:
            return None


def ended(headline: Message) -> bool:
    """Whether a headline says that its case is over."""
    return re.search(r"Resolved|resolved", str(headline.get("blocks"))) is not None


def _name_of(mark: str) -> str:
    """Whose first word it is; the mark itself stands in no name, or a headline would seem to say it."""
    return f"Guest{mark.removeprefix('mark').removesuffix('x')}y"


def _has_input(form: Message, name: str) -> bool:
    ids = [str(block.get("block_id")) for block in form["blocks"]]
    return any(each == name or each.startswith(f"{name}-") for each in ids)
