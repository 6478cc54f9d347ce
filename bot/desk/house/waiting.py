"""Alarms about what the desk shows: posts that wait, and for whom. One fact, one alarm.

The whole of Slack, else a channel, else one case's thread: whichever is held names the alarm.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import and_, or_
from sqlmodel import col, select, text

from bot.desk.desk import Desk
from bot.desk.house import slack_allows
from bot.desk.threads.alarms import clear_alarm, clear_others, raise_alarm, standing
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case
from bot.domain.text.references import case_reference
from bot.outbox.delivery import IS_UNFINISHED, Delivery, DeliveryState
from bot.outbox.outcome import Held

_OF_PLACES = (
    AlarmKind.CHANNEL_ARCHIVED,
    AlarmKind.CHANNEL_LEFT,
    AlarmKind.PRIVATE_CHANNEL_OPEN,
)
_LASTS = timedelta(minutes=10)  # what passes by itself has passed by then
_MOST_THREADS = 3  # of one channel; more of them are the channel's trouble
_LOOKED_AT = 500


def raise_or_clear(desk: Desk, *, held_by: Callable[[str], Held | None]) -> None:
    """Raise an alarm for what waits until a person mends something, or for long; the rest is over.

    ``held_by`` reads how much waits from a delivery's error, as its carrier wrote it.
    """
    rows = _waiting(desk)
    held = [(row, held_by(row.error or "")) for row in rows]
    everything = next((row for row, reach in held if reach is Held.ALL), None)
    if everything is not None:  # all else that waits is part of it
        if standing(desk, AlarmKind.SLACK_REFUSES, subject=slack_allows.TOKEN) is None:
            raise_alarm(desk, AlarmKind.SLACK_REFUSES, why=_sentence(everything))
        return
    clear_alarm(desk, AlarmKind.SLACK_REFUSES)
    places: dict[str, Delivery] = {}
    threads: dict[str, Delivery] = {}
    for row, reach in held:
        if reach is Held.LANE:
            places.setdefault(_place(row), row)
        elif reach is Held.THREAD or _lasts(desk, row, reach):
            threads.setdefault(f"{_place(row)}/{row.case_id or row.ordering_key}", row)
    by_place = Counter(_place(row) for row in threads.values())
    places |= {
        _place(row): row for row in threads.values() if by_place[_place(row)] > _MOST_THREADS
    }
    threads = {subject: row for subject, row in threads.items() if _place(row) not in places}
    told = {place for place, row in places.items() if _place_waits(desk, row)}
    for subject, row in threads.items():
        _thread_waits(desk, row, subject=subject)
    clear_others(desk, AlarmKind.POSTS_WAIT, still=told)
    clear_others(desk, AlarmKind.THREAD_WAITS, still=threads)


def _waiting(desk: Desk) -> list[Delivery]:
    """What was tried and did not go, or may have gone and cannot be found, the oldest first."""
    tried = and_(col(Delivery.state) == DeliveryState.READY, col(Delivery.error).is_not(None))
    query = select(Delivery).where(
        text(IS_UNFINISHED),
        col(Delivery.lane).startswith("slack:"),
        or_(tried, col(Delivery.state) == DeliveryState.IN_DOUBT),
    )
    return list(desk.session.exec(query.order_by(col(Delivery.id)).limit(_LOOKED_AT)))


def _lasts(desk: Desk, row: Delivery, reach: Held | None) -> bool:
    """Whether what passes by itself, or what nobody finds, has not passed for long."""
    if reach is not Held.SHORTLY and row.state is not DeliveryState.IN_DOUBT:
        return False
    return desk.database_now - row.created_at > _LASTS


def _place(row: Delivery) -> str:
    return row.lane.rpartition(":")[2]


def _place_waits(desk: Desk, row: Delivery) -> bool:
    """False for a channel that has an alarm of its own: it gets no second one."""
    place = _place(row)
    if any(standing(desk, kind, subject=place) for kind in _OF_PLACES):
        return False
    # Where the posts wait the alarm could not be read either.
    raise_alarm(
        desk, AlarmKind.POSTS_WAIT, subject=place, broken=place, place=place, why=_sentence(row)
    )
    return True


def _thread_waits(desk: Desk, row: Delivery, *, subject: str) -> None:
    case = desk.session.get(Case, row.case_id) if row.case_id is not None else None
    raise_alarm(
        desk,
        AlarmKind.THREAD_WAITS,
        subject=subject,
        broken="" if case else _place(row),
        case=case_reference(case.number) if case else _place(row),
        source=desk.account_name(case.channel, case.account) if case else "Slack",
        why=_sentence(row),
    )


def _sentence(row: Delivery) -> str:
    return (row.error or "").partition(": ")[2] or row.error or "–"
