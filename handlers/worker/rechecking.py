"""Looking again at the posts we know, where a platform tells nobody what was deleted or edited.

Hourly, for open cases and for what was posted in the last days: what is gone there goes here too.
Of very many posts each hour looks at the next thousand, because reading costs money.
"""

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import col, or_, select

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, PollFailed, Rechecks, Source
from bot.desk.house import alarms
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.case import OPEN_STATES, Case, Surface
from bot.domain.records.message import NO_ADDRESS, Message
from bot.telemetry.logs import get_logger
from handlers.worker import leases
from handlers.worker.inbox_reader import not_to_come

EVERY_S = 3600.0
_RECENT = timedelta(days=7)
AT_MOST = 1000
_UNSEEN = "What customers delete or edit there still stands here as it was."
_log = get_logger(__name__)


def recheck_all(app: App, *, owner: str) -> None:
    """Look at every account whose hour has come."""
    for channel in app.channels.values():
        if isinstance(channel, Rechecks):
            for account in channel.accounts():
                recheck_if_due(app, channel, account, owner=owner)


def recheck_if_due(app: App, channel: Channel, account: str, *, owner: str) -> bool:
    """Look at one account's posts if it is time and nobody else does."""
    name = channel.capabilities.name
    recheck = Source(
        f"{name}:recheck:{account}", name, account, EVERY_S, "what became of posts", _UNSEEN
    )
    source = recheck.name
    cursor = leases.take(app, source=source, owner=owner)
    if cursor is None or not isinstance(channel, Rechecks):
        return False
    known = _known_posts(app, channel.capabilities.name, account, after=int(cursor.value or 0))
    ids = list(dict.fromkeys([*known.values(), *_posts_above(app, known)]))
    try:
        found = channel.recheck(account=account, external_ids=ids, now=clock.now()) if ids else []
    except PollFailed as failure:
        _log.warning("recheck.failed", source=source, reason=str(failure))
        leases.failed(app, recheck, owner=owner, failure=failure)
        return True
    ours = set(known.values())
    for inbound in found:  # a post above one of ours is no case: only that it is gone concerns us
        if inbound.external_id in ours or inbound.happening == Happening.REMOVED:
            _take_in(app, source, inbound)
    _done(app, source, owner, value=str(max(known)) if len(known) == AT_MOST else "")
    return True


def _take_in(app: App, source: str, inbound: Inbound) -> None:
    try:
        with app.desk() as desk:
            taking_in.take_in(desk, inbound=not_to_come(inbound, now=desk.now))
    except Exception:  # the others must not wait for it; the next hour tries again
        _log.exception("recheck.not_taken_in", source=source)


def _done(app: App, source: str, owner: str, *, value: str) -> None:
    with app.desk() as desk:
        cursor = leases.leased(desk.session, source=source, owner=owner)
        if cursor is not None:
            leases.done(cursor, value=value, now=desk.database_now, every_s=EVERY_S)
            alarms.source_read(desk, source=source)


def _known_posts(app: App, channel: str, account: str, *, after: int) -> dict[int, str]:
    """The next posts to look at, theirs and ours, by our number for them, with the platform's id."""
    query = (
        select(Message.id, Message.external_id)
        .join(Case, col(Case.id) == Message.case_id)
        .where(
            col(Message.id) > after,
            Message.channel == channel,
            Message.account == account,
            ~col(Message.external_id).startswith(NO_ADDRESS),
            Message.surface == Surface.PUBLIC,  # nothing tells what became of a private message
            col(Message.deleted_at).is_(None),
            or_(col(Case.state).in_(OPEN_STATES), Message.posted_at > clock.now() - _RECENT),
        )
        .order_by(col(Message.id))
        .limit(AT_MOST)
    )
    with app.database.reading() as session:
        return {number or 0: external_id for number, external_id in session.exec(query)}


def _posts_above(app: App, known: Collection[int]) -> list[str]:
    """The posts that these answer or quote: their words are kept here as well."""
    query = select(Message.above_id).where(
        col(Message.id).in_(known), col(Message.above_id).is_not(None)
    )
    with app.database.reading() as session:
        return [each for each in session.exec(query) if each]
