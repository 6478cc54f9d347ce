"""*Ask to delete it…* beside the mark of posted personal data: the answer's form, filled in."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.drafts.asking_to_delete import ready_answer
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.slack.api.values import CaseValue
from bot.slack.views.threads.posted_line import ASK_TO_DELETE
from handlers.slack.answers.replies import show_form
from handlers.slack.answers.reply_forms import Begun, Filling, opened
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import press_of


def register(bolt: Bolt, app: App) -> None:
    """The button."""

    @bolt.action(ASK_TO_DELETE)
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, CaseValue)
        case_id = press.about.case_id
        show_form(app, press.person, press.trigger_id, lambda acting: _form(acting, case_id))
        ack()


def _form(acting: Acting, case_id: int) -> Begun:
    """It settles nothing by itself, so it stops no clock of an answer."""
    text = ready_answer(acting.desk, case_id=case_id, slack_user_id=acting.slack_user_id)
    filling = Filling(text=text, purpose=Purpose.HOLDING)
    return opened(acting, case_id=case_id, surface=Surface.PUBLIC, filling=filling, only_there=True)
