"""What each thing that happened does to a case in the middle of its replay. Pure."""

from collections.abc import Callable

from bot.domain.sla.replays.history import Event, What
from bot.domain.sla.replays.played_case import PlayedCase
from bot.domain.sla.taking_back import was_earlier

IGNORED = frozenset({What.RELEASED})  # letting a case go restarts nothing


def _seen_earlier(case: PlayedCase, event: Event) -> None:
    """An answer that a person had told of is seen, with its own earlier time."""
    clocks, number = case.clocks, event.message_id or 0
    recorded = clocks.answers.get(number)
    if recorded is None:
        return  # the entry that told of it is gone
    clocks.answers[number] = clocks.native[number] = clocks.published[number] = event.at
    ended = clocks.ended_at is not None and clocks.ended_at > recorded
    was_earlier(
        clocks,
        recorded=recorded,
        at=event.at,
        answers=clocks.answers.values(),
        published=clocks.published.values(),
        runs_on=clocks.is_open and not ended,
    )


HANDLERS: dict[What, Callable[[PlayedCase, Event], None]] = {
    What.OPENED: PlayedCase.opened,
    What.WROTE: PlayedCase.wrote,
    What.THANKED: PlayedCase.thanked,
    What.CLAIMED: PlayedCase.claimed,
    What.ANSWERED: PlayedCase.answered,
    What.ANSWERED_ELSEWHERE: PlayedCase.answered_elsewhere,
    What.SEEN_EARLIER: _seen_earlier,
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
