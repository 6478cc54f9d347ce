"""*Link…* with a look at both, and *Unlink…*: two cases that have something in common."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import linking, suggesting
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import FormKey
from bot.slack.views.cases.case_forms import (
    LINK_CONFIRMED,
    LINK_FORM,
    UNLINK_FORM,
    link_confirmation,
    link_form,
    unlink_form,
)
from bot.slack.views.parts import Block
from handlers.slack.cases.both_cases import choice_of, look_at_both, other_of
from handlers.slack.door.acting import Acting
from handlers.slack.door.verb_rows import Asked, CaseForm, case_named, shown_case


def register(bolt: Bolt, app: App) -> None:
    """The first of two forms, which is answered with the second."""
    look_at_both(bolt, app, form=LINK_FORM, verb=Verb.LINK, confirm=_confirmation)


def _form(asked: Asked) -> Block:
    found = suggesting.to_link(asked.acting.desk, case=asked.case)
    choices = [choice_of(asked.acting, each) for each in found]
    return link_form(asked.shown, choices=choices, key=asked.key)


def _confirmation(acting: Acting, key: FormKey, other: int) -> Block:
    case, there = linking.both(acting.desk, case_id=key.case_id, other=other)
    linking.refuse(acting.desk, case=case, other=there)
    return link_confirmation(
        shown_case(acting, case.number), shown_case(acting, there.number), key=key
    )


LINK = CaseForm(
    Verb.LINK,
    draw=_form,
    sends={
        LINK_CONFIRMED: lambda acting, sent: linking.link(
            acting.desk,
            case_id=sent.case_id,
            other=other_of(sent),
            note=sent.text("reason"),
            by=acting.by,
        )
    },
)
UNLINK = CaseForm(
    Verb.LINK,
    draw=lambda asked: unlink_form(asked.shown, key=asked.key),
    sends={
        UNLINK_FORM: lambda acting, sent: linking.unlink(
            acting.desk, case_id=sent.case_id, other=case_named(sent), by=acting.by
        )
    },
)
