"""*Why?*: a button on the case that opens the ledger of its clocks. Whoever may look may ask."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.clocks import explaining
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.clocks.why import why_view
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, look
from handlers.slack.door.opening import open_form
from handlers.slack.door.presses import press_of


def register(bolt: Bolt, app: App) -> None:
    """One button."""

    @bolt.action("why")
    def why(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(app, body, CaseValue)

        def see(acting: Acting) -> Block:
            ledgers = explaining.explain(acting.desk, case_id=press.about.case_id)
            return why_view(case_id=press.about.case_id, ledgers=ledgers)

        view = look(app, verb=Verb.LOOK, person=press.person, see=see)
        open_form(app.slack, trigger_id=press.trigger_id, view=view)
        ack()
