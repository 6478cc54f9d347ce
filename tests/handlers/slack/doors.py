"""For each listener a payload as Slack would send it, with values it can read: only the person is wrong.

What a new listener needs to read stands in the tables here; without it the listener has no payload that
its check of the person would be reached with, and ``test_every_door`` says so.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from sqlmodel import select

from bot.digest.figure import Figure
from bot.domain.records.cases.case import CaseThread
from bot.sandbox import credentials
from bot.sandbox.slack.interactions.response_urls import issue_response_url
from bot.slack.api.figure_values import asked_value, figure_value, more_value
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views.answers.approval_forms import EDIT_FORM, RETURN_FORM, ApprovalKey
from bot.slack.views.answers.doubts import THERE_FORM
from bot.slack.views.answers.reply_form import CANNED_REPLY, FIRST_LINE, PAST_ANSWER
from bot.slack.views.cases.block_form import TAKE_IN
from bot.slack.views.cases.bulk_form import SEVERAL_FORM
from bot.slack.views.cases.closing_forms import NOT_ACTIONABLE_FORM
from bot.slack.views.cases.misdirected_form import MISDIRECTED_FORM
from bot.slack.views.cases.row_acts import CLAIM, GIVE, REPLY, ROW
from bot.slack.views.consults.consult_forms import (
    ANSWER_FORM,
    ASK_FORM,
    NOT_FOR_US_FORM,
    ConsultKey,
)
from bot.slack.views.digests.figures import MORE_FIGURES, OPEN_FIGURE
from bot.slack.views.digests.voice import VOICE_WORDS, words_value
from bot.slack.views.home import canned_page, settings_forms
from bot.slack.views.home.board import ASK_DIGEST
from bot.slack.views.home.give_on_form import GIVE_ON_FORM
from bot.slack.views.home.home_place import FIND, LIST, ONLY
from bot.slack.views.home.language_form import LANGUAGE_FORM
from bot.slack.views.home.people_board import GIVE_ON
from bot.slack.views.home.reviewed_forms import MENUS
from bot.slack.views.lessons.causes_page import (
    ANSWER_RULE,
    CAUSE_STEP_FORM,
    CHANGE_CAUSE,
    TELL_MENDED,
    CauseKey,
)
from bot.slack.views.lessons.rule_form import RULE_ANSWER_FORM, RuleKey
from bot.slack.views.ownership.away_form import AWAY_FORM
from bot.slack.views.ownership.handover_forms import SHIFT_FORM
from bot.slack.views.quality.forms import REVIEW_FORM, WRITER_FORM, ReviewKey
from bot.slack.views.refusal import refusal_view
from bot.slack.views.surges.answer_forms import ANOTHER, ANSWERS_FORM, WORDINGS_FORM
from bot.slack.views.surges.surge_forms import NAME_FORM, OPEN_SURGE, SurgeKey
from bot.slack.views.threads.case_answers import page_value
from bot.slack.views.threads.more_menu import MORE
from handlers.slack.case_verbs import MENU
from tests.handlers.slack.registered import Listened, Registry
from tests.slack.workplace import CHANNEL, TOM, Workplace

_ids = itertools.count(1)
# Pattern -> a name it answers to.
NAMED_LIKE = {
    r"case_page_\d+": "case_page_2",
    r"home_page_([a-z]+)_(\d{1,6})": "home_page_mine_2",
    rf"{settings_forms.OPEN}_[a-z_]+": "setting_open_duty",
    rf"{settings_forms.REMOVE}_\d+": "setting_remove_1",
    **{rf"{menu}_\d+": f"{menu}_1" for menu in MENUS.values()},
}
# Action -> what its button or choice carries; any other carries the case and its version.
_VALUES = {
    FIND: "declined",
    LIST: "queue",
    ONLY: "late",
    "case_page_2": page_value("mine", 2),
    "setting_open_duty": "duty",
    "setting_remove_1": "duty:1",
    **{f"{menu}_1": "retire:1" for menu in MENUS.values()},
    CANNED_REPLY: "1",
    PAST_ANSWER: "1",
    TAKE_IN: "1",
    GIVE_ON: TOM,
    FIRST_LINE: "0",
    OPEN_FIGURE: figure_value("daily", "2026-11-21", Figure.WAITING),
    MORE_FIGURES: more_value("daily", "2026-11-21"),
    VOICE_WORDS: words_value("voice", "2026-11-23", "delay"),
    ASK_DIGEST: asked_value("daily", for_all=False),
    CHANGE_CAUSE: "delay",
    TELL_MENDED: "delay",
    ANOTHER: "1",
    ANSWER_RULE: "1",
    "surface": "public",
}
# Form -> its private metadata, where that is not a case's key.
_METADATA = {
    THERE_FORM: json.dumps({"v": 1, "delivery": 1}),
    EDIT_FORM: str(ApprovalKey(1, "k")),
    RETURN_FORM: str(ApprovalKey(1, "k")),
    ANSWER_FORM: str(ConsultKey(1, "k")),
    NOT_FOR_US_FORM: str(ConsultKey(1, "k")),
    SHIFT_FORM: json.dumps({"key": "k", "cases": [[1, 1]]}),
    AWAY_FORM: json.dumps({"key": "k"}),
    settings_forms.ADD_FORM: json.dumps({"kind": "duty", "key": "k"}),
    canned_page.PAGE: json.dumps({"query": "", "only": "all"}),
    canned_page.IMPORT_FORM: json.dumps({"key": "k"}),
    SEVERAL_FORM: "k",
    REVIEW_FORM: str(ReviewKey(1, "k")),
    WRITER_FORM: str(ReviewKey(1, "k")),
    LANGUAGE_FORM: "k",
    OPEN_SURGE: str(SurgeKey(0, "k")),
    NAME_FORM: str(SurgeKey(1, "k")),
    WORDINGS_FORM: str(SurgeKey(1, "k")),
    ANOTHER: str(SurgeKey(1, "k")),
    ANSWERS_FORM: str(SurgeKey(1, "k")),
    CAUSE_STEP_FORM: str(CauseKey("delay", "k")),
    RULE_ANSWER_FORM: str(RuleKey(1, "k")),
    GIVE_ON_FORM: json.dumps({"key": "k", "holder": TOM}),
}
# Block -> what is entered there, in whatever form asks for it.
_ENTERED = {
    "text": "We look into it.",
    "purpose": "answers",
    "outcome": "fixed",
    "finding": "upheld",
    "reason": "other",
    "remark": "A word.",
    "note": "A word.",
    "number": "2",
    "link": "https://x.example/northbank/status/1",
    "post": "1",
    "to": TOM,
    "act": "mark:uk_disp",
    "until": "1900000000",
    "preset": "1900000000",
    "surge": "1",
    "accuracy": "good",
    "tone": "ok",
    "help": "poor",
    "rules": "good",
    "state": "seen",
    "answer": "changes",
    "rule": "Cards go out by post alone.",
    "which": "1",
    "at": "1900000000",
}


# The same, where one form takes other words for it.
_ENTERED_IN = {
    NOT_ACTIONABLE_FORM: {"outcome": "praise"},
    SEVERAL_FORM: {"reason": "praise"},
    LANGUAGE_FORM: {"language": "en"},
    GIVE_ON_FORM: {"where": "person"},
    ASK_FORM: {"team": "cards", "question": "Can it be used again?"},
}


@dataclass(frozen=True)
class Visitor:
    """Somebody who presses: who they are, and the workspace that Slack names for them."""

    user: str
    team: str = credentials.SLACK_TEAM_ID


@dataclass(frozen=True)
class Heard:
    """What came of it: the answer's status, and every word that was shown or told."""

    status: int
    said: str


