"""*More…*: one menu on every headline. What was chosen goes to the opener of its verb.

A choice that makes no sense any more, because the case has moved on, is refused with who moved it.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.desk import DeskError
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import CaseValue, MenuValue
from bot.slack.views.cases.headline import STATE_WORDS
from bot.slack.views.cases.more_menu import MORE, offer_of
from bot.slack.views.models import CaseShown
from handlers.slack.answers.moderation import open_hide_post, open_remove_answer, open_unhide_post
from handlers.slack.cases.blocking import open_block
from handlers.slack.cases.links import open_link, open_unlink
from handlers.slack.cases.merging import do_unmerge, open_merge
from handlers.slack.cases.misdirected import open_not_ours, open_spam
from handlers.slack.cases.snoozes import do_wake, open_snooze
from handlers.slack.cases.splitting import open_split
from handlers.slack.clocks.complaints import open_complaint
from handlers.slack.clocks.priorities import open_priority
from handlers.slack.door.acting import Acting, look
from handlers.slack.door.case_forms import shown_case
from handlers.slack.door.presses import CasePress, press_of, pressed_value
from handlers.slack.door.standing import last_change
from handlers.slack.ownership.claims import do_release
from handlers.slack.ownership.handoffs import open_hand_over

# Verb -> what opens its form, or does it at once.
OPENERS: dict[str, Callable[[App, CasePress], None]] = {
    "release": do_release,
    "hand_over": open_hand_over,
    "snooze": open_snooze,
    "wake": do_wake,
    "priority": open_priority,
    "merge": open_merge,
    "unmerge": do_unmerge,
    "split": open_split,
    "link": open_link,
    "unlink": open_unlink,
    "not_ours": open_not_ours,
    "spam": open_spam,
    "block": open_block,
    "complaint": open_complaint,
    "remove_answer": open_remove_answer,
    "hide_post": open_hide_post,
    "unhide_post": open_unhide_post,
}


class Overtaken(DeskError):
    """The menu was drawn before the case changed."""

    def __init__(self, case: CaseShown, *, last: str) -> None:
        state = say(STATE_WORDS[case.state]).lower()
        now = say("{case} is {state} now.", case=case_reference(case.case_id), state=state)
        super().__init__(f"{now} {last}".strip())


class NoSuchVerb(DeskError):
    """A menu of another version of Earshot."""

    def __init__(self) -> None:
        super().__init__(say("That is not offered any more. Please choose from the case again."))


def register(bolt: Bolt, app: App) -> None:
    """One menu."""

    @bolt.action(MORE)
    def more(ack: Ack, body: dict[str, Any]) -> None:
        press, verb = press_of(body, CaseValue), MenuValue.read(pressed_value(body)).verb
        offer, opener = offer_of(verb), OPENERS.get(verb)
        if offer is None or opener is None:
            raise NoSuchVerb
        shown = look(
            app,
            verb=Verb.LOOK,
            person=press.person,
            see=lambda acting: _seen(acting, press.about.case_id),
        )
        if not offer.fits(shown):
            raise Overtaken(shown, last=last_change(app, case_id=press.about.case_id))
        opener(app, press)
        ack()


def _seen(acting: Acting, case_id: int) -> CaseShown:
    """How it stands now; of a talk that is private only, not even that, to whoever may not see it."""
    case_access.lock_case(acting.desk, case_id=case_id)
    return shown_case(acting, case_id)
