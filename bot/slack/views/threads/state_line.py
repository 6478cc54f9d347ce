"""How a case stands, in one line of its headline: how urgent and why, state, owner, what is due and when.

What was kept or is over takes no room: *Why?* tells it. The press that takes a signal back stands here.
"""

from bot.domain.records.cases.case import OPEN_STATES, CaseState
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.around import ORDINARY, priority_words
from bot.slack.views.clocks import clock_words
from bot.slack.views.models import CaseShown, ClosureShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

NOT_SO = "not_so"
REGULATORY = "regulatory"
_ENDED = {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE, CaseState.CLOSED}


def state_line(case: CaseShown) -> Block:
    """``🔴 Urgent: “someone is emptying my account” · New · nobody · claim by 10:15``."""
    words = parts.apart(_priority(case), _state(case), _owner(case), *_clocks(case))
    line = parts.line(words)
    if not case.around.signals or case.state not in OPEN_STATES:
        return parts.section(line)
    value = str(CaseValue(case.case_id, case.version))
    return parts.section(line, accessory=parts.button(say("Not so"), action_id=NOT_SO, value=value))


def _priority(case: CaseShown) -> str:
    """Nothing where it is ordinary."""
    if case.priority in ORDINARY and not case.around.signals:
        return ""
    return f"*{priority_words(case.priority, case.around)}*"


def _state(case: CaseShown) -> str:
    """Since when is said where no other word says it already."""
    words = say(STATE_WORDS[case.state])
    if case.closure is not None and case.state in _ENDED:
        return parts.apart(words, _closure(case.closure))
    if case.state in {CaseState.NEW, CaseState.CLAIMED}:
        return words
    return say("{state} since {when}", state=words, when=moment(case.state_since))


def _closure(closure: ClosureShown) -> str:
    meaning, when = parts.safe(closure.meaning, 200), moment(closure.closed_at)
    if not closure.slack_user_id:
        return say("*{meaning}*, {when}", meaning=meaning, when=when)
    who = f"<@{closure.slack_user_id}>"
    return say("*{meaning}* by {who}, {when}", meaning=meaning, who=who, when=when)


def _owner(case: CaseShown) -> str:
    """Not once more where they ended it: that says who."""
    ended = case.closure if case.state in _ENDED else None
    if ended is not None and ended.slack_user_id == case.owner:
        return ""
    if case.owner:
        return f"<@{case.owner}>"
    if case.offered_to:
        return say("offered to {who}", who=f"<@{case.offered_to}>")
    return say("nobody") if case.state in OPEN_STATES else ""


def _clocks(case: CaseShown) -> list[str]:
    """Those that run. How long the platform takes a private answer, and the law's, have lines of their own."""
    if case.state not in OPEN_STATES:
        return []
    words = [
        clock_words.by_when(clock)
        for clock in case.clocks
        if clock.is_running and not clock.is_window and clock.metric != REGULATORY
    ]
    if case.answer_gone:
        words.append(say("🟠 our only answer is gone"))
    if not case.clocks:
        words.append(say("no clock runs for it"))
    return words
