"""*Not ours…*: which bank is meant."""

from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

MISDIRECTED_FORM = "misdirected"


def misdirected_form(case: CaseShown, *, key: FormKey) -> Block:
    """The bank, filled in where the case is marked with one, and a remark."""
    suggested = case.around.meant.bank if case.around.meant else ""
    meant = parts.text_field("meant", most=80, initial=suggested)
    remark = parts.text_field("remark", most=400, multiline=True)
    return parts.modal(
        callback_id=MISDIRECTED_FORM,
        title=say("{case}: not ours", case=case.reference),
        submit=say("Not ours"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.input_block(say("Which bank is meant?"), meant, block_id="meant"),
            parts.input_block(
                say("Remark for colleagues"),
                remark,
                block_id="remark",
                hint=say("Stays in Slack and in the record. The customer never sees it."),
                optional=True,
            ),
        ],
    )
