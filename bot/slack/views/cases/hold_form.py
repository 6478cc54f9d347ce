"""The form behind *Legal hold…*: keep the case, whatever its time; or let it go again."""

from dataclasses import dataclass
from datetime import datetime

from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

HOLD_FORM, LIFT_FORM = "legal_hold", "lift_hold"


@dataclass(frozen=True)
class HoldShown:
    """A hold that stands on the case."""

    reason: str
    since: datetime
    slack_user_id: str = ""
    matter: str = ""
    operator: str = ""  # who set it at the command line


def hold_form(case: CaseShown, *, held: HoldShown | None, key: FormKey) -> Block:
    """Ask why it is to be held; or of one that is, show who said so and offer to lift it."""
    return parts.modal(
        callback_id=LIFT_FORM if held else HOLD_FORM,
        title=say("{case}: legal hold", case=case.reference),
        submit=say("Lift the hold") if held else say("Hold it"),
        close=say("Cancel"),
        metadata=form_metadata(key),
        blocks=[who_line(case), *(_standing(held) if held else _asked())],
    )


def _asked() -> list[Block]:
    told = say(
        "What is held is neither erased on request nor when its time is over, until the hold is lifted."
    )
    matter = parts.text_field("entered", most=200)
    return [
        parts.context(told),
        parts.reason_block(say("Why is it held?")),
        parts.input_block(
            say("For which legal matter?"),
            matter,
            block_id="matter",
            hint=say("A case file can be made of all that is held for one matter."),
            optional=True,
        ),
    ]


def _standing(held: HoldShown) -> list[Block]:
    who = rich.person(held.slack_user_id) if held.slack_user_id else rich.words(held.operator)
    return [
        rich.line(who, rich.words(" · "), rich.moment(held.since)),
        rich.post(f"{held.reason}\n{held.matter}" if held.matter else held.reason),
        parts.context(
            say("Once it is lifted, the case is erased when its time is over, or on request.")
        ),
    ]
