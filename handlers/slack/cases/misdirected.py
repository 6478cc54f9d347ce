"""*Not ours…*, with the bank that is meant, and *Spam or abuse…*: two ends that are counted apart."""

from collections.abc import Callable
from dataclasses import replace

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import closures
from bot.domain.records.case import Case
from bot.domain.records.closure import NotActionableReason
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import FormKey
from bot.slack.views.cases.misdirected_form import MISDIRECTED_FORM, misdirected_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent, one_of


def register(bolt: Bolt, app: App) -> None:
    """One form for both."""
    when_sent(bolt, app, MISDIRECTED_FORM, verb=Verb.NOT_ACTIONABLE, do=_end)


def open_not_ours(app: App, press: CasePress) -> None:
    """Ask which bank is meant."""
    form = _form(NotActionableReason.NOT_OURS)
    open_case_form(app, press, verb=Verb.NOT_ACTIONABLE, form=form)


def open_spam(app: App, press: CasePress) -> None:
    """Ask for a remark."""
    form = _form(NotActionableReason.SPAM)
    open_case_form(app, press, verb=Verb.NOT_ACTIONABLE, form=form)


def _form(reason: NotActionableReason) -> Callable[[Acting, Case, CaseShown, FormKey], Block]:
    def form(_acting: Acting, _case: Case, shown: CaseShown, key: FormKey) -> Block:
        return misdirected_form(shown, reason=reason, key=replace(key, text=str(reason)))

    return form


def _end(acting: Acting, key: FormKey, sent: Sent) -> None:
    closures.not_actionable(
        acting.desk,
        case_id=key.case_id,
        reason=one_of(NotActionableReason, key.text),
        remark=_remark(sent),
        by=acting.by,
    )


def _remark(sent: Sent) -> str:
    meant, remark = sent.values.get("meant", "").strip(), sent.values.get("remark", "").strip()
    named = say("Meant: {bank}.", bank=meant) if meant else ""
    return f"{named} {remark}".strip()
