"""*Link…* and *Unlink…*: two cases that have something in common."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import linking
from bot.domain.case import Case
from bot.domain.role_rules import Verb
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.case_forms import LINK_FORM, UNLINK_FORM, link_form, unlink_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act
from handlers.slack.case_forms import case_named, open_case_form
from handlers.slack.merging import case_choices
from handlers.slack.presses import Press, sent_form


def register(bolt: Bolt, app: App) -> None:
    """Two forms."""

    @bolt.view(LINK_FORM)
    def link_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, other = read_metadata(sent.metadata), case_named(sent)
        note = sent.values.get("reason", "")

        def do(acting: Acting) -> None:
            desk, by = acting.desk, acting.by
            linking.link(desk, case_id=key.case_id, other=other, note=note, by=by)

        act(app, verb=Verb.LINK, person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")

    @bolt.view(UNLINK_FORM)
    def unlink_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, other = read_metadata(sent.metadata), case_named(sent)

        def do(acting: Acting) -> None:
            linking.unlink(acting.desk, case_id=key.case_id, other=other, by=acting.by)

        act(app, verb=Verb.LINK, person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")


def open_link(app: App, press: Press) -> None:
    """Ask to which case."""
    open_case_form(app, press, verb=Verb.LINK, form=_link)


def open_unlink(app: App, press: Press) -> None:
    """Ask which link goes."""
    open_case_form(app, press, verb=Verb.LINK, form=_unlink)


def _link(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    return link_form(shown, choices=case_choices(acting, case), key=key)


def _unlink(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    return unlink_form(shown, key=key)
