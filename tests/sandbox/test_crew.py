"""Colleagues in a story press what the bot shows, wait for what comes, and leave a visitor's work alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.server import Sandbox, build
from bot.sandbox.slack.messages import add_message, revise
from bot.sandbox.slack.modals import push_view
from bot.sandbox.slack.staff import people
from bot.sandbox.stories import crew as crew_module
from bot.sandbox.stories.crew import Crew
from bot.sandbox.stories.story import STORIES, Step, load
from tests.sandbox.slack.blocks import button, modal, plain, text_input
from tests.sandbox.slack.recording_bot import Answer, Received, RecordingBot

Json = dict[str, Any]
CHANNEL = "C0NORTHBANK"
JONAS, TOM, PRIYA = "U0JONAS", "U0TOM", "U0PRIYA"
ANSWER = "It drops off tonight, Rosa."


def _purpose() -> Json:
    options = [{"text": plain(each), "value": each} for each in ("answers", "asks")]
    radio = {"type": "radio_buttons", "action_id": "purpose", "options": options}
    label = plain("What does it do?")
    return {"type": "input", "block_id": "purpose-2", "label": label, "element": radio}


def _to() -> Json:
    element = {"type": "users_select", "action_id": "to"}
    return {"type": "input", "block_id": "to", "label": plain("To"), "element": element}


REPLY = modal(text_input("text-2", "Your answer"), _purpose(), callback_id="reply")
HAND_OVER = modal(_to(), text_input("note", "Note"), callback_id="hand_over")
EXACT = {"type": "section", "text": plain("Exactly this goes.")}
PREVIEW = modal(EXACT, callback_id="preview")


@dataclass
class Desk:
    """A bot with one case: it claims, shows the form and the exact words, and hands over."""

    sandbox: Sandbox
    crew: Crew
    owner: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)

    def open_case(self) -> None:
        """Post the headline."""
        with self.sandbox.world.lock:
            shown: Json = {"user": SLACK_BOT_USER_ID, "text": "Rosa", "blocks": self._blocks()}
            self.headline = add_message(self.sandbox.slack.workspace, CHANNEL, **shown)

    def hold(self, user: str) -> None:
        """Somebody has the case from now on."""
        with self.sandbox.world.lock:
            self.owner = user
            revise(
                self.sandbox.slack.workspace,
                self.headline,
                editor=SLACK_BOT_USER_ID,
                blocks=self._blocks(),
            )
            self.sandbox.world.changed("slack")

    def answer(self, received: Received) -> Answer:
        """What the bot does about a press or a form."""
        if received.is_event or "payload" not in received.fields():
            return 200, None
        payload = received.payload()
        user = payload["user"]["id"]
        if payload["type"] == "view_submission":
            return 200, self._take(user, payload["view"])
        action = payload["actions"][0]["action_id"]
        if action == "claim":
            self.hold(user)
        if action in ("reply", "more"):
            with self.sandbox.world.lock:
                form = REPLY if action == "reply" else HAND_OVER
                push_view(self.sandbox.slack.workspace, user, form)
        return 200, None

    def _take(self, user: str, view: Json) -> Json:
        values = view["state"]["values"]
        if view["callback_id"] == "reply":
            self.sent.append((user, values["text-2"]["text"]["value"]))
            return {"response_action": "update", "view": PREVIEW}
        if view["callback_id"] == "hand_over":
            self.hold(values["to"]["to"]["selected_user"])
        else:
            self.sent.append((user, "sent"))
        return {"response_action": "clear"}

    def _blocks(self) -> list[Json]:
        option = {"text": plain("Hand over…"), "value": "hand_over:1:1"}
        menu: Json = {"type": "static_select", "action_id": "more", "placeholder": plain("More…")}
        menu |= {"option_groups": [{"label": plain("Case"), "options": [option]}]}
        verbs: list[Json] = [button("Reply…", "reply"), menu]
        verbs = verbs if self.owner else [button("Claim", "claim"), *verbs]
        owner = f"<@{self.owner}>" if self.owner else "Nobody yet"
        return [
            {"type": "header", "text": plain("Rosa Lind on X")},
            {"type": "section", "text": {"type": "mrkdwn", "text": owner}},
            {"type": "actions", "elements": verbs},
        ]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(crew_module, "SEES_AN_ANSWER_WITHIN_S", 1.0)
    web = RecordingBot()
    sandbox = build(folder=None, bot_url=web.url, start=datetime.now(UTC))
    made = Desk(sandbox, Crew(sandbox.slack, web.url))
    web.answer = made.answer
    yield made
    sandbox.world.close()
    web.close()


def work(who: str, does: str, text: str = "", **values: str) -> Step:
    return Step(
        at=0,
        do="work",
        channel="slack",
        brand="",
        author=who,
        text=text,
        source="written",
        kind=does,
        about="Rosa Lind",
        values=values,
    )


def test_a_colleague_waits_for_the_case_claims_it_and_sends_the_exact_words(desk: Desk) -> None:
    desk.crew.play(work(JONAS, "answer", ANSWER))
    desk.open_case()
    assert desk.crew.wait(20)
    assert desk.owner == JONAS
    assert desk.sent == [(JONAS, ANSWER), (JONAS, "sent")]
    assert not desk.sandbox.slack.workspace.stacks.get(JONAS)


def test_a_case_is_handed_over_and_answered_by_whoever_has_it_then(desk: Desk) -> None:
    desk.open_case()
    desk.crew.play(work(TOM, "hand_over", "My shift ends.", to=JONAS))
    assert desk.crew.wait(20)
    desk.crew.play(work(JONAS, "answer", ANSWER))
    assert desk.crew.wait(20)
    assert (desk.owner, desk.sent[-1]) == (JONAS, (JONAS, "sent"))


def test_what_a_visitor_took_is_left_to_them(desk: Desk) -> None:
    desk.open_case()
    desk.hold(PRIYA)
    desk.crew.play(work(JONAS, "answer", ANSWER))
    assert desk.crew.wait(20)
    assert (desk.owner, desk.sent) == (PRIYA, [])


def test_a_form_that_a_visitor_has_open_in_a_colleagues_name_stays_open(desk: Desk) -> None:
    desk.open_case()
    with desk.sandbox.world.lock:
        opened_by_hand = push_view(desk.sandbox.slack.workspace, JONAS, REPLY)
    desk.crew.play(work(JONAS, "answer", ANSWER))
    assert desk.crew.wait(20)
    assert desk.sandbox.slack.workspace.stacks[JONAS] == [opened_by_hand["id"]]
    assert desk.sent == []


def test_a_note_stands_in_the_thread(desk: Desk) -> None:
    desk.open_case()
    desk.crew.play(work(TOM, "note", "Ledger shows it twice."))
    assert desk.crew.wait(20)
    newest = desk.sandbox.slack.workspace.messages[CHANNEL][-1]
    assert (newest["user"], newest["thread_ts"]) == (TOM, desk.headline["ts"])


def test_every_colleague_of_a_story_works_here_and_knows_how(desk: Desk) -> None:
    staff = people()
    worked = {name: [s for s in load(name).steps if s.do == "work"] for name in STORIES}
    for name, steps in worked.items():
        authors = {step.author for step in load(name).steps if step.do == "post"}
        for step in steps:
            assert step.author in staff
            assert step.kind in desk.crew.acts
            assert step.about in authors, f"nobody called {step.about} writes in {name}"
            assert step.author != PRIYA, "whom a visitor plays first"
            assert (step.kind == "hand_over") == ("to" in step.values)
    assert {"day", "quiet", "arabic", "fraud", "outage"} <= {n for n, s in worked.items() if s}
