"""What can be pressed on a case, and the verb that each press is: the one table of a case's verbs.

Its forms and listeners follow from the rows. The menu itself is drawn from ``OFFERS`` in
``bot/slack/views/threads/more_menu.py``. A choice that makes no sense any more, because the case has moved
on, is refused with who moved it.
"""

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
from bot.slack.views.answers import pledge_words
from bot.slack.views.answers.approval_words import APPROVE
from bot.slack.views.answers.by_hand import BY_HAND
from bot.slack.views.answers.words_native import WAS_NONE as ANSWER_WAS_NONE
from bot.slack.views.cases.offer_card import NOT_ME
from bot.slack.views.chat import words_chat
from bot.slack.views.house.alarm import IMPOSTOR_DEALT_WITH, NOT_AN_IMPOSTOR
from bot.slack.views.house.confirmation_card import IT_IS_ME, NOT_ME_STOP
from bot.slack.views.listening.meant import IS_OURS
from bot.slack.views.listening.meant import NOT_OURS as MEANT_NOT_OURS
from bot.slack.views.models import CaseShown
from bot.slack.views.moderation import words_removed
from bot.slack.views.ownership.words_people import TAKE_IN_KEPT
from bot.slack.views.states import STATE_WORDS
from bot.slack.views.threads.more_menu import MORE, offer_of
from bot.slack.views.threads.state_line import NOT_SO as NOT_SO_PRESSED
from handlers.slack.answers.approvals import APPROVE_AS_IT_IS
from handlers.slack.answers.doubts import DROP, SEND_AGAIN, SEND_REST
from handlers.slack.answers.native_answers import ANSWERED_BY_HAND, OTHERWISE, WAS_NONE
from handlers.slack.answers.pledges import (
    DROP_PLEDGE,
    KEEP_PLEDGE,
    MOVE_PLEDGE,
    TAKE_DOWN_PLEDGE,
)
from handlers.slack.answers.replies import UNDO
from handlers.slack.cases.blocking import BLOCK, TAKE_IN_ALL_KEPT
from handlers.slack.cases.closures import NOT_ACTIONABLE, NOT_OURS, REOPEN, RESOLVE
from handlers.slack.cases.customers import CUSTOMER
from handlers.slack.cases.language import CASE_LANGUAGE
from handlers.slack.cases.linking import LINK, UNLINK
from handlers.slack.cases.merging import MERGE, UNMERGE
from handlers.slack.cases.revealing import REVEAL
from handlers.slack.cases.snoozes import SNOOZE, WAKE
from handlers.slack.cases.splitting import SPLIT
from handlers.slack.chat.invitations import CLOSE, MOVE_TO_CHAT, REMIND, REVOKE_CHAT, TELL
from handlers.slack.clocks.complaints import COMPLAINT
from handlers.slack.clocks.priorities import NOT_SO, PRIORITY
from handlers.slack.clocks.why import WHY
from handlers.slack.consults.asking import ASK_TEAM
from handlers.slack.door.acting import Acting, look
from handlers.slack.door.presses import press_of, pressed_value
from handlers.slack.door.standing import last_change
from handlers.slack.door.verb_rows import (
    AnyVerb,
    CaseVerb,
    listen_to_buttons,
    listen_to_forms,
    shown_case,
)
from handlers.slack.lessons.marks import LEARN
from handlers.slack.lessons.rules import RULE_HURTS
from handlers.slack.listening.impostors import DEALT_WITH, NO_IMPOSTOR
from handlers.slack.listening.misdirected import IS_OURS_AFTER_ALL
from handlers.slack.listening.summaries import SUMMARY
from handlers.slack.listening.topics import TOPIC
from handlers.slack.moderation.moderation import HIDE_POST, REMOVE_ANSWER, UNHIDE_POST
from handlers.slack.moderation.removed_answers import LEAVE_IT, OWED_AGAIN
from handlers.slack.ownership.claims import RELEASE
from handlers.slack.ownership.handoffs import HAND_OVER
from handlers.slack.ownership.offers import PASS_ON
from handlers.slack.record.case_files import CASE_FILE
from handlers.slack.record.confirming import NO as CONFIRM_NO
from handlers.slack.record.confirming import YES as CONFIRM_YES
from handlers.slack.record.holding import LEGAL_HOLD
from handlers.slack.record.outcomes import COMPLAINT_OUTCOME
from handlers.slack.surges.surges import PUT_IN, TAKE_OUT