def named(door: Listened) -> str:
    """A name this listener answers to. A new pattern has to be named in the table above."""
    return door.name if isinstance(door.name, str) else NAMED_LIKE[door.name.pattern]


def interactions(registry: Registry) -> list[tuple[Listened, str]]:
    """Everything a person can press, send, close or type, by listener; the menu's verbs one by one."""
    kinds = {"action", "view", "view_closed", "shortcut", "command", "options"}
    asked = [door for door in registry.listened if door.kind in kinds and not door.is_catch_all]
    menu = next(door for door in asked if named(door) == MORE)
    row = next(door for door in asked if named(door) == ROW)
    found = [(door, named(door)) for door in asked if door not in (menu, row)]
    found += [(row, f"{ROW} {act}") for act in (CLAIM, REPLY, GIVE)]
    return found + [(menu, f"{MORE} {verb}") for verb in MENU]


def knock(
    workplace: Workplace, registry: Registry, visitor: Visitor, door: Listened, name: str, case: int
) -> Heard:
    """Let this person use the listener once; in a fresh Slack, so that only its answer stands there."""
    slack = workplace.sandbox.slack.workspace
    slack.ephemerals.clear()
    slack.homes.clear()
    slack.stacks.clear()
    body = payload_of(workplace, visitor, door.kind, name, case)
    before = {view["hash"] for view in slack.views.values()}
    answer = dispatched(registry, body)
    drawn = [view for view in slack.views.values() if view["hash"] not in before]
    told = json.loads(answer.body) if answer.body.startswith("{") else answer.body
    said = "\n".join(_words([drawn, slack.homes, slack.ephemerals, told]))
    return Heard(answer.status, said)


