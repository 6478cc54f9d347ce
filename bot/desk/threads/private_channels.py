"""Bringing up to date who reads each private Slack channel, and sounding the alarm when one is open.

Private words wait while their channel is public, shared with another workspace, or not known to be
private; they go out by themselves once it is.
"""

from collections.abc import Collection

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import home_drawn
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.private_channel import PrivateChannel, PrivateReader
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.figures.conditions import is_open
from bot.storage.record.audit import HOUSE


def to_read(desk: Desk) -> list[str]:
    """Every Slack channel that private words go to: by the routes, and by threads of open cases."""
    query = (
        select(CaseThread.slack_channel)
        .join(Case, col(Case.id) == col(CaseThread.case_id))
        .where(
            CaseThread.surface == Surface.PRIVATE,
            CaseThread.slack_channel != "",
            is_open(),
        )
    )
    standing = set(desk.session.exec(query.distinct()))
    return sorted(standing | desk.rules.routing.private_slack_channels)


def refresh(desk: Desk, *, slack_channel: str, members: Collection[str], trouble: str) -> None:
    """Write down what was read of one channel; who is not in it any more sees nothing from now on."""
    before = desk.session.get(PrivateChannel, slack_channel)
    kind = AlarmKind.PRIVATE_CHANNEL_OPEN
    if trouble:
        raise_alarm(desk, kind, subject=slack_channel, channel=slack_channel, trouble=trouble)
    else:
        clear_alarm(desk, kind, subject=slack_channel)
    if trouble != (before.trouble if before else ""):
        desk.record(
            HOUSE,
            Trail.PRIVATE_CHANNEL_OPEN if trouble else Trail.PRIVATE_CHANNEL_CLOSED,
            by=Actor.system(),
            slack_channel=slack_channel,
        )
    now = desk.database_now
    desk.session.merge(
        PrivateChannel(slack_channel=slack_channel, trouble=trouble, refreshed_at=now)
    )
    for slack_user_id in sorted(set(members)):
        desk.session.merge(
            PrivateReader(
                slack_channel=slack_channel, slack_user_id=slack_user_id, refreshed_at=now
            )
        )
    known = select(PrivateReader.slack_user_id).where(PrivateReader.slack_channel == slack_channel)
    for slack_user_id in sorted(set(desk.session.exec(known)) - set(members)):
        left(desk, slack_channel=slack_channel, slack_user_id=slack_user_id)


def joined(desk: Desk, *, slack_channel: str, slack_user_id: str) -> None:
    """Slack says somebody came in; only of a channel that we read."""
    if desk.session.get(PrivateChannel, slack_channel) is not None:
        desk.session.merge(
            PrivateReader(
                slack_channel=slack_channel,
                slack_user_id=slack_user_id,
                refreshed_at=desk.database_now,
            )
        )


def left(desk: Desk, *, slack_channel: str, slack_user_id: str) -> None:
    """Slack says somebody went, or was removed: they see nothing from this moment."""
    reader = desk.session.get(PrivateReader, (slack_channel, slack_user_id))
    if reader is not None:
        desk.session.delete(reader)
        home_drawn.went_stale(desk, slack_user_id=slack_user_id)
