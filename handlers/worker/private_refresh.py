"""Reading who is in the private Slack channels and writing it down; one that cannot be read ages out."""

import time

from bot.bootstrap import App
from bot.desk.threads import case_threads, private_channels
from bot.slack.api.people import Pause
from bot.slack.api.private_channels import ChannelUnreadable, read_channel
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)


def refresh(app: App, *, pause: Pause = time.sleep) -> None:
    """Read each channel with no transaction open, then write it. Then show what was kept for want
    of a channel."""
    with app.looking() as desk:
        wanted = private_channels.to_read(desk)
    for slack_channel in wanted:
        try:
            read = read_channel(app.slack, slack_channel=slack_channel, pause=pause)
        except ChannelUnreadable as error:
            _log.warning("slack.private_channel_unreadable", channel=slack_channel, why=str(error))
            continue
        with app.desk() as desk:
            private_channels.refresh(
                desk, slack_channel=slack_channel, members=read.members, trouble=read.trouble
            )
    with app.desk() as desk:
        case_threads.open_waiting(desk)