def dispatched(registry: Registry, body: dict[str, Any]) -> BoltResponse:
    """What the application answers; as over Socket Mode, where no signature is asked for."""
    return registry.bolt.dispatch(BoltRequest(body=body, mode="socket_mode"))


def _words(shown: Any) -> Iterator[str]:
    if isinstance(shown, str):
        yield from [shown] if shown else []
    for each in shown if isinstance(shown, list) else []:
        yield from _words(each) if isinstance(each, dict | list) else ()
    for key, each in shown.items() if isinstance(shown, dict) else ():
        if isinstance(each, dict | list) or key == "text":
            yield from _words(each)


def payload_of(
    workplace: Workplace, visitor: Visitor, kind: str, name: str, case: int
) -> dict[str, Any]:
    slack = workplace.sandbox.slack.workspace
    whole = {
        "user": {"id": visitor.user, "team_id": visitor.team},
        "team": {"id": credentials.SLACK_TEAM_ID},
        "trigger_id": slack.triggers.issue(visitor.user),
    }
    if kind == "command":
        body = {"command": name, "text": "mine", "user_id": visitor.user, "team_id": visitor.team}
        return {**body, "trigger_id": whole["trigger_id"]}
    if kind == "shortcut":
        place = _place(workplace, case)
        return {**whole, **place, "type": "message_action", "callback_id": name}
    view = _view(workplace, visitor, name, case)
    whole["trigger_id"] = slack.triggers.issue(visitor.user, view["id"])
    if kind == "action":
        return {**whole, **_press(workplace, visitor, name, case, view)}
    typed = {"view": "view_submission", "view_closed": "view_closed", "options": "block_suggestion"}
    return {**whole, "type": typed[kind], "view": view}


def _press(
    workplace: Workplace, visitor: Visitor, name: str, case: int, view: dict[str, Any]
) -> dict[str, Any]:
    action_id, _, verb = name.partition(" ")
    value = f"{verb}:{case}:1" if verb else _VALUES.get(name, f"v1:{case}:1")
    action = {"action_id": action_id, "value": value, "selected_option": {"value": value}}
    slack = workplace.sandbox.slack.workspace
    slack.site = workplace.address
    return {
        "type": "block_actions",
        "actions": [{**action, "action_ts": str(next(_ids))}],
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "response_url": _reply_address(workplace, visitor),
    }


def _view(workplace: Workplace, visitor: Visitor, name: str, case: int) -> dict[str, Any]:
    """A form that is really open, so that it can be drawn anew."""
    slack = workplace.sandbox.slack.workspace
    trigger = slack.triggers.issue(visitor.user)
    opened = workplace.app.slack.views_open(trigger_id=trigger, view=refusal_view("Open."))
    text = "spam" if name == MISDIRECTED_FORM else "2"
    key = FormKey(case, 1, f"r{next(_ids)}", text=text, purpose="answers")
    entered = {**_ENTERED, **_ENTERED_IN.get(name, {})}
    values: dict[str, Any] = {
        block: {block: {"type": "plain_text_input", "value": words}}
        for block, words in entered.items()
    }
    chosen = [{"value": f"{case}:1"}] if name in {SEVERAL_FORM, GIVE_ON_FORM} else [{"value": "1"}]
    values["ticked"] = {"ticked": {"type": "checkboxes", "selected_options": chosen}}
    return {
        "id": opened["view"]["id"],
        "callback_id": name,
        "type": "modal",
        "private_metadata": _METADATA.get(name, form_metadata(key)),
        "state": {"values": values},
    }


def _place(workplace: Workplace, case: int) -> dict[str, Any]:
    """A colleague's message in the thread of this case."""
    with workplace.database.reading() as session:
        thread = session.exec(select(CaseThread).where(CaseThread.case_id == case)).one()
    message = {"user": TOM, "text": "We look into it.", "ts": "2.000001"}
    channel = {"id": thread.slack_channel}
    return {"message": {**message, "thread_ts": thread.slack_ts}, "channel": channel}


def _reply_address(workplace: Workplace, visitor: Visitor) -> str:
    slack = workplace.sandbox.slack.workspace
    return issue_response_url(slack, visitor.user, CHANNEL, ts="0.0", ephemeral=True)
