"""Showing a form: the one thing Slack wants from us at once, so it is called directly, once, briefly.

A press is good for one form, within three seconds. What Slack does not answer in time may be on the
screen all the same.
"""

from collections.abc import Callable
from typing import Any

from slack_sdk.web import SlackResponse

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.outbox.outcome import Uncertain
from bot.slack.api.client import EpochClient, hurried
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.views.parts import Block
from bot.telemetry.logs import get_logger
from handlers.slack.door.acting import Acting, look, person_of

_log = get_logger(__name__)


class NotShown(DeskError):
    """Nothing more can be shown where somebody pressed, so they are told it in a direct message."""


class FormDidNotOpen(NotShown):
    """Slack refused it, or the press was too old."""

    def __init__(self) -> None:
        super().__init__(
            say("Slack was slow and the form did not open. Please press the button again.")
        )


class FormMayBeOpen(NotShown):
    """Slack did not say in time whether it shows the form, so whatever the form needs is kept for it."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Slack did not say whether the form opened. If you see it, go on there: it works. "
                "If you do not, press the button again."
            )
        )


class ShownLate(NotShown):
    """It is done; only what is on the screen could not be drawn anew."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Done. Slack was slow to show it: if all looks as before, close it and open it again."
            )
        )


def look_and_open(
    app: App, body: dict[str, Any], *, verb: Verb, see: Callable[[Acting], Block]
) -> None:
    """Draw a form for whoever pressed, if their role allows the verb, and open it.

    Raises NotAllowed, FormDidNotOpen, FormMayBeOpen.
    """
    view = look(app, verb=verb, person=person_of(body), see=see)
    open_there(app, body, view)


def open_there(app: App, body: dict[str, Any], view: Block) -> None:
    """Show the form where something was pressed: over the form it stands in, else as the first one.

    Over a form Slack shows no first one, though it answers as if it did; and of three that lie over
    one another the last is replaced. Raises FormDidNotOpen, FormMayBeOpen.
    """
    trigger_id, below = str(body.get("trigger_id") or ""), body.get("view") or {}
    if below.get("type") != "modal":
        open_form(app.slack, trigger_id=trigger_id, view=view)
    elif is_full(below):
        _called(lambda: hurried(app.slack).views_update(view_id=below.get("id"), view=view))
    else:
        _called(lambda: hurried(app.slack).views_push(trigger_id=trigger_id, view=view))


def open_form(client: EpochClient, *, trigger_id: str, view: Block) -> str:
    """Show the form to whoever pressed, where no form is open yet; its id. Raises FormDidNotOpen, FormMayBeOpen."""
    if not trigger_id:
        raise FormDidNotOpen
    answer = _called(lambda: hurried(client).views_open(trigger_id=trigger_id, view=view))
    return str((answer.get("view") or {}).get("id") or "")


def open_at_row(app: App, *, trigger_id: str, in_form: str, view: Block) -> str:
    """Show the form of a case; its id. It is the first one, or stands in the place of the list in which its row
    stands: of three that lie over one another its own next would be the fourth. Raises FormDidNotOpen, FormMayBeOpen."""
    if not in_form:
        return open_form(app.slack, trigger_id=trigger_id, view=view)
    _called(lambda: hurried(app.slack).views_update(view_id=in_form, view=view))
    return in_form


def redraw(app: App, *, view_id: str, view: Block, else_told: DeskError | None = None) -> None:
    """Draw an open form anew. Raises NotShown, with what they are to be told where they cannot see it."""
    try:
        _called(lambda: hurried(app.slack).views_update(view_id=view_id, view=view))
    except NotShown as late:
        raise (NotShown(str(else_told)) if else_told else ShownLate()) from late


def is_full(form: dict[str, Any]) -> bool:
    """Whether three forms lie over one another, this one last: more Slack does not take
    (docs.slack.dev/surfaces/modals, 2026)."""
    previous = form.get("previous_view_id")
    return bool(previous) and previous != form.get("root_view_id")


def _called(call: Callable[[], SlackResponse]) -> dict[str, Any]:
    try:
        return asked(call)
    except Stopped as stopped:
        _log.warning("slack.form_not_shown", why=stopped.why)
        if isinstance(stopped.outcome, Uncertain):
            raise FormMayBeOpen from stopped
        raise FormDidNotOpen from stopped
