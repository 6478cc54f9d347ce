"""Slack says that one of our channels was shared, archived, or that we were removed: an alarm at once.

That it is back lets go at once what waited for it.
"""

from collections.abc import Callable

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.threads import slack_places
from bot.desk.threads.slack_places import ARCHIVED, LEFT, SHARED
from handlers.slack.door.events import Event, listen_to_events


def register(bolt: Bolt, app: App) -> None:
    """Seven events; of a private channel Slack calls three of them otherwise."""
    listen_to_events(bolt, app, "channel_shared", do=_trouble(SHARED))
    listen_to_events(bolt, app, "channel_archive", "group_archive", do=_trouble(ARCHIVED))
    listen_to_events(bolt, app, "channel_left", "group_left", do=_trouble(LEFT))
    listen_to_events(bolt, app, "channel_unarchive", "group_unarchive", do=_mended)


def _trouble(what: str) -> Callable[[Desk, Event], None]:
    def tell(desk: Desk, event: Event) -> None:
        slack_places.trouble(desk, slack_channel=str(event["channel"]), what=what)

    return tell


def _mended(desk: Desk, event: Event) -> None:
    slack_places.mended(desk, slack_channel=str(event["channel"]))
