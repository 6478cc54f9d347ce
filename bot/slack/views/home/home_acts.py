"""The buttons on top of the Home tab: what is done to several cases at once, or to the desk.

To add one: a line in HOME_ACTS; its listener registers the action id. It is drawn for whoever may use
the verb. An actions block takes 25 elements.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.parts import Block

_MOST = 25
NEXT = "next_case"


class HomeAct(NamedTuple):
    """One button. ``label`` is called when it is drawn, in the reader's language."""

    action_id: str
    verb: Verb
    label: Callable[[], str]


HOME_ACTS: tuple[HomeAct, ...] = (
    HomeAct(NEXT, Verb.REPLY, lambda: say("Next case")),
    HomeAct("quality_next", Verb.REVIEW, lambda: say("Review answers…")),
    HomeAct("several", Verb.NOT_ACTIONABLE, lambda: say("No reply needed to several…")),
    HomeAct("surge_open", Verb.SURGE, lambda: say("Open a surge…")),
    HomeAct("hand_over_all", Verb.HAND_OVER, lambda: say("Hand over my cases…")),
    HomeAct("people", Verb.GIVE_ON, lambda: say("People…")),
    HomeAct("away", Verb.AWAY, lambda: say("I am away…")),
    HomeAct("language", Verb.LOOK, lambda: say("Language…")),
    HomeAct("desk_settings", Verb.SETTINGS, lambda: say("Desk settings…")),
)


def acts_for(may: Callable[[Verb], bool]) -> tuple[HomeAct, ...]:
    """Those this person may use. ``may`` knows the verbs of their roles."""
    return tuple(act for act in HOME_ACTS if may(act.verb))


def acts_blocks(acts: Iterable[HomeAct]) -> list[Block]:
    """One row of buttons, or nothing."""
    buttons = [parts.button(act.label(), action_id=act.action_id) for act in acts][:_MOST]
    return [parts.actions("home_acts", buttons)] if buttons else []
