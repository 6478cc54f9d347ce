"""*More…* on a headline: every verb that is not a button, where it makes sense for this case.

To add one: a line in OFFERS here, and a row in handlers/slack/case_verbs.py (README, “Adding a verb”).
Slack takes 100 options in a menu, 75 characters in a label and 150 in a value (docs.slack.dev, 2026).
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.records.cases.case import OPEN_STATES, CaseState
from bot.domain.rules.consult_rules import Handling
from bot.domain.sla.policy import Metric
from bot.language import say
from bot.slack.api.values import CaseValue, MenuValue
from bot.slack.views import parts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

MORE = "more"
_MOST = 100
_LONG_FROM = 3  # later messages of the customer, from which on a talk is worth a summary


@dataclass(frozen=True)
class Offer:
    """One line of the menu. ``label`` is called when it is drawn, in the reader's language."""

    name: str
    group: str
    label: Callable[[], str]
    fits: Callable[[CaseShown], bool]


def _is_open(case: CaseShown) -> bool:
    return case.state in OPEN_STATES


def _is_owned(case: CaseShown) -> bool:
    return _is_open(case) and bool(case.owner)


def _takes_complaints(case: CaseShown) -> bool:
    return _is_open(case) or case.state in {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE}


def _has_answers(case: CaseShown) -> bool:
    return bool(case.public.can_be_removed)


def _has_visible(case: CaseShown) -> bool:
    return bool(case.public.can_be_hidden)


def _has_hidden(case: CaseShown) -> bool:
    return bool(case.public.can_be_shown_again)


def _has_masked(case: CaseShown) -> bool:
    return case.posted.can_be_revealed


def _has_clocks(case: CaseShown) -> bool:
    return bool(case.clocks)


def _is_complaint(case: CaseShown) -> bool:
    return any(clock.metric == Metric.REGULATORY for clock in case.clocks)


def _is_snoozed(case: CaseShown) -> bool:
    return case.state is CaseState.SNOOZED


def _is_merged(case: CaseShown) -> bool:
    return case.state is CaseState.MERGED


def _can_be_split(case: CaseShown) -> bool:
    return _is_open(case) and case.around.posts > 1


def _is_linked(case: CaseShown) -> bool:
    return bool(case.around.linked)


def _can_invite(case: CaseShown) -> bool:
    return case.chat.can_invite


def _can_revoke(case: CaseShown) -> bool:
    return case.chat.can_revoke


def _can_remind(case: CaseShown) -> bool:
    return case.chat.can_remind


def _can_tell(case: CaseShown) -> bool:
    return case.chat.can_tell


def _can_close(case: CaseShown) -> bool:
    return case.chat.can_close


def _can_join_surge(case: CaseShown) -> bool:
    return _is_open(case) and case.around.can_join_surge


def _is_in_surge(case: CaseShown) -> bool:
    return case.around.surge is not None and case.around.surge.is_open


def _not_merged(case: CaseShown) -> bool:
    return case.state is not CaseState.MERGED


def _is_long(case: CaseShown) -> bool:
    """A private talk is taken for one: how long it is stands in its own thread."""
    is_long = case.later_posts >= _LONG_FROM or case.talk.has_private
    return bool(case.summary_by) and is_long


def _can_be_anothers(case: CaseShown) -> bool:
    """Where a mark says so already, its own buttons stand there."""
    return _is_open(case) and (case.around.meant is None or case.around.meant.is_written_to)


