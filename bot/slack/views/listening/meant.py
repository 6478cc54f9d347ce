"""The mark of a post that is meant for another bank, or that was written to one, and what can be done about it."""

from bot.domain.records.cases.case import OPEN_STATES
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.around import MeantShown
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

POINT_THERE, NOT_OURS, IS_OURS = "point_there", "not_ours", "is_ours"


def meant_blocks(case: CaseShown) -> list[Block]:
    """Whom it may be meant for and by which words, and the presses; nothing where nobody else is meant."""
    meant = case.around.meant
    if meant is None or case.state not in OPEN_STATES:
        return []
    line = parts.section(parts.line(_words(meant)))
    value = str(CaseValue(case.case_id, case.version))
    if meant.is_written_to:
        button = parts.button(say("Not so"), action_id=IS_OURS, value=value)
        return [{**line, "accessory": button}]
    buttons = [parts.button(say("Not ours…"), action_id=NOT_OURS, value=value)]
    if case.answerable:
        buttons.insert(
            0, parts.button(say("Point them there…"), action_id=POINT_THERE, value=value)
        )
    buttons.append(parts.button(say("It is ours"), action_id=IS_OURS, value=value))
    return [line, parts.actions(f"meant-{case.case_id}-{case.version}", buttons)]


def _words(meant: MeantShown) -> str:
    bank = parts.safe(meant.bank)
    if meant.is_written_to:
        handle = f"@{parts.safe(meant.handle)}"
        return say("↪️ Written to {handle} ({bank}), about us", handle=handle, bank=bank)
    if not meant.words:
        return say("↪️ *Meant for {bank}?*", bank=bank)
    return say("↪️ *Meant for {bank}?* “{words}”", bank=bank, words=parts.safe(meant.words, 160))
