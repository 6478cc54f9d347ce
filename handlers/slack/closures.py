"""Resolve, no reply needed, reopen: each verb's button and form side by side."""

import uuid
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import cases, closures
from bot.domain.closure import NotActionableReason, Outcome
from bot.slack.shown import case_shown
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.closing_modals import (
    NOT_ACTIONABLE_FORM,
    RESOLVE_FORM,
    not_actionable_form,
    resolve_form,
)
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act, look, names
from handlers.slack.opening import open_form
from handlers.slack.presses import Press, press_of, sent_form


def register(bolt: Bolt, app: App) -> None:
    """Three buttons and two forms."""

    @bolt.action("resolve")
    def resolve(ack: Ack, body: dict[str, Any]) -> None:
        _open(app, press_of(body), verb="resolve", form=_resolve_view)
        ack()

    @bolt.view(RESOLVE_FORM)
    def resolve_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)

        def do(acting: Acting) -> None:
            closures.resolve(
                acting.desk,
                case_id=key.case_id,
                outcome=Outcome(sent.values["outcome"]),
                remark=sent.values.get("remark", ""),
                by=acting.by,
            )

        act(app, verb="resolve", person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")

    @bolt.action("not_actionable")
    def not_actionable(ack: Ack, body: dict[str, Any]) -> None:
        _open(app, press_of(body), verb="not_actionable", form=_not_actionable_view)
        ack()

    @bolt.view(NOT_ACTIONABLE_FORM)
    def not_actionable_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)

        def do(acting: Acting) -> None:
            closures.not_actionable(
                acting.desk,
                case_id=key.case_id,
                reason=NotActionableReason(sent.values["outcome"]),
                remark=sent.values.get("remark", ""),
                by=acting.by,
            )

        act(app, verb="not_actionable", person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")

    @bolt.action("reopen")
    def reopen(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body)

        def do(acting: Acting) -> None:
            closures.reopen(acting.desk, case_id=press.number, by=acting.by)

        act(app, verb="reopen", person=press.person, key=press.key, do=do)
        ack()


def _resolve_view(case: CaseShown, key: FormKey) -> Block:
    return resolve_form(case, key=key)


def _not_actionable_view(case: CaseShown, key: FormKey) -> Block:
    return not_actionable_form(case, key=key)


def _open(
    app: App, press: Press, *, verb: str, form: Callable[[CaseShown, FormKey], Block]
) -> None:
    def see(acting: Acting) -> Block:
        case = cases.locked_open(acting.desk, case_id=press.number)
        shown = case_shown(
            session=acting.desk.session, case_id=case.number, names=names(acting.desk)
        )
        if shown is None:
            raise cases.NoSuchCase(press.number)
        return form(shown, FormKey(case.number, case.version, str(uuid.uuid4())))

    view = look(app, verb=verb, person=press.person, see=see)
    open_form(app.slack, trigger_id=press.trigger_id, view=view)
