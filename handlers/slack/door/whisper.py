"""A word to one person alone, beside what they look at. A courtesy: lost, it is not tried again."""

from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.slack.api.client import hurried
from bot.slack.views.parts import Block
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)


def whisper(
    app: App,
    *,
    slack_channel: str,
    slack_user_id: str,
    text: str,
    blocks: list[Block] | None = None,
    thread_ts: str | None = None,
) -> None:
    """Show it to this person only, once, with the short time-out. Never raises for Slack."""
    try:
        hurried(app.slack).chat_postEphemeral(
            channel=slack_channel,
            user=slack_user_id,
            text=text,
            blocks=blocks,
            thread_ts=thread_ts,
        )
    except (SlackApiError, OSError) as error:
        _log.warning("slack.whisper_lost", error=type(error).__name__)
