"""Which sources a webhook tells us of, and how often a poll found what no webhook had told.

Kept beside the cursors: ``failures`` counts such polls since the last word of the webhook.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session, col, or_, update

from bot.storage.engine import insert_or_nothing, ours
from bot.storage.house.cursors import Cursor

_NOTED_EVERY = timedelta(minutes=1)  # so that a storm of webhooks does not queue for one row
_NOTED_ANEW_S = 5.0  # for so long a process that noted it does not even look


def heard(*, session: Session, sources: Collection[str], now: datetime) -> None:
    """The webhook told us something. ``now`` is the database's time. Written down once in some seconds."""
    names = sorted(_name(source) for source in sources)
    database = ours(session).database
    for name in names:
        database.lately.ask(name, partial(_note, session, name, now), within_s=_NOTED_ANEW_S)


def _note(session: Session, name: str, now: datetime) -> None:
    is_news = or_(
        col(Cursor.failures) > 0,
        col(Cursor.last_success_at).is_(None),
        col(Cursor.last_success_at) < now - _NOTED_EVERY,
    )
    change = update(Cursor).where(col(Cursor.source) == name, is_news)
    session.connection().execute(change.values(failures=0, last_success_at=now))


def found_untold(*, session: Session, source: str, now: datetime) -> Cursor:
    """A poll found something new; the row says how often in a row that happened, and since when."""
    ours(session).database.lately.forget(_name(source))
    row = {"source": _name(source), "value": "", "next_at": now, "failures": 0}
    session.connection().execute(insert_or_nothing(session, Cursor, "source").values(row))
    known = session.get_one(Cursor, _name(source), with_for_update=True, populate_existing=True)
    known.failures += 1
    session.add(known)
    return known


def is_told(*, session: Session, source: str) -> bool:
    """Whether the webhook has told of the source since a poll last found what it had not."""
    known = session.get(Cursor, _name(source))
    return known is not None and known.failures == 0


def _name(source: str) -> str:
    return f"{source}:webhook"
