"""*Not ours…* and *Spam or abuse…*: one question each. The first asks which bank is meant."""

from bot.domain.records.cases.closure import NotActionableReason
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

MISDIRECTED_FORM = "misdirected"


def misdirected_form(case: CaseShown, *, reason: NotActionableReason, key: FormKey) -> Block:
    """``key.text`` carries the reason back."""
    is_not_ours = reason is NotActionableReason.NOT_OURS
    suggested = case.around.meant.bank if is_not_ours and case.around.meant else ""
    meant = parts.text_field("meant", most=80, initial=suggested)
    remark = parts.text_field("remark", most=400, multiline=True)
    hint = say("Stays in Slack and in the record. The customer never sees it.")
    blocks = [who_line(case)]
    if is_not_ours:
        blocks.append(parts.input_block(say("Which bank is meant?"), meant, block_id="meant"))
    label = say("Remark for colleagues")
    blocks.append(parts.input_block(label, remark, block_id="remark", hint=hint, optional=True))
    names = {"case": case.reference}
    title = say("{case}: not ours", **names) if is_not_ours else say("{case}: spam", **names)
    return parts.modal(
        callback_id=MISDIRECTED_FORM,
        title=title,
        submit=say("Not ours") if is_not_ours else say("Spam"),
        metadata=form_metadata(key),
        blocks=blocks,
    )