GIVE, SAY, KNOW, TALK = "give", "say", "know", "talk"
SEVERAL, TAKE_DOWN, LESSONS, RECORD = "several", "take down", "lessons", "record"
# By what somebody wants to do; what is wanted most often stands on top.
GROUPS: dict[str, Callable[[], str]] = {
    GIVE: lambda: say("Give it on, or put it off"),
    SAY: lambda: say("Say what it is"),
    KNOW: lambda: say("Know more"),
    TALK: lambda: say("Talk in the secure chat"),
    SEVERAL: lambda: say("One case or several"),
    LESSONS: lambda: say("For the business"),
    TAKE_DOWN: lambda: say("Take down, or block"),
    RECORD: lambda: say("The record"),
}
OFFERS: tuple[Offer, ...] = (
    Offer("ask_team", GIVE, lambda: say("Ask a team…"), _is_open),
    Offer("hand_over", GIVE, lambda: say("Hand over…"), _is_open),
    Offer("release", GIVE, lambda: say("Release"), _is_owned),
    Offer("snooze", GIVE, lambda: say("Snooze…"), _is_open),
    Offer("wake", GIVE, lambda: say("Wake now"), _is_snoozed),
    Offer("topic", SAY, lambda: say("Topic…"), _not_merged),
    Offer("priority", SAY, lambda: say("Priority…"), _is_open),
    Offer("language", SAY, lambda: say("Language…"), lambda _case: True),
    Offer("complaint", SAY, lambda: say("Complaint…"), _takes_complaints),
    Offer("complaint_outcome", SAY, lambda: say("Outcome of the complaint…"), _is_complaint),
    Offer("not_ours", SAY, lambda: say("Not ours…"), _can_be_anothers),
    Offer("customer", KNOW, lambda: say("About the customer…"), lambda _case: True),
    Offer("summary", KNOW, lambda: say("Summary…"), _is_long),
    Offer("reveal", KNOW, lambda: say("Show what was masked…"), _has_masked),
    Offer("why", KNOW, lambda: say("Why? (its clocks)"), _has_clocks),
    Offer("move_to_chat", TALK, lambda: say("Move to secure chat…"), _can_invite),
    Offer("remind_customer", TALK, lambda: say("Remind the customer…"), _can_remind),
    Offer("tell_answer_waits", TALK, lambda: say("Tell them an answer waits…"), _can_tell),
    Offer("closing_line", TALK, lambda: say("Post the closing line…"), _can_close),
    Offer("revoke_chat", TALK, lambda: say("Revoke the chat"), _can_revoke),
    Offer("merge", SEVERAL, lambda: say("Merge into another case…"), _is_open),
    Offer("unmerge", SEVERAL, lambda: say("Take the merge back"), _is_merged),
    Offer("split", SEVERAL, lambda: say("Split…"), _can_be_split),
    Offer("link", SEVERAL, lambda: say("Link to another case…"), lambda _case: True),
    Offer("unlink", SEVERAL, lambda: say("Unlink…"), _is_linked),
    Offer("put_in_surge", SEVERAL, lambda: say("Put into a surge…"), _can_join_surge),
    Offer("take_out_of_surge", SEVERAL, lambda: say("Take out of the surge"), _is_in_surge),
    Offer("learn", LESSONS, lambda: say("What the bank should learn…"), _not_merged),
    Offer("rule_hurts", LESSONS, lambda: say("This rule hurts customers…"), _not_merged),
    Offer("remove_answer", TAKE_DOWN, lambda: say("Delete our answer…"), _has_answers),
    Offer("hide_post", TAKE_DOWN, lambda: say("Hide a post…"), _has_visible),
    Offer("unhide_post", TAKE_DOWN, lambda: say("Show a hidden post again…"), _has_hidden),
    Offer("block", TAKE_DOWN, lambda: say("Block or unblock the author…"), lambda _case: True),
    Offer("case_file", RECORD, lambda: say("Case file…"), lambda _case: True),
    Offer("legal_hold", RECORD, lambda: say("Legal hold…"), lambda _case: True),
)


def more_menu(case: CaseShown) -> Block | None:
    """The menu, or None where nothing makes sense."""
    groups: list[Block] = []
    left = _MOST
    for group, title in GROUPS.items():
        offers = [o for o in _ordered(case) if o.group == group and o.fits(case)][:left]
        left -= len(offers)
        if offers:
            options = [_option(offer, case) for offer in offers]
            groups.append({"label": parts.plain_text(title(), 75), "options": options})
    if not groups:
        return None
    placeholder = parts.plain_text(say("More…"), 150)
    return {
        "type": "static_select",
        "action_id": MORE,
        "placeholder": placeholder,
        "option_groups": groups,
    }


def _ordered(case: CaseShown) -> list[Offer]:
    """Where the bank hands cases over as a rule, that comes before asking."""
    is_concierge = case.around.handling == Handling.CONCIERGE
    return sorted(OFFERS, key=lambda offer: is_concierge and offer.name == "ask_team")


def offer_of(name: str) -> Offer | None:
    """The line of this name."""
    return next((offer for offer in OFFERS if offer.name == name), None)


def _option(offer: Offer, case: CaseShown) -> Block:
    return parts.option(
        offer.label(), str(MenuValue(offer.name, CaseValue(case.case_id, case.version)))
    )
