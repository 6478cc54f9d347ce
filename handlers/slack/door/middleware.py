"""Who is let in, and what is spoken to them: people of our own workspace, in their own language.

Bots, strangers and our own echoes end here, quietly.

Slack gets a 200 all the same: too many failures and it stops sending anything.
"""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App as Bolt
from slack_bolt.response import BoltResponse

from bot.bootstrap import App
from bot.language import speak
from bot.slack.shown.readers import language_of_person
from bot.telemetry import metrics

_ABOUT_A_MESSAGE = ("message", "previous_message")


def register(bolt: Bolt, app: App) -> None:
    """Put it before every listener."""
    home_team = app.settings.slack_team

    def let_in(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        if _is_foreign(body, home_team) or _is_by_a_bot(body.get("event") or {}):
            metrics.NOT_USED.labels(channel="slack").inc()
            return BoltResponse(status=200, body="")
        return next()

    def speak_to(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        who, told = _reader(body)
        if who:
            with app.database.reading() as session:
                speak(language_of_person(session=session, slack_user_id=who, told=told))
        return next()

    bolt.middleware(let_in)
    bolt.middleware(speak_to)


def _reader(body: Mapping[str, Any]) -> tuple[str, str]:
    """Whoever will read the answer, by Slack id, and their locale if Slack tells it."""
    event = body.get("event") or {}
    changed = event.get("message") or {}  # who changed a message is told in it
    user = body.get("user") or event.get("user") or changed.get("user") or body.get("user_id") or ""
    if isinstance(user, Mapping):
        return str(user.get("id") or ""), str(user.get("locale") or "")
    return str(user), ""


def _is_foreign(body: Mapping[str, Any], home_team: str) -> bool:
    """Something of another workspace, or an event by one of its people in a shared channel."""
    event = body.get("event") or {}
    workspace = body.get("team_id") or (body.get("team") or {}).get("id")
    author = event.get("user_team") or event.get("source_team")
    return any(team not in (None, "", home_team) for team in (workspace, author))


def _is_by_a_bot(event: Mapping[str, Any]) -> bool:
    """Any bot, ourselves included, also when one of its messages is changed. That one was deleted is
    somebody else's doing, and may be news: a headline of ours."""
    if event.get("type") != "message":
        return bool(event.get("bot_id"))
    is_tombstone = (event.get("message") or {}).get("subtype") == "tombstone"
    if event.get("subtype") == "message_deleted" or is_tombstone:
        return False
    about = [event, *(event.get(name) or {} for name in _ABOUT_A_MESSAGE)]
    return any(message.get("bot_id") for message in about)
