"""What can be done with a case from a list: buttons where one works, a small menu where one looks."""

from collections.abc import Callable
from enum import Enum

from bot.domain.records.cases.case import OPEN_STATES
from bot.language import say
from bot.slack.api.values import CaseValue, MenuValue
from bot.slack.views import parts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

ROW = "row_act"
CLAIM, REPLY, GIVE = "claim", "reply", "give"


class Acts(Enum):
    """How a row offers them."""

    BUTTONS = "buttons"  # one press each, and a line more
    MENU = "menu"
    NONE = "none"


_LABELS: dict[str, Callable[[], str]] = {
    CLAIM: lambda: say("Claim"),
    REPLY: lambda: say("Reply…"),
    GIVE: lambda: say("Give to…"),
}


def acts_of(case: CaseShown) -> list[str]:
    """Those that make sense for it as it stands."""
    if case.state not in OPEN_STATES:
        return []
    fitting = {CLAIM: case.is_claimable, REPLY: case.answerable, GIVE: True}
    return [act for act, fits in fitting.items() if fits]


def buttons(case: CaseShown) -> list[Block]:
    """One row of them; nothing for a case that has ended. Slack names the block."""
    value = str(CaseValue(case.case_id, case.version))
    drawn = [parts.button(_LABELS[act](), action_id=act, value=value) for act in acts_of(case)]
    return [{"type": "actions", "elements": drawn}] if drawn else []


def menu(case: CaseShown) -> Block | None:
    """The same as an overflow menu."""
    about = CaseValue(case.case_id, case.version)
    options = [parts.option(_LABELS[act](), str(MenuValue(act, about))) for act in acts_of(case)]
    return {"type": "overflow", "action_id": ROW, "options": options} if options else None
