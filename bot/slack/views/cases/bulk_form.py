"""*No reply needed…* on several cases: boxes to tick, one reason; then what came of it."""

from collections.abc import Sequence

from bot.domain.records.cases.closure import NOT_ACTIONABLE_MEANING
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.cases.case_boxes import case_boxes
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

SEVERAL_FORM = "no_reply_several"
_SAID_MOST = 12


def several_form(cases: Sequence[CaseShown], *, more: int, request_key: str) -> Block:
    """At most fifty cases; ``more`` is how many are left for another time."""
    if not cases:
        nothing = parts.section(say("There is no open case here to choose from."))
        return parts.modal(callback_id=SEVERAL_FORM, title=say("No reply needed"), blocks=[nothing])
    blocks = case_boxes(cases)
    if more > 0:
        left = say_count(
            more, "{count} more case comes after these.", "{count} more cases come after these."
        )
        blocks.append(parts.context(left))
    reasons = [
        parts.option(say(meaning).partition(": ")[0], str(reason))
        for reason, meaning in NOT_ACTIONABLE_MEANING.items()
    ]
    radio: Block = {"type": "radio_buttons", "action_id": "reason", "options": reasons}
    remark = parts.text_field("remark", most=500, multiline=True)
    hint = say("Stays in Slack and in the record. The customer never sees it.")
    return parts.modal(
        callback_id=SEVERAL_FORM,
        title=say("No reply needed"),
        submit=say("No reply needed"),
        metadata=request_key,
        blocks=[
            *blocks,
            parts.input_block(say("Why do they need no reply?"), radio, block_id="reason"),
            parts.input_block(
                say("Remark for colleagues"), remark, block_id="remark", hint=hint, optional=True
            ),
        ],
    )


def several_done(done: Sequence[int], left_out: Sequence[tuple[int, str]]) -> Block:
    """What came of it; each case that was left out with the reason."""
    count = say_count(len(done), "{count} case needs no reply.", "{count} cases need no reply.")
    blocks = [parts.section(count)]
    if left_out:
        blocks.append(parts.section(say("*Left out:*")))
    blocks += [
        parts.context(f"{case_reference(number)}  ·  {parts.clip(why, 300)}")
        for number, why in left_out[: _SAID_MOST * 4]
    ]
    return parts.modal(
        callback_id="several_done", title=say("Done"), close=say("Close"), blocks=blocks
    )
