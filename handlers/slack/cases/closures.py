"""Resolve, no reply needed, reopen: each verb's button and form side by side."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import closures
from bot.domain.records.case import Case
from bot.domain.records.closure import NotActionableReason, Outcome
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue, FormKey
from bot.slack.views.cases.closing_forms import (
    NOT_ACTIONABLE_FORM,
    RESOLVE_FORM,
    not_actionable_form,
    resolve_form,
)
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import Sent, press_of


def register(bolt: Bolt, app: App) -> None:
    """Three buttons and two forms."""

    @bolt.action("resolve")
    def resolve(ack: Ack, body: dict[str, Any]) -> None:
        open_case_form(
            app, press_of(body, CaseValue), verb=Verb.RESOLVE, form=_resolve_form, only_open=True
        )
        ack()

    when_sent(bolt, app, RESOLVE_FORM, verb=Verb.RESOLVE, do=_resolve)

    @bolt.action("not_actionable")
    def not_actionable(ack: Ack, body: dict[str, Any]) -> None:
        open_case_form(
            app,
            press_of(body, CaseValue),
            verb=Verb.NOT_ACTIONABLE,
            form=_not_actionable_form,
            only_open=True,
        )
        ack()

    when_sent(bolt, app, NOT_ACTIONABLE_FORM, verb=Verb.NOT_ACTIONABLE, do=_not_actionable)

    @bolt.action("reopen")
    def reopen(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body, CaseValue)

        def do(acting: Acting) -> None:
            closures.reopen(acting.desk, case_id=press.about.case_id, by=acting.by)

        act(app, verb=Verb.REOPEN, person=press.person, key=press.key, do=do)
        ack()


def _resolve_form(_acting: Acting, _case: Case, shown: CaseShown, key: FormKey) -> Block:
    return resolve_form(shown, key=key)


def _resolve(acting: Acting, key: FormKey, sent: Sent) -> None:
    closures.resolve(
        acting.desk,
        case_id=key.case_id,
        outcome=sent.choice("outcome", Outcome),
        remark=sent.values.get("remark", ""),
        by=acting.by,
    )


def _not_actionable_form(_acting: Acting, _case: Case, shown: CaseShown, key: FormKey) -> Block:
    return not_actionable_form(shown, key=key)


def _not_actionable(acting: Acting, key: FormKey, sent: Sent) -> None:
    closures.not_actionable(
        acting.desk,
        case_id=key.case_id,
        reason=sent.choice("outcome", NotActionableReason),
        remark=sent.values.get("remark", ""),
        by=acting.by,
    )
