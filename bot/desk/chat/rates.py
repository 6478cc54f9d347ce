"""How often something may be done, counted in the database: the limit holds over every process."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, delete

from bot.desk.desk import Desk
from bot.domain.records.chat import RateWindow
from bot.storage.engine import insert_or_nothing

_KEPT = timedelta(days=2)  # longer than any window


def within(desk: Desk, *, key: str, limit: int, per: timedelta) -> bool:
    """Count one more, and return whether that is within the limit. What is refused is counted too."""
    return counted(desk, key=key, per=per) <= limit


def counted(desk: Desk, *, key: str, per: timedelta) -> int:
    """Count one more, and return how many that makes in this stretch of the database's time.

    ``key`` says what is counted and of whom; only a keyed hash of it is stored, for of network addresses
    there are few enough to try them all. It is counted only if the transaction commits.
    """
    size = int(per.total_seconds())
    began = int(desk.database_now.timestamp()) // size * size
    hashed = desk.vault.fingerprint(f"rate {size}:{began}:{key}")
    made = RateWindow(key_hash=hashed, began_at=datetime.fromtimestamp(began, UTC), count=0)
    insert = insert_or_nothing(desk.session, RateWindow, "key_hash")
    desk.session.execute(insert.values(made.model_dump()))
    row = desk.session.get_one(RateWindow, hashed, with_for_update=True, populate_existing=True)
    row.count += 1
    desk.session.add(row)
    return row.count


def forget_old(desk: Desk) -> None:
    """Delete the counts of windows that ended long ago."""
    desk.session.exec(
        delete(RateWindow).where(col(RateWindow.began_at) < desk.database_now - _KEPT)
    )
