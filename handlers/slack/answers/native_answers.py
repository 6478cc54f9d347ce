"""*Answered by hand…* where the platform takes no answer from here, and what a native answer was."""

import uuid
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.answers import by_hand, native_answers, replies
from bot.domain.records.reply import Purpose
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue, FormKey, MessageValue, form_metadata, read_metadata
from bot.slack.shown.case import case_shown
from bot.slack.views.answers.by_hand import BY_HAND, BY_HAND_FORM, by_hand_form
from bot.slack.views.answers.native_answers import ACTIONS
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, names
from handlers.slack.door.opening import open_form
from handlers.slack.door.presses import CasePress, press_of, sent_form


def register(bolt: Bolt, app: App) -> None:
    """A link button, a button with its form, and three buttons under a native answer."""

    @bolt.action("open_on_channel")
    def opened(ack: Ack) -> None:
        ack()  # Slack itself follows the link, and tells

    @bolt.action(BY_HAND)
    def answered(ack: Ack, body: dict[str, Any]) -> None:
        open_by_hand(app, press_of(body, CaseValue))
        ack()

    @bolt.view(BY_HAND_FORM)
    def answered_sent(ack: Ack, body: dict[str, Any]) -> None:
        _record(app, ack, body)

    for action_id, purpose in ACTIONS.items():
        bolt.action(action_id)(_says(app, purpose))


def open_by_hand(app: App, press: CasePress) -> None:
    """The form, for whoever may reply and, where a colleague holds the case, may answer for them."""

    def see(acting: Acting) -> Block:
        desk = acting.desk
        case = case_access.lock_open_case(desk, case_id=press.about.case_id)
        replies.refuse_another(desk, case=case, by=acting.by, roles=acting.roles)
        shown = case_shown(session=desk.session, case_id=case.number, names=names(desk))
        if shown is None:
            raise case_access.NoSuchCase(press.about.case_id)
        key = FormKey(case.number, case.version, str(uuid.uuid4()))
        return by_hand_form(shown, metadata=form_metadata(key))

    view = look(app, verb=Verb.REPLY, person=press.person, see=see)
    open_form(app.slack, trigger_id=press.trigger_id, view=view)


def _record(app: App, ack: Ack, body: dict[str, Any]) -> None:
    sent = sent_form(body)
    key = read_metadata(sent.metadata)

    def do(acting: Acting) -> None:
        by_hand.answered_by_hand(
            acting.desk,
            case_id=key.case_id,
            link=sent.values.get("link", ""),
            purpose=Purpose(sent.values.get("purpose") or Purpose.ANSWERS),
            by=acting.by,
            request_key=key.request_key,
            roles=acting.roles,
        )

    try:
        act(app, verb=Verb.REPLY, person=sent.person, key=f"form:{key.request_key}", do=do)
    except by_hand.CannotRecord as error:
        ack(response_action="errors", errors={"link": str(error)})
        return
    ack(response_action="clear")


def _says(app: App, purpose: Purpose) -> Any:
    def said(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body, MessageValue)

        def do(acting: Acting) -> None:
            native_answers.say_otherwise(
                acting.desk, message_id=press.about.message_id, purpose=purpose, by=acting.by
            )

        act(app, verb=Verb.REPLY, person=press.person, key=press.key, do=do)
        ack()

    return said
