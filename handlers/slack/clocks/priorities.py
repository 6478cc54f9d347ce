"""*Priority…*: a person decides which case comes first, with a reason."""

from bot.desk.triage import priorities
from bot.domain.rules.role_rules import Verb
from bot.slack.views.cases.case_forms import PRIORITY_FORM, priority_form
from handlers.slack.door.verb_rows import CaseForm

PRIORITY = CaseForm(
    Verb.PRIORITY,
    draw=lambda asked: priority_form(
        asked.shown, levels=asked.acting.desk.rules.priority.levels, key=asked.key
    ),
    sends={
        PRIORITY_FORM: lambda acting, sent: priorities.set_priority(
            acting.desk,
            case_id=sent.case_id,
            priority=sent.text("priority"),
            reason=sent.text("reason"),
            by=acting.by,
        )
    },
)
