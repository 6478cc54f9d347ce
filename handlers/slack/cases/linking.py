"""*Link…* and *Unlink…*: two cases that have something in common."""

from bot.desk.cases import linking
from bot.domain.rules.role_rules import Verb
from bot.slack.views.cases.case_forms import LINK_FORM, UNLINK_FORM, link_form, unlink_form
from handlers.slack.cases.merging import case_choices
from handlers.slack.door.verb_rows import CaseForm, case_named

LINK = CaseForm(
    Verb.LINK,
    draw=lambda asked: link_form(asked.shown, choices=case_choices(asked), key=asked.key),
    sends={
        LINK_FORM: lambda acting, sent: linking.link(
            acting.desk,
            case_id=sent.case_id,
            other=case_named(sent),
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
