"""A button that opens the answer's form on a case, filled in with ready words."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.domain.records.cases.case import Surface
from bot.slack.api.values import CaseValue
from handlers.slack.answers.replies import show_form
from handlers.slack.answers.reply_forms import Begun, Filling, opened
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import press_of


def listen(
    bolt: Bolt, app: App, action_id: str, filling_of: Callable[[Acting, int], Filling]
) -> None:
    """Let this button open the form for a public answer with what ``filling_of`` says of the case."""

    def form(acting: Acting, case_id: int) -> Begun:
        filling = filling_of(acting, case_id)
        surface = Surface.PUBLIC
        return opened(acting, case_id=case_id, surface=surface, filling=filling, only_there=True)

    @bolt.action(action_id)
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, CaseValue)
        case_id = press.about.case_id
        show_form(app, press.person, press.trigger_id, lambda acting: form(acting, case_id))
        ack()
