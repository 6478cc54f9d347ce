"""A backup that was restored: what was done between the backup and now is not known here."""

from datetime import datetime

from sqlmodel import Field

from bot.domain.records.columns import Table


class Restore(Table, table=True):
    """One restored backup. All times are the database's."""

    __tablename__ = "restores"

    # What buttons and forms carry from now on. It grows with the time, so that a backup that knows of no
    # restore before it never takes a number again.
    epoch: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    restored_at: datetime
    restored_by: str
    backup_until: datetime  # the newest that the backup knows
    first_case: int  # the least number of a case that is made from now on
    done_at: datetime | None = None  # when somebody had looked through what it left open
    done_by: str | None = None
