"""A case's priority on its headline, and why: in one line, with the press that takes a signal back."""

from bot.domain.records.case import OPEN_STATES
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.around import ORDINARY, priority_words
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

NOT_SO = "not_so"


def priority_line(case: CaseShown) -> list[Block]:
    """Nothing where it is ordinary."""
    if case.priority in ORDINARY and not case.around.signals:
        return []
    line = priority_words(case.priority, case.around)
    if not case.around.signals or case.state not in OPEN_STATES:
        return [parts.section(line)]
    value = str(CaseValue(case.case_id, case.version))
    not_so = parts.button(say("Not so"), action_id=NOT_SO, value=value)
    return [parts.section(line, accessory=not_so)]
