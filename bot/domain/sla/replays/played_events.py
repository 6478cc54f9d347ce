"""What each thing that happened does to a case in the middle of its replay. Pure."""

from collections.abc import Callable

from bot.domain.sla.replays.history import Event, What
from bot.domain.sla.replays.played_case import PlayedCase

IGNORED = frozenset({What.RELEASED})  # letting a case go restarts nothing

HANDLERS: dict[What, Callable[[PlayedCase, Event], None]] = {
    What.OPENED: PlayedCase.opened,
    What.WROTE: PlayedCase.wrote,
    What.THANKED: PlayedCase.thanked,
    What.CLAIMED: PlayedCase.claimed,
    What.ANSWERED: PlayedCase.answered,
    What.ANSWERED_ELSEWHERE: PlayedCase.answered_elsewhere,
    What.NO_ANSWER: PlayedCase.no_answer,
    What.ASKED: PlayedCase.asked,
    What.REPLIED: PlayedCase.replied,
    What.OWED_AGAIN: PlayedCase.owed_again,
    What.RESOLVED: PlayedCase.resolved,
    What.NOT_ACTIONABLE: PlayedCase.not_actionable,
    What.REOPENED: PlayedCase.reopened,
    What.REMOVED: PlayedCase.removed,
    What.MARKED: PlayedCase.marked,
    What.WITHDRAWN: PlayedCase.withdrawn,
    What.RECORDED: PlayedCase.recorded,
    What.APPROVAL_ASKED: PlayedCase.approval_asked,
    What.APPROVAL_DECIDED: PlayedCase.approval_decided,
    What.RULES_APPLIED: PlayedCase.rules_applied,
    What.MERGED: PlayedCase.merged,
    What.UNMERGED: PlayedCase.unmerged,
    What.TOOK_OVER: PlayedCase.took_over,
    What.GAVE_BACK: PlayedCase.gave_back,
    What.SPLIT: PlayedCase.split,
    What.HANDED_OVER: PlayedCase.handed_over,
    What.CHAT_OVER: PlayedCase.chat_over,
    What.PRIORITY: PlayedCase.prioritised,
}


def happens(case: PlayedCase, event: Event) -> None:
    """Apply one event, under the rules by which its entry in the trail was decided."""
    case.comes_to(event)
    if event.what not in IGNORED:
        HANDLERS[event.what](case, event)
