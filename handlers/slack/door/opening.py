"""Opening a form: the one thing Slack wants from us at once, so it is called directly, once, briefly."""

from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.client import EpochClient, hurried
from bot.slack.views.parts import Block
from bot.telemetry.logs import get_logger
from handlers.slack.door.acting import Acting, look, person_of

_log = get_logger(__name__)


class FormDidNotOpen(DeskError):
    """Slack was too slow, or the press too old."""

    def __init__(self) -> None:
        super().__init__(
            say("Slack was slow and the form did not open. Please press the button again.")
        )


def look_and_open(
    app: App, body: dict[str, Any], *, verb: Verb, see: Callable[[Acting], Block]
) -> None:
    """Draw a form for whoever pressed, if their role allows the verb, and open it.

    Raises NotAllowed, FormDidNotOpen.
    """
    view = look(app, verb=verb, person=person_of(body), see=see)
    open_form(app.slack, trigger_id=str(body.get("trigger_id", "")), view=view)


def redraw(app: App, *, view_id: str, view: Block) -> bool:
    """Draw an open form anew. False when Slack did not take it: what was done is done all the same."""
    try:
        hurried(app.slack).views_update(view_id=view_id, view=view)
    except (SlackApiError, OSError) as error:
        _log.warning("slack.form_not_redrawn", error=type(error).__name__)
        return False
    return True


def open_form(client: EpochClient, *, trigger_id: str, view: Block) -> None:
    """Show the form to whoever pressed. A press is good for three seconds. Raises FormDidNotOpen."""
    try:
        hurried(client).views_open(trigger_id=trigger_id, view=view)
    except (SlackApiError, OSError) as error:
        raise FormDidNotOpen from error
