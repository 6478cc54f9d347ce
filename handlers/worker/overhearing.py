"""Reading what others answer our customers without naming us, so that an impostor there is seen too; for money.

Off unless the bank says how many posts a day it pays for. Each thread of an open case is asked for, the newest first,
until the day's posts are read; nothing of them is kept but the alarm of who looks like us and asks for something.
What was not read is not made up for, or the morning's posts would pay for yesterday's: a person is told of it.
"""

from datetime import datetime, timedelta

from sqlmodel import col, select, text

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, Limit, Overhears, PollFailed, Source
from bot.desk.digests.issuing import house_day
from bot.desk.house import alarms
from bot.desk.intake import overhearing
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import IS_OPEN, Case
from bot.storage.house import daily_counts
from bot.telemetry.logs import get_logger
from handlers.worker import leases

EVERY_S = 600.0
_THREADS_MOST = 200  # at one look; those of the newest cases
_OVERLAP = timedelta(minutes=1)
_UNSEEN = "An account that looks like yours may answer customers there, and nobody sees it."
_USED_UP = Limit(
    "replies_used_up",
    "The posts that you pay for a day (EARSHOT_X_REPLIES_A_DAY) are read, so from now until tomorrow nobody looks at "
    "what others answer there.",
)
_MORE = Limit(
    "replies_more",
    "More was answered there between two looks than one look reads; only the newest was looked at.",
)
_MORE_THREADS = Limit(
    "replies_threads",
    "More cases are open than one look asks for; what others answer in the older ones is looked at by nobody.",
)
_log = get_logger(__name__)


def look(app: App, *, owner: str) -> None:
    """Look at every account whose time has come."""
    for channel in app.channels.values():
        if isinstance(channel, Overhears) and channel.overheard_a_day:
            for account in channel.accounts():
                _look_if_due(app, channel, account, owner=owner)


def _look_if_due(app: App, channel: Channel, account: str, *, owner: str) -> None:
    name = channel.capabilities.name
    stream = "replies of others to our customers"
    source = Source(f"{name}:replies:{account}", name, account, EVERY_S, stream, _UNSEEN)
    cursor = leases.take(app, source=source.name, owner=owner)
    if cursor is None:
        return
    now = clock.now()
    since = datetime.fromisoformat(cursor.value) if cursor.value else now - _OVERLAP
    try:
        limits = _read(app, channel, account, since=since - _OVERLAP, now=now)
    except PollFailed as failure:
        _log.warning("replies.failed", source=source.name, reason=str(failure))
        leases.failed(app, source, owner=owner, failure=failure)
        return
    with app.desk() as desk:
        held = leases.leased(desk.session, source=source.name, owner=owner)
        if held is not None:
            value = now.isoformat()
            leases.done(held, value=value, now=desk.database_now, every_s=EVERY_S)
            alarms.source_read(desk, source=source.name)
            alarms.limited(
                desk,
                heard=leases.heard(desk, source),
                limits={limit.name: limit.words for limit in limits},
                may_end=house_day(desk) != house_day(desk, since),  # told once a day, not each time
            )


def _read(
    app: App, channel: Channel, account: str, *, since: datetime, now: datetime
) -> set[Limit]:
    """All threads, as far as the day's posts go; what was not read. Raises PollFailed."""
    assert isinstance(channel, Overhears)
    threads, is_all = _threads(app, channel.capabilities.name, account)
    limits = set() if is_all else {_MORE_THREADS}
    for first in range(0, len(threads), channel.overheard_threads):
        some = threads[first : first + channel.overheard_threads]
        most = _allowed(app, channel)
        if not most:
            _log.warning("replies.none_left_today", account=account)
            return limits | {_USED_UP}
        billed = most  # of a call that failed nobody knows
        try:
            said = channel.overhear(account=account, threads=some, since=since, now=now, most=most)
            billed = said.billed
            if said.more:
                limits.add(_MORE if most == channel.overheard_at_once[0] else _USED_UP)
        finally:
            with app.desk() as desk:
                daily_counts.give_back(
                    session=desk.session,
                    name=_counted_as(channel),
                    day=house_day(desk),
                    times=most - billed,
                )
        for inbound in said.posts:
            _look_at(app, inbound)
    return limits


def _look_at(app: App, inbound: Inbound) -> None:
    try:
        with app.desk() as desk:
            overhearing.look(desk, inbound=inbound.by(desk.now))
    except Exception:  # the others must not wait for it
        _log.exception("replies.not_looked_at", channel=inbound.channel)


def _allowed(app: App, channel: Channel) -> int:
    """How many posts the next call may read: taken from the day's before it is made; 0 where none are left."""
    assert isinstance(channel, Overhears)
    with app.desk() as desk:
        for times in channel.overheard_at_once:
            is_taken = daily_counts.take(
                session=desk.session,
                name=_counted_as(channel),
                day=house_day(desk),
                most=channel.overheard_a_day,
                times=times,
            )
            if is_taken:
                return times
    return 0


def _counted_as(channel: Channel) -> str:
    return f"{channel.capabilities.name}:replies"


def _threads(app: App, channel: str, account: str) -> tuple[list[str], bool]:
    """Those of the newest open cases of this account, and whether they are all."""
    query = (
        select(Case.conversation)
        .where(text(IS_OPEN), Case.channel == channel, Case.account == account)
        .order_by(col(Case.id).desc())
        .limit(_THREADS_MOST + 1)
    )
    with app.database.reading() as session:
        found = session.exec(query).all()
    newest = dict.fromkeys(each for each in found[:_THREADS_MOST] if each)
    return list(newest), len(found) <= _THREADS_MOST
