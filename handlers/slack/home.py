"""The Home tab, drawn when somebody opens it: their cases and those nobody has; for managers the board.

Opened, refreshed and after each press that changes it, from the database as it is.
"""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.desk import digests
from bot.desk.permissions import NotAllowed
from bot.domain.staff import Role
from bot.slack.client import hurried
from bot.slack.shown import Names
from bot.slack.shown_board import board_shown
from bot.slack.shown_home import home_shown
from bot.slack.views.board import REFRESH, BoardShown
from bot.slack.views.home import HomeShown, home_view
from bot.telemetry.logs import get_logger
from handlers.slack.acting import Acting, Person, look, person_of
from handlers.slack.linking import names_with_links

_MANAGERS = frozenset({Role.LEAD, Role.DUTY_MANAGER, Role.COMPLIANCE})
_log = get_logger(__name__)


def register(bolt: Bolt, app: App) -> None:
    """The one event, and the button that does the same."""

    @bolt.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            team = event.get("user_team") or body.get("team_id", "")
            show_home(app, Person(slack_user_id=str(event["user"]), team_id=str(team)))
        ack()

    @bolt.action(REFRESH)
    def refresh(ack: Ack, body: dict[str, Any]) -> None:
        show_home(app, person_of(body))
        ack()


def show_home(app: App, person: Person, *, notice: str = "") -> None:
    """Draw it. If Slack is slow nothing is lost: it is drawn again when it is opened again."""
    names = names_with_links(app)

    def see(acting: Acting) -> HomeShown:
        return home_shown(
            session=acting.desk.session,
            slack_user_id=person.slack_user_id,
            names=names,
            board=_board(acting, names, notice),
        )

    try:
        shown = look(app, verb="look", person=person, see=see)
    except NotAllowed as refusal:
        shown = HomeShown(refusal=str(refusal))
    try:
        hurried(app.slack).views_publish(user_id=person.slack_user_id, view=home_view(shown))
    except (SlackApiError, OSError) as error:
        _log.warning("slack.home_not_shown", error=type(error).__name__)


def _board(acting: Acting, names: Names, notice: str) -> BoardShown | None:
    desk = acting.desk
    if not acting.roles & _MANAGERS:
        return None
    report = digests.look(desk, digest=digests.BOARD)
    may_ask = desk.rules.may("digest_now", acting.roles)
    return board_shown(
        report, digests=desk.rules.digests if may_ask else {}, names=names, notice=notice
    )
