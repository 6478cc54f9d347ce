"""The Home tab, drawn when somebody opens it: their cases and those nobody has."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.desk.permissions import NotAllowed
from bot.slack.client import hurried
from bot.slack.shown_home import home_shown
from bot.slack.views.home import HomeShown, home_view
from bot.telemetry.logs import get_logger
from handlers.slack.acting import Person, look, names

_log = get_logger(__name__)


def register(bolt: Bolt, app: App) -> None:
    """The one event."""

    @bolt.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            team = event.get("user_team") or body.get("team_id", "")
            show_home(app, Person(slack_user_id=str(event["user"]), team_id=str(team)))
        ack()


def show_home(app: App, person: Person) -> None:
    """Draw it. If Slack is slow nothing is lost: it is drawn again when it is opened again."""
    address = _workspace_url(app.slack)
    try:
        shown = look(
            app,
            verb="look",
            person=person,
            see=lambda acting: home_shown(
                session=acting.desk.session,
                slack_user_id=person.slack_user_id,
                names=replace(names(acting.desk), workspace_url=address),
            ),
        )
    except NotAllowed as refusal:
        shown = HomeShown(refusal=str(refusal))
    try:
        hurried(app.slack).views_publish(user_id=person.slack_user_id, view=home_view(shown))
    except (SlackApiError, OSError) as error:
        _log.warning("slack.home_not_shown", error=type(error).__name__)


def _workspace_url(client: WebClient) -> str:
    """What links to cases begin with; empty while Slack does not say, and then there are none."""
    try:
        return _asked_once(client)
    except (SlackApiError, OSError):
        return ""


@lru_cache(maxsize=4)
def _asked_once(client: WebClient) -> str:
    return str(hurried(client).auth_test()["url"])
