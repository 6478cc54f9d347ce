"""In the team's channel: *Answer…* and *Not for us…* under a question, and their forms."""

import uuid
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.consults import answering
from bot.desk.consults.asking import NotWaiting
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import ConsultValue
from bot.slack.shown.questions import question_shown
from bot.slack.views.consults.consult_forms import (
    ANSWER_FORM,
    NOT_FOR_US_FORM,
    ConsultKey,
    answer_form,
    not_for_us_form,
)
from bot.slack.views.consults.question_post import ANSWER, NOT_FOR_US
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, names
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.opening import look_and_open
from handlers.slack.door.presses import Sent, press_of, sent_form

DrawForm = Callable[..., Block]
Send = Callable[[Acting, ConsultKey, Sent], None]


def register(bolt: Bolt, app: App) -> None:
    """Two buttons that open a form each, and the two forms."""
    bolt.action(ANSWER)(_opener(app, answer_form))
    bolt.action(NOT_FOR_US)(_opener(app, not_for_us_form))
    bolt.view(ANSWER_FORM)(_taker(app, _answer))
    bolt.view(NOT_FOR_US_FORM)(_taker(app, _decline))


def _opener(app: App, draw: DrawForm) -> Callable[..., None]:
    def opens(ack: Ack, body: dict[str, Any]) -> None:
        about = press_of(app, body, ConsultValue).about
        look_and_open(
            app, body, verb=Verb.CONSULT_ANSWER, see=lambda acting: _form(acting, about, draw)
        )
        ack()

    return opens


def _taker(app: App, send: Send) -> Callable[..., None]:
    def came_back(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = ConsultKey.read(sent.metadata)
        once = f"form:{key.request_key}"
        act(
            app,
            verb=Verb.CONSULT_ANSWER,
            person=sent.person,
            key=once,
            do=lambda acting: send(acting, key, sent),
        )
        ack(response_action="clear")

    return came_back


def _form(acting: Acting, about: ConsultValue, draw: DrawForm) -> Block:
    """Raises what keeps this person from answering."""
    desk = acting.desk
    answering.waiting(desk, consult_id=about.consult_id, by=acting.by)
    shown = question_shown(session=desk.session, consult_id=about.consult_id, names=names(desk))
    if shown is None:
        raise NotWaiting(None)
    return draw(shown, key=ConsultKey(about.consult_id, str(uuid.uuid4())))


def _answer(acting: Acting, key: ConsultKey, sent: Sent) -> None:
    """Raises AtField where a colleague was quicker: what was typed stays on the screen."""
    with told_at("text", NotWaiting):
        answering.answer(
            acting.desk,
            consult_id=key.consult_id,
            text=sent.text("text"),
            by=acting.by,
            request_key=key.request_key,
        )


def _decline(acting: Acting, key: ConsultKey, sent: Sent) -> None:
    with told_at("note", NotWaiting):
        answering.decline(
            acting.desk, consult_id=key.consult_id, note=sent.text("note"), by=acting.by
        )
