"""*Link…* and *Unlink…*: two cases that have something in common."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import linking
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import FormKey
from bot.slack.views.cases.case_forms import LINK_FORM, UNLINK_FORM, link_form, unlink_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.cases.merging import case_choices
from handlers.slack.door.acting import Acting
from handlers.slack.door.case_forms import case_named, open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent


def register(bolt: Bolt, app: App) -> None:
    """Two forms."""
    when_sent(bolt, app, LINK_FORM, verb=Verb.LINK, do=_link)
    when_sent(bolt, app, UNLINK_FORM, verb=Verb.LINK, do=_unlink)


def open_link(app: App, press: CasePress) -> None:
    """Ask to which case."""
    open_case_form(app, press, verb=Verb.LINK, form=_link_form)


def open_unlink(app: App, press: CasePress) -> None:
    """Ask which link goes."""
    open_case_form(app, press, verb=Verb.LINK, form=_unlink_form)


def _link_form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    return link_form(shown, choices=case_choices(acting, case), key=key)


def _unlink_form(_acting: Acting, _case: Case, shown: CaseShown, key: FormKey) -> Block:
    return unlink_form(shown, key=key)


def _link(acting: Acting, key: FormKey, sent: Sent) -> None:
    linking.link(
        acting.desk,
        case_id=key.case_id,
        other=case_named(sent),
        note=sent.values.get("reason", ""),
        by=acting.by,
    )


def _unlink(acting: Acting, key: FormKey, sent: Sent) -> None:
    linking.unlink(acting.desk, case_id=key.case_id, other=case_named(sent), by=acting.by)