# By the name of the offer in the menu.
MENU: dict[str, CaseVerb] = {
    "release": RELEASE,
    "ask_team": ASK_TEAM,
    "hand_over": HAND_OVER,
    "snooze": SNOOZE,
    "wake": WAKE,
    "priority": PRIORITY,
    "language": CASE_LANGUAGE,
    "topic": TOPIC,
    "summary": SUMMARY,
    "merge": MERGE,
    "unmerge": UNMERGE,
    "split": SPLIT,
    "link": LINK,
    "unlink": UNLINK,
    "put_in_surge": PUT_IN,
    "take_out_of_surge": TAKE_OUT,
    "not_ours": NOT_OURS,
    "move_to_chat": MOVE_TO_CHAT,
    "revoke_chat": REVOKE_CHAT,
    "remind_customer": REMIND,
    words_chat.TELL: TELL,
    words_chat.CLOSE: CLOSE,
    "reveal": REVEAL,
    "customer": CUSTOMER,
    "block": BLOCK,
    "complaint": COMPLAINT,
    "learn": LEARN,
    "rule_hurts": RULE_HURTS,
    "why": WHY,
    "case_file": CASE_FILE,
    "legal_hold": LEGAL_HOLD,
    "complaint_outcome": COMPLAINT_OUTCOME,
    "remove_answer": REMOVE_ANSWER,
    "hide_post": HIDE_POST,
    "unhide_post": UNHIDE_POST,
}
# By the action of a button on the headline or in the thread.
BUTTONS: dict[str, AnyVerb] = {
    "resolve": RESOLVE,
    "not_actionable": NOT_ACTIONABLE,
    "reopen": REOPEN,
    "undo": UNDO,
    "rest_send": SEND_REST,
    APPROVE: APPROVE_AS_IT_IS,
    NOT_SO_PRESSED: NOT_SO,
    pledge_words.KEPT: KEEP_PLEDGE,
    pledge_words.MOVE: MOVE_PLEDGE,
    pledge_words.DROP: DROP_PLEDGE,
    pledge_words.TAKE_DOWN: TAKE_DOWN_PLEDGE,
    "remove_used_answer": REMOVE_ANSWER,
    "doubt_send": SEND_AGAIN,
    "doubt_drop": DROP,
    BY_HAND: ANSWERED_BY_HAND,
    **OTHERWISE,
    ANSWER_WAS_NONE: WAS_NONE,
    words_removed.OWED: OWED_AGAIN,
    words_removed.LEFT: LEAVE_IT,
    TAKE_IN_KEPT: TAKE_IN_ALL_KEPT,
    MEANT_NOT_OURS: NOT_OURS,
    NOT_ME: PASS_ON,
    IT_IS_ME: CONFIRM_YES,
    NOT_ME_STOP: CONFIRM_NO,
    IS_OURS: IS_OURS_AFTER_ALL,
    NOT_AN_IMPOSTOR: NO_IMPOSTOR,
    IMPOSTOR_DEALT_WITH: DEALT_WITH,
    words_chat.TELL: TELL,
    words_chat.CLOSE: CLOSE,
    "why": WHY,  # this and the next two of headlines drawn before they were in the menu
    "complaint": COMPLAINT,
    "release": RELEASE,
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
    """The buttons, the menu, and every form they open."""
    listen_to_buttons(bolt, app, BUTTONS)
    listen_to_forms(bolt, app, [*MENU.values(), *BUTTONS.values()])

    @bolt.action("open_on_channel")
    def opened(ack: Ack) -> None:
        ack()  # Slack itself follows the link, and tells

    @bolt.action(MORE)
    def more(ack: Ack, body: dict[str, Any]) -> None:
        press, name = press_of(app, body, CaseValue), MenuValue.read(pressed_value(body)).name
        offer, verb = offer_of(name), MENU.get(name)
        if offer is None or verb is None:
            raise NoSuchVerb
        case_id = press.about.case_id
        shown = look(
            app, verb=Verb.LOOK, person=press.person, see=lambda acting: _seen(acting, case_id)
        )
        if not offer.fits(shown):
            raise Overtaken(shown, last=last_change(app, case_id=case_id))
        verb.press(app, press)
        ack()


def _seen(acting: Acting, case_id: int) -> CaseShown:
    """How it stands now; of a talk that is private only, not even that, to whoever may not see it."""
    case_access.lock_case(acting.desk, case_id=case_id)
    return shown_case(acting, case_id)
