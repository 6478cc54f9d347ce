"""Platforms that refuse us: one alarm for all that is refused of an account for one reason.

A dead token stops every stream of its account. The alarm lists them, and is over with the last of them.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_alarm, raise_alarm, standing
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.rules.house.alarm_kinds import UNSEEN


@dataclass(frozen=True)
class Heard:
    """One thing that is read, as an alarm names it."""

    name: str  # the cursor's key
    account: str  # as people know it: @NorthbankHelp
    stream: str  # what of the account: "mentions"
    unseen: str = UNSEEN  # what it means for customers that it is not read


@dataclass(frozen=True)
class _Stream:
    """One thing that an alarm lists, while it is refused and after."""

    stream: str
    unseen: str
    is_refused: bool = True


def refused(desk: Desk, *, heard: Heard, explanation: str) -> None:
    """A platform refuses us, and waiting will not mend it. It is told at once when it is news what it
    means for customers, and else each day."""
    words = re.sub(
        r"\d+", "", explanation
    )  # a platform may name the moment, which is no other reason
    reason = hashlib.sha256(words.encode()).hexdigest()[:8]
    channel = heard.name.partition(":")[0]
    subject = f"{channel}:{heard.account}:{reason}"
    _take_out_of_others(desk, source=heard.name, of=subject)
    row = standing(desk, AlarmKind.SOURCE_REFUSED, subject=subject)
    streams = _streams(row) if row is not None else {}
    streams[heard.name] = _Stream(heard.stream, heard.unseen)
    told = _told(streams)
    graver = row is not None and told["unseen"] == UNSEEN != row.values.get("unseen", UNSEEN)
    raise_alarm(
        desk,
        AlarmKind.SOURCE_REFUSED,
        subject=subject,
        is_news=graver,
        source=heard.account,
        why=explanation,
        **told,
    )


def read_again(desk: Desk, *, source: str) -> None:
    """It was read: the alarm lists it no more, and is over if it was the last."""
    for row in _listing(desk, source=source):
        streams = _streams(row)
        streams[source] = replace(streams[source], is_refused=False)
        _keep(desk, row, streams)


def is_refused(desk: Desk, *, source: str) -> bool:
    """Whether an alarm lists it."""
    return bool(_listing(desk, source=source))


def _take_out_of_others(desk: Desk, *, source: str, of: str) -> None:
    """It is refused for another reason by now: not over, and told of there."""
    for row in _listing(desk, source=source):
        if row.subject != of:
            streams = _streams(row)
            del streams[source]
            _keep(desk, row, streams)


def _keep(desk: Desk, row: Alarm, streams: dict[str, _Stream]) -> None:
    row.values = {**row.values, **_told(streams)}
    desk.session.add(row)
    if not any(each.is_refused for each in streams.values()):
        clear_alarm(desk, row.kind, subject=row.subject, is_told=bool(streams))


def _listing(desk: Desk, *, source: str) -> list[Alarm]:
    """The alarms that list it as refused, locked FOR UPDATE; the others are not waited for."""
    query = select(Alarm).where(
        Alarm.kind == AlarmKind.SOURCE_REFUSED, col(Alarm.cleared_at).is_(None)
    )
    subjects = [row.subject for row in desk.session.exec(query) if _lists(row, source)]
    fresh = {"populate_existing": True}
    locked = query.where(col(Alarm.subject).in_(subjects)).order_by(col(Alarm.id)).with_for_update()
    found = desk.session.exec(locked, execution_options=fresh).all() if subjects else []
    return [row for row in found if _lists(row, source)]


def _lists(row: Alarm, source: str) -> bool:
    known = _streams(row).get(source)
    return known is not None and known.is_refused


def _streams(row: Alarm) -> dict[str, _Stream]:
    """What it lists, by the cursor's key. One that an older release raised was about one stream."""
    if "streams" not in row.values:
        return {row.subject: _Stream(row.values.get("stream", ""), UNSEEN)}
    return {name: _Stream(**told) for name, told in json.loads(row.values["streams"]).items()}


def _told(streams: dict[str, _Stream]) -> dict[str, str]:
    """What fills the sentences: what is refused, and the gravest of what it means; once it is over,
    all that was."""
    refused = [each for each in streams.values() if each.is_refused] or list(streams.values())
    meant = [each.unseen for each in refused]
    return {
        "stream": ", ".join(dict.fromkeys(each.stream for each in refused)),
        "unseen": UNSEEN if UNSEEN in meant else (meant or [UNSEEN])[0],
        "streams": json.dumps({name: asdict(each) for name, each in streams.items()}),
    }
