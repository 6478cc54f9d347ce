"""*Point them there…* and *It is ours* beside the mark of a post that is meant for another bank."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.drafts.pointing import pointer
from bot.desk.listening import misdirected
from bot.domain.records.cases.case import Surface
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.listening.meant import POINT_THERE
from handlers.slack.answers.replies import show_form
from handlers.slack.answers.reply_forms import Begun, Filling, opened
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import press_of
from handlers.slack.door.verb_rows import AtOnce

IS_OURS_AFTER_ALL = AtOnce(
    Verb.NOT_ACTIONABLE,
    CaseValue,
    lambda acting, about: misdirected.is_ours(acting.desk, case_id=about.case_id, by=acting.by),
)


def register(bolt: Bolt, app: App) -> None:
    """The button that opens the answer's form, filled in."""

    @bolt.action(POINT_THERE)
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, CaseValue)
        case_id = press.about.case_id
        show_form(app, press.person, press.trigger_id, lambda acting: _form(acting, case_id))
        ack()


def _form(acting: Acting, case_id: int) -> Begun:
    text = pointer(acting.desk, case_id=case_id, slack_user_id=acting.slack_user_id)
    filling = Filling(text=text)
    return opened(acting, case_id=case_id, surface=Surface.PUBLIC, filling=filling, only_there=True)
