"""Looking again at the posts we know, where a platform tells nobody what was deleted or edited.

By the channel's pace, hourly at most banks, for open cases and for what was posted in the last days: what is
gone there goes here too, from the database and from Slack. A thousand posts at a time. Posts that show
personal data to everybody are looked at more often, until they are gone.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import col, select, text, union

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, PollFailed, RecheckPace, Rechecks, Source
from bot.desk.house import alarms
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.cases.case import IS_OPEN, Case, Surface
from bot.domain.records.messages.message import NO_ADDRESS, Direction, Message
from bot.telemetry.logs import get_logger
from handlers.worker import leases
from handlers.worker.inbox_reader import not_to_come

AT_MOST = 1000
_UNSEEN = "What customers delete or edit there still stands here as it was."
_log = get_logger(__name__)


@dataclass(frozen=True)
class _Look:
    """One kind of look at one account's posts."""

    source: Source
    pace: RecheckPace
    only_posted_data: bool

    @property
    def every_s(self) -> float:
        return self.source.every_s


def recheck_all(app: App, *, owner: str) -> None:
    """Look at every account whose time has come."""
    for channel in app.channels.values():
        if isinstance(channel, Rechecks) and channel.recheck_pace.every_s:
            for account in channel.accounts():
                for look in _looks(channel, account):
                    _look_if_due(app, channel, look, owner=owner)


def _looks(channel: Channel, account: str) -> tuple[_Look, _Look]:
    assert isinstance(channel, Rechecks)
    name, pace = channel.capabilities.name, channel.recheck_pace
    stream = "what became of posts"
    every = Source(f"{name}:recheck:{account}", name, account, pace.every_s, stream, _UNSEEN)
    posted_s = min(pace.posted_data_s, pace.every_s)
    posted = Source(f"{name}:recheck_data:{account}", name, account, posted_s, stream, _UNSEEN)
    return _Look(every, pace, only_posted_data=False), _Look(posted, pace, only_posted_data=True)


def _look_if_due(app: App, channel: Channel, look: _Look, *, owner: str) -> bool:
    source = look.source
    cursor = leases.take(app, source=source.name, owner=owner)
    if cursor is None or not isinstance(channel, Rechecks):
        return False
    posts = _known_posts(app, look, after=int(cursor.value or 0))
    known = {number: external_id for number, external_id, _ in posts}
    above = [] if look.only_posted_data else [each for _, _, each in posts if each]
    ids = list(dict.fromkeys([*known.values(), *above]))  # whose words are kept here as well
    try:
        found = (
            channel.recheck(account=source.account, external_ids=ids, now=clock.now())
            if ids
            else []
        )
    except PollFailed as failure:
        _log.warning("recheck.failed", source=source.name, reason=str(failure))
        leases.failed(app, source, owner=owner, failure=failure)
        return True
    ours = set(known.values())
    for inbound in found:  # a post above one of ours is no case: only that it is gone concerns us
        if inbound.external_id in ours or inbound.happening == Happening.REMOVED:
            _take_in(app, source.name, inbound)
    _done(app, look, owner, after=max(known) if len(known) == AT_MOST else None)
    return True


def _take_in(app: App, source: str, inbound: Inbound) -> None:
    try:
        with app.desk() as desk:
            taking_in.take_in(desk, inbound=not_to_come(inbound, now=desk.now))
    except Exception:  # the others must not wait for it; the next look tries again
        _log.exception("recheck.not_taken_in", source=source)


def _done(app: App, look: _Look, owner: str, *, after: int | None) -> None:
    """Due again after the channel's pace; sooner where there are posts ``after`` those."""
    every_s = look.every_s if after is None else min(look.every_s, look.pace.next_page_s)
    with app.desk() as desk:
        cursor = leases.leased(desk.session, source=look.source.name, owner=owner)
        if cursor is not None:
            value = "" if after is None else str(after)
            leases.done(cursor, value=value, now=desk.database_now, every_s=every_s)
            alarms.source_read(desk, source=look.source.name)


def _known_posts(app: App, look: _Look, *, after: int) -> list[tuple[int, str, str | None]]:
    """The next posts to look at, theirs and ours: our number for each, the platform's id, and that of the
    post which it answers or quotes."""
    query = (
        select(Message.id, Message.external_id, Message.above_id)
        .where(
            col(Message.id) > after,
            Message.channel == look.source.channel,
            Message.account == look.source.account,
            ~col(Message.external_id).startswith(NO_ADDRESS),
            Message.surface == Surface.PUBLIC,  # nothing tells what became of a private message
            col(Message.deleted_at).is_(None),
            *_wanted(look),
        )
        .order_by(col(Message.id))
        .limit(AT_MOST)
    )
    with app.database.reading() as session:
        return [(number or 0, named, above) for number, named, above in session.exec(query)]


def _wanted(look: _Look) -> tuple[ColumnElement[bool], ...]:
    is_open = select(Case.id).where(text(IS_OPEN))
    of_open = select(Message.id).where(col(Message.case_id).in_(is_open))
    is_of_open = col(Message.id).in_(of_open)
    if look.only_posted_data:
        shows_data = cast(col(Message.findings), String) != "[]"
        return is_of_open, shows_data, col(Message.direction) == Direction.INBOUND
    recent = select(Message.id).where(Message.posted_at > clock.now() - look.pace.ended_for)
    return (col(Message.id).in_(union(of_open, recent)),)  # either by its index, and never all
