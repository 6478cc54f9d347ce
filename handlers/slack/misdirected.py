"""*Not ours…*, with the bank that is meant, and *Spam or abuse…*: two ends that are counted apart."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import closures
from bot.domain.case import Case
from bot.domain.closure import NotActionableReason
from bot.domain.role_rules import Verb
from bot.language import say
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.misdirected_form import MISDIRECTED_FORM, misdirected_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act
from handlers.slack.case_forms import open_case_form
from handlers.slack.presses import Press, Sent, sent_form


def register(bolt: Bolt, app: App) -> None:
    """One form for both."""

    @bolt.view(MISDIRECTED_FORM)
    def misdirected_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)

        def do(acting: Acting) -> None:
            closures.not_actionable(
                acting.desk,
                case_id=key.case_id,
                reason=NotActionableReason(key.text),
                remark=_remark(sent),
                by=acting.by,
            )

        act(app, verb=Verb.NOT_ACTIONABLE, person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")


def open_not_ours(app: App, press: Press) -> None:
    """Ask which bank is meant."""
    form = _form(NotActionableReason.NOT_OURS)
    open_case_form(app, press, verb=Verb.NOT_ACTIONABLE, form=form)


def open_spam(app: App, press: Press) -> None:
    """Ask for a remark."""
    form = _form(NotActionableReason.SPAM)
    open_case_form(app, press, verb=Verb.NOT_ACTIONABLE, form=form)


def _form(reason: NotActionableReason) -> Callable[[Acting, Case, CaseShown, FormKey], Block]:
    def form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
        return misdirected_form(shown, reason=reason, key=replace(key, text=str(reason)))

    return form


def _remark(sent: Sent) -> str:
    meant, remark = sent.values.get("meant", "").strip(), sent.values.get("remark", "").strip()
    named = say("Meant: {bank}.", bank=meant) if meant else ""
    return f"{named} {remark}".strip()
