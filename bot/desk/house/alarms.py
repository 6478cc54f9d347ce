"""Alarms about what the desk hears: sources that are silent or limited, settings that are wrong."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime

from bot.desk.desk import Desk
from bot.desk.house import refusals
from bot.desk.house.refusals import Heard
from bot.desk.threads.alarms import clear_alarm, clear_others, raise_alarm
from bot.domain.records.alarm import AlarmKind


def limited(desk: Desk, *, heard: Heard, limits: Mapping[str, str], may_end: bool = True) -> None:
    """A platform may hold more than was read: why, by the limits' names. What is not among them is over,
    where it may end now."""
    prefix = f"{heard.name}/"
    for name, why in limits.items():
        raise_alarm(
            desk,
            AlarmKind.SOURCE_LIMIT,
            subject=prefix + name,
            source=heard.account,
            stream=heard.stream,
            why=why,
        )
    if may_end:
        still = {prefix + name for name in limits}
        clear_others(desk, AlarmKind.SOURCE_LIMIT, still=still, prefix=prefix)


def silent(desk: Desk, *, heard: Heard, minutes: int) -> None:
    """A source has not been read for longer than it should. One that is refused has its alarm already."""
    if not refusals.is_refused(desk, source=heard.name):
        raise_alarm(
            desk,
            AlarmKind.SOURCE_SILENT,
            subject=heard.name,
            source=heard.account,
            stream=heard.stream,
            minutes=minutes,
        )


def source_read(desk: Desk, *, source: str) -> None:
    """A source was read: that it was refused or silent is over."""
    refusals.read_again(desk, source=source)
    clear_alarm(desk, AlarmKind.SOURCE_SILENT, subject=source)


def setup_wrong(desk: Desk, *, source: str, wrong: Collection[tuple[str, str, str]]) -> None:
    """What a look at a platform found wrong: setting, why, and where to mend it. The rest is over."""
    still: set[str] = set()
    for setting, why, where in wrong:
        told = hashlib.sha256(why.encode()).hexdigest()[:8]  # one setting may be wrong in two ways
        subject = f"{source}:{setting}:{told}"
        still.add(subject)
        raise_alarm(
            desk, AlarmKind.SETUP_WRONG, subject=subject, setting=setting, why=why, where=where
        )
    clear_others(desk, AlarmKind.SETUP_WRONG, still=still, prefix=f"{source}:")


def untold(desk: Desk, *, source: str, account: str, last: datetime | None) -> None:
    """Polling finds what the webhook should have told."""
    raise_alarm(
        desk,
        AlarmKind.WEBHOOK_SILENT,
        subject=source,
        source=account,
        last=f"{last:%d %B, %H:%M} UTC" if last else "–",
    )


def told_again(desk: Desk, *, source: str) -> None:
    """The webhook told something."""
    clear_alarm(desk, AlarmKind.WEBHOOK_SILENT, subject=source)
