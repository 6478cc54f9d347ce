"""Alarms about what Slack allows us: a token it refuses, permissions that were taken away."""

from collections.abc import Collection

from bot.desk.desk import Desk
from bot.desk.house.alarms import setup_wrong
from bot.desk.threads.alarms import clear_alarm, raise_alarm, standing
from bot.domain.records.alarm import AlarmKind

TOKEN = "token"  # the subject, where no post had to wait to find out
_SOURCE = "slack"


def nothing(desk: Desk, *, why: str) -> None:
    """Slack refuses our token. Where posts wait for it already, that is told."""
    if standing(desk, AlarmKind.SLACK_REFUSES) is None:
        raise_alarm(desk, AlarmKind.SLACK_REFUSES, subject=TOKEN, why=why)


def all_but(desk: Desk, *, lacking: Collection[str]) -> None:
    """Slack takes our token; of what the manifest asks for these permissions are missing."""
    clear_alarm(desk, AlarmKind.SLACK_REFUSES, subject=TOKEN)
    named = ", ".join(sorted(lacking))
    why = f"The app may not do all that it needs. Missing: {named}."
    where = "apply config/slack_manifest.yaml, and install the app again."
    wrong = [("Slack", why, where)] if lacking else []
    setup_wrong(desk, source=_SOURCE, wrong=wrong)
