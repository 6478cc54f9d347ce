"""A surge opened by hand from the Home tab; its cause, owner and note; its end; cases put in and taken out."""

import uuid
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.ownership import able
from bot.desk.surges import gathering, opening
from bot.domain.records.surge import Surge
from bot.domain.rules.role_rules import Verb
from bot.domain.triage.ideas import named
from bot.slack.api.values import CaseValue, SurgeValue
from bot.slack.views.cases.case_forms import Choice
from bot.slack.views.parts import Block
from bot.slack.views.surges.surge_forms import (
    NAME_FORM,
    OPEN_SURGE,
    PUT_IN_FORM,
    SurgeKey,
    name_form,
    opening_form,
    put_in_form,
)
from bot.slack.views.surges.surge_post import END_IT, NAME_IT
from bot.storage.surges import open_surges
from handlers.slack.door.acting import Acting, act
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open
from handlers.slack.door.presses import Sent, press_of, sent_form, whole_number
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm, listen_to_buttons


def register(bolt: Bolt, app: App) -> None:
    """The button of the Home tab, those under a surge's post, and their forms."""
    listen_to_buttons(bolt, app, {END_IT: END})

    @bolt.action(OPEN_SURGE)
    def open_asked(ack: Ack, body: dict[str, Any]) -> None:
        look_and_open(app, body, verb=Verb.SURGE, see=_open_form)
        ack()

    @bolt.action(NAME_IT)
    def name_asked(ack: Ack, body: dict[str, Any]) -> None:
        about = press_of(app, body, SurgeValue).about
        look_and_open(app, body, verb=Verb.SURGE, see=lambda acting: _name_form(acting, about))
        ack()

    @bolt.view(OPEN_SURGE)
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        once = f"form:{SurgeKey.read(sent.metadata).request_key}"
        try:
            act(app, verb=Verb.SURGE, person=sent.person, key=once, do=lambda at: _open(at, sent))
        except AtField as wrong:
            ack(response_action="errors", errors=wrong.errors)
            return
        ack(response_action="clear")

    @bolt.view(NAME_FORM)
    def named_it(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        once = f"form:{SurgeKey.read(sent.metadata).request_key}"
        act(app, verb=Verb.SURGE, person=sent.person, key=once, do=lambda at: _name(at, sent))
        ack(response_action="clear")


def _end(acting: Acting, about: SurgeValue) -> None:
    opening.end(acting.desk, surge_id=about.surge_id, by=acting.by)


def _put_in(acting: Acting, sent: Sent) -> None:
    surge_id = whole_number(sent.text("surge"))
    gathering.put_in(acting.desk, case_id=sent.case_id, surge_id=surge_id, by=acting.by)


def _put_in_form(asked: Asked) -> Block:
    found = open_surges(session=asked.acting.desk.session, brand=asked.case.brand)
    choices = [Choice(str(surge.pk), named(surge.topic)) for surge in found]
    return put_in_form(asked.shown, choices, key=asked.key)


END = AtOnce(Verb.SURGE, SurgeValue, _end)
PUT_IN = CaseForm(Verb.SURGE, draw=_put_in_form, sends={PUT_IN_FORM: _put_in}, only_open=True)
TAKE_OUT = AtOnce(
    Verb.SURGE,
    CaseValue,
    lambda acting, about: gathering.take_out(acting.desk, case_id=about.case_id, by=acting.by),
)


def _open_form(acting: Acting) -> Block:
    brands = [(key, brand.title) for key, brand in acting.desk.rules.routing.brands.items()]
    return opening_form(brands, request_key=str(uuid.uuid4()))


def _open(acting: Acting, sent: Sent) -> Surge:
    only = next(iter(acting.desk.rules.routing.brands), "")
    with told_at("words", opening.CannotOpen):
        return opening.open_by_hand(
            acting.desk,
            brand=sent.text("brand") or only,
            words=sent.text("words"),
            cause=sent.text("cause"),
            note=sent.text("note"),
            by=acting.by,
        )


def _name_form(acting: Acting, about: SurgeValue) -> Block:
    surge = gathering.lock_surge(acting.desk, surge_id=about.surge_id)
    return name_form(
        surge_name=named(surge.topic),
        cause=surge.cause,
        note=surge.note,
        owner=surge.owner,
        people=able.who_can_take(acting.desk),
        key=SurgeKey(surge.pk, str(uuid.uuid4())),
    )


def _name(acting: Acting, sent: Sent) -> None:
    opening.name_it(
        acting.desk,
        surge_id=SurgeKey.read(sent.metadata).surge_id,
        cause=sent.text("cause"),
        note=sent.text("note"),
        owner=sent.text("owner"),
        by=acting.by,
    )
