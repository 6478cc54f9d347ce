"""Colleagues at work in a story: each claims, asks, answers, notes or hands over as people do it in Slack.

Everything goes through the buttons and forms that the bot shows, and each act waits for what one would
see before the next. Customers do not wait for it: each colleague has a list of their own and works it off.
What a visitor took over, changed or holds open is left to them.
"""

import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack.part import SlackPart
from bot.sandbox.slack.refusals import BadEntry, SlackRefusal
from bot.sandbox.stories.audience import listens
from bot.sandbox.stories.colleagues import menu_option
from bot.sandbox.stories.story import Step

Json = dict[str, Any]
Seen = TypeVar("Seen")

SEES_A_CASE_WITHIN_S = 30.0
SEES_AN_ANSWER_WITHIN_S = 20.0
PRESSES = 3  # at a bot that is too busy to answer within Slack's three seconds
_AND_RESOLVE = "preview_and_resolve"
_REFUSALS = (SlackRefusal, BadEntry)


class GaveUp(Exception):
    """What the act needs is not there: a visitor was quicker, or the bot is busy."""


class Crew:
    """The hands of all colleagues who work in a story, by their Slack user ids."""

    def __init__(self, slack: SlackPart, bot_url: str) -> None:
        self.slack = slack
        self.workspace = slack.workspace
        self.bot_url = bot_url
        self.sent: list[str] = []  # the words of every answer since this began
        self._lists: dict[str, deque[Step]] = defaultdict(deque)
        self._at_work: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()
        self._forms: set[str] = set()  # in whose name an act has a form open
        self.acts: dict[str, Callable[[Step], None]] = {
            "claim": self._claim,
            "note": self._note,
            "answer": self._answer,
            "ask": self._answer,
            "solve": self._answer,
            "close": self._close,
            "hand_over": self._hand_over,
        }

    def is_there(self) -> bool:
        """Whether a press can come to anything."""
        return listens(self.bot_url)

    def play(self, step: Step) -> bool:
        """Put it on the colleague's list; whoever has nothing to do begins at once."""
        with self._lock:
            self._lists[step.author].append(step)
            if step.author not in self._at_work:
                at_work = threading.Thread(target=self._work_off, args=(step.author,), daemon=True)
                self._at_work[step.author] = at_work
                at_work.start()
        return True

    def wait(self, timeout: float) -> bool:
        """Until every list is empty; whether that was reached within `timeout` seconds."""
        over = time.monotonic() + timeout
        with self._lock:
            busy = list(self._at_work.values())
        for each in busy:
            each.join(max(0.0, over - time.monotonic()))
        return not any(each.is_alive() for each in busy)

    def rest(self) -> None:
        """Nothing is left open."""

    def _work_off(self, user: str) -> None:
        while True:
            with self._lock:
                if not self._lists[user] or self.workspace.world.is_closing():
                    self._lists[user].clear()
                    del self._at_work[user]
                    return
                step = self._lists[user].popleft()
            self.do(step)

    def do(self, step: Step) -> None:
        """One act, or as much of it as can be done; there is no second try."""
        self._forms.discard(step.author)
        try:
            self.acts[step.kind](step)
        except (GaveUp, *_REFUSALS):
            if step.author in self._forms:
                self._put_away(step.author)

    def _claim(self, step: Step) -> None:
        """Hold the case: pressed, or handed over by somebody. Raises GaveUp for one that another keeps."""
        channel, headline = self._case(step)
        mine = f"<@{step.author}>"

        def open_to_me() -> str | None:
            drawn = _drawn(headline)
            return drawn if mine in drawn or '"action_id": "claim"' in drawn else None

        if mine in self._until(open_to_me, SEES_AN_ANSWER_WITHIN_S):
            return
        self._press(step.author, channel, headline, "claim")
        self._until(lambda: mine in _drawn(headline) or None, SEES_AN_ANSWER_WITHIN_S)

    def _note(self, step: Step) -> None:
        channel, headline = self._case(step)
        self.slack.say(step.author, channel, step.text, headline["ts"])

    def _answer(self, step: Step) -> None:
        """Claim, write, see the exact words, send; a question waits for the customer, `solve` ends the case."""
        self._claim(step)
        channel, headline = self._case(step)
        form = self._open(step.author, channel, headline, "reply")
        values = {"text": step.text, "purpose": "asks" if step.kind == "ask" else "answers"}
        entered = _entered(form, values)
        if step.kind == "solve":
            self.slack.people.click_view(
                user=step.author, view_id=form["id"], action_id=_AND_RESOLVE, values=entered
            )
        else:
            self._send(step.author, form, entered)
        preview = self._form(step.author, than=form["hash"])
        self._send(step.author, preview, {})
        self.sent.append(step.text)
        self._until(lambda: not self._stack(step.author) or None, SEES_AN_ANSWER_WITHIN_S)

    def _close(self, step: Step) -> None:
        """Resolve without another word to the customer; the text says why none is needed."""
        channel, headline = self._case(step)
        form = self._open(step.author, channel, headline, "resolve")
        values = {"outcome": "explained", "remark": step.text}
        self._send(step.author, form, _entered(form, values))

    def _hand_over(self, step: Step) -> None:
        """To the colleague or team that the values name, with the text as the note."""
        self._claim(step)
        channel, headline = self._case(step)
        value = menu_option(headline, "hand_over")
        if value is None:
            raise GaveUp
        form = self._open(step.author, channel, headline, "more", value)
        self._send(step.author, form, _entered(form, step.values | {"note": step.text}))

    def _case(self, step: Step) -> tuple[str, Json]:
        """The newest case of this customer, once its headline is there. Raises GaveUp."""
        name = json.dumps(step.about)[1:-1]
        return self._until(lambda: self._headline(name), SEES_A_CASE_WITHIN_S)

    def _headline(self, name: str) -> tuple[str, Json] | None:
        for channel, messages in self.workspace.messages.items():
            place = self.workspace.channels[channel]
            if place["is_private"] or place["is_im"]:
                continue
            for message in reversed(messages):
                is_root = message.get("thread_ts") in (None, message["ts"])
                ours = message["user"] == SLACK_BOT_USER_ID and not message["deleted"]
                if is_root and ours and _has_menu(message) and name in _drawn(message):
                    return channel, message
        return None

    def _press(
        self, user: str, channel: str, headline: Json, action: str, value: str | None = None
    ) -> None:
        if self._stack(user):
            raise GaveUp  # a visitor has a form open in this person's name
        self._forms.add(user)
        place: Json = {"user": user, "channel": channel, "ts": headline["ts"]}
        for _ in range(PRESSES):
            if self.slack.people.click(**place, action_id=action, value=value)["ok"]:
                return
        raise GaveUp

    def _open(
        self, user: str, channel: str, headline: Json, action: str, value: str | None = None
    ) -> Json:
        """The form that this press opens; pressed again when none came, as one does. Raises GaveUp."""
        for _ in range(PRESSES - 1):
            self._press(user, channel, headline, action, value)
            try:
                return self._form(user, than="")
            except GaveUp:
                continue
        self._press(user, channel, headline, action, value)
        return self._form(user, than="")

    def _form(self, user: str, *, than: str) -> Json:
        """The form on top, once it is another than the one of that hash and can be sent."""

        def look() -> Json | None:
            stack = self._stack(user)
            view = self.workspace.views[stack[-1]] if stack else None
            return view if view and view["submit"] and view["hash"] != than else None

        return self._until(look, SEES_AN_ANSWER_WITHIN_S)

    def _send(self, user: str, form: Json, values: Json) -> None:
        sent = self.slack.people.submit(user=user, view_id=form["id"], values=values)
        if not sent["ok"] or sent.get("errors"):
            raise GaveUp

    def _stack(self, user: str) -> list[str]:
        return self.workspace.stacks.get(user) or []

    def _put_away(self, user: str) -> None:
        """Close what the act left open."""
        stack = self._stack(user)
        if stack:
            self.slack.people.close_view(user=user, view_id=stack[-1], everything=True)

    def _until(self, look: Callable[[], Seen | None], seconds: float) -> Seen:
        """What `look` finds, asked again after each change of the world. Raises GaveUp."""
        world, over = self.workspace.world, time.monotonic() + seconds
        while True:
            with world.lock:
                version, found = world.version, look()
            left = over - time.monotonic()
            if found is not None:
                return found
            if left <= 0 or world.is_closing():
                raise GaveUp
            world.wait(version, left)


def _drawn(message: Json) -> str:
    return json.dumps(message.get("blocks"))


def _has_menu(message: Json) -> bool:
    """Only a case's headline has one; a digest or an alert about it has not."""
    return '"action_id": "more"' in _drawn(message)


def _entered(form: Json, values: Json) -> Json:
    """The values by the form's own block ids, which may carry a mark of their filling (`text-2`)."""
    ids = [block["block_id"] for block in form["blocks"]]
    return {
        next((id for id in ids if id == name or id.startswith(f"{name}-")), name): value
        for name, value in values.items()
    }
