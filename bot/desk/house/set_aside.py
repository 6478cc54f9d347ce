"""What came in and could not be read: an alarm for each source, until it was; and another one for what
was erased before anybody read it, until a digest or a person has said so."""

from collections.abc import Collection, Iterable

from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_others, raise_alarm, standing
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.inbox import review, seal_keys
from bot.inbox.review import Erased
from bot.storage.house.alarms import standing as all_standing
from bot.storage.record.audit import HOUSE


def tell(desk: Desk) -> None:
    """Raise an alarm for every source of which something is set aside; clear those of which nothing is.
    What was erased unread is said again each day."""
    still: set[str] = set()
    for aside in review.aside_by_source(session=desk.session):
        still.add(aside.source)
        raise_alarm(
            desk,
            AlarmKind.SET_ASIDE,
            subject=aside.source,
            source=desk.account_name(aside.channel, aside.account),
            count=aside.count,
            why=aside.reason,
            erased_at=aside.first_erased_at.isoformat(),
        )
    erased = _erased_unread(desk)
    gone = {row.subject for row in erased}  # nobody read them: that is no all-clear
    clear_others(desk, AlarmKind.SET_ASIDE, still=still, replaced=gone)
    for row in erased:
        raise_alarm(desk, AlarmKind.ERASED_UNREAD, subject=row.subject, **row.values)


def expire(desk: Desk) -> int:
    """Erase what was kept long enough, and raise an alarm for what nobody read; how many items."""
    erased = review.expire_bodies(session=desk.session, now=desk.now)
    items = sum(each.items for each in erased)
    if items:
        sources = {each.source: each.items for each in erased}
        by = Actor.system()
        desk.record(HOUSE, Trail.INBOX_BODIES_ERASED, by=by, items=items, sources=sources)
    _raise(desk, erased)
    return items


def give_up(desk: Desk, *, key_id: str, by: Actor) -> int:
    """Erase what is sealed with a key that is lost, and raise an alarm for what nobody read; how many items."""
    lost = seal_keys.give_up(session=desk.session, key_id=key_id)
    items = sum(each.items for each in lost)
    desk.record(HOUSE, Trail.SEAL_KEY_LOST, by=by, key=key_id, items=items)
    _raise(desk, lost)
    return items


def erased_unread(desk: Desk) -> int:
    """How many were erased unread, and nobody was told in a digest or has looked."""
    return sum(int(row.values["count"]) for row in _erased_unread(desk))


def told_of_erased(desk: Desk) -> None:
    """A digest says how many were erased unread: the alarms are over."""
    clear_others(desk, AlarmKind.ERASED_UNREAD, still=())


def looked_for_erased(desk: Desk, *, by: Actor) -> int:
    """Somebody has looked on the platforms for what was erased unread: the alarms are over; how many items."""
    count = erased_unread(desk)
    if count:
        desk.record(HOUSE, Trail.INBOX_ERASED_LOOKED_FOR, by=by, items=count)
        clear_others(desk, AlarmKind.ERASED_UNREAD, still=())
    return count


def _raise(desk: Desk, erased: Iterable[Erased]) -> None:
    """Of each source together with what was erased before, until somebody knows of it."""
    kind = AlarmKind.ERASED_UNREAD
    for each in erased:
        if not each.unread:
            continue
        known = standing(desk, kind, subject=each.source)
        before = known.values if known is not None else {}
        raise_alarm(
            desk,
            kind,
            subject=each.source,
            source=desk.account_name(each.channel, each.account),
            count=each.unread + int(before.get("count", 0)),
            why=each.reason,
            first=before.get("first", each.first_at.isoformat()),
            last=each.last_at.isoformat(),
        )


def _erased_unread(desk: Desk) -> Collection[Alarm]:
    every = all_standing(session=desk.session)
    return [row for row in every if row.kind is AlarmKind.ERASED_UNREAD]
