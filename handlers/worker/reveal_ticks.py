"""Taking what was shown for a minute off the screen again.

The row says until when, so a worker that was down makes up for it when it is back. A form that its
reader has closed is gone already, and Slack says so.
"""

from dataclasses import dataclass

from bot.bootstrap import App
from bot.desk.messages import revealing
from bot.domain.records.staff import Staff
from bot.language import ENGLISH, speaking
from bot.outbox.outcome import Refused
from bot.slack.api.client import hurried
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.views.cases.reveal_forms import hidden_again_view
from bot.telemetry.logs import get_logger

EVERY_S = 1.0
_AT_ONCE = 20
_log = get_logger(__name__)


@dataclass(frozen=True)
class _OnScreen:
    reveal_id: int
    view_id: str
    locale: str


def hide_again(app: App) -> int:
    """Draw each form whose minute is over without what it showed, in its reader's language; how many went."""
    with app.desk() as desk:
        due = []
        for row in revealing.take_due(desk, limit=_AT_ONCE):
            person = desk.session.get(Staff, row.slack_user_id)
            due.append(_OnScreen(row.pk, row.view_id, person.reads if person else ENGLISH))
    gone = [each for each in due if _is_gone(app, each)]
    if gone:
        with app.desk() as desk:
            for each in gone:
                revealing.went(desk, reveal_id=each.reveal_id)
    return len(gone)


def _is_gone(app: App, shown: _OnScreen) -> bool:
    """Whether it is off the screen now. What Slack did not answer is asked again in some seconds."""
    with speaking(shown.locale):
        view = hidden_again_view()
    try:
        asked(
            lambda: hurried(app.slack).views_update(view_id=shown.view_id, view=view),
            repeatable=True,
        )
    except Stopped as stopped:
        _log.info("reveal.form_not_updated", why=stopped.why)
        return isinstance(stopped.outcome, Refused)
    return True
