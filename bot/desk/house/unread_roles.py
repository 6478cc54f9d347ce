"""Alarms about who may do what: what Slack does not tell takes roles away, and somebody must know."""

from collections.abc import Mapping

from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_alarm, clear_others, raise_alarm
from bot.domain.records.alarm import AlarmKind


def people(desk: Desk, *, why: str) -> None:
    """Nobody could be read: roles end by age."""
    raise_alarm(desk, AlarmKind.STAFF_UNREAD, why=why)


def groups(desk: Desk, *, missing: Mapping[str, str]) -> None:
    """The people were read; of these user groups, why not. All else is over."""
    clear_alarm(desk, AlarmKind.STAFF_UNREAD)
    for group, why in missing.items():
        raise_alarm(desk, AlarmKind.GROUP_UNREAD, subject=group, group=group, why=why)
    clear_others(desk, AlarmKind.GROUP_UNREAD, still=missing)
