"""*Priority…*: a person decides which case comes first, with a reason; *Not so* takes signals back."""

from bot.desk.triage import priorities
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.cases.case_forms import PRIORITY_FORM, priority_form
from handlers.slack.door.verb_rows import AtOnce, CaseForm

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
NOT_SO = AtOnce(
    Verb.PRIORITY,
    CaseValue,
    lambda acting, about: priorities.not_so(acting.desk, case_id=about.case_id, by=acting.by),
)
