"""What lanes share: how much a workspace as a whole takes a minute, one row for all processes.

It is learnt downwards where two lanes are refused within a minute, since one alone may have a cause of its own,
and goes slowly up again to what is set. A second's worth may go at once, so that no wake-up that comes late
costs a place. Who goes first within it the claim decides: the most urgent, then the lane that waited longest.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Double, case, update
from sqlmodel import Field, Session, col, delete, func, select

from bot.domain.records.columns import Table
from bot.storage.engine import insert_or_nothing

AT_ONCE_S = 1.0
_TOGETHER = timedelta(seconds=60)
_LESS, _MORE = 0.8, 1.05
_LEAST = 0.1  # of what is set
_MORE_EVERY = timedelta(seconds=60)


class SharedBudget(Table, table=True):
    """One budget of all lanes whose keys begin alike. All times are the database's."""

    __tablename__ = "shared_budgets"

    begins: str = Field(primary_key=True)  # "slack:post:"
    most_a_minute: float = Field(sa_type=Double)  # as it is set
    a_minute: float = Field(sa_type=Double)  # as it is believed now
    next_at: datetime
    refused_lane: str = ""
    refused_at: datetime | None = None
    learnt_at: datetime | None = None

    def spend(self, now: datetime) -> None:
        """Take one place."""
        earliest = now - timedelta(seconds=AT_ONCE_S)
        self.next_at = max(self.next_at, earliest) + timedelta(seconds=60 / self.a_minute)


def of_lane(*, session: Session, lane: str) -> SharedBudget | None:
    """The budget that a lane shares, locked FOR UPDATE; None where it shares none."""
    begins = col(SharedBudget.begins)
    query = select(SharedBudget).where(func.substr(lane, 1, func.length(begins)) == begins)
    return session.exec(query.with_for_update()).first()


def provide(*, session: Session, budgets: Mapping[str, float], now: datetime) -> None:
    """Let lanes share what is set: places a minute by how their keys begin, 0 for none."""
    for begins, most in budgets.items():
        if not most:
            session.exec(delete(SharedBudget).where(col(SharedBudget.begins) == begins))
            continue
        row = SharedBudget(begins=begins, most_a_minute=most, a_minute=most, next_at=now)
        insert = insert_or_nothing(session, SharedBudget, "begins")
        session.execute(insert.values(row.model_dump()))
        known = col(SharedBudget.begins) == begins, col(SharedBudget.most_a_minute) != most
        session.execute(
            update(SharedBudget).where(*known).values(most_a_minute=most, a_minute=most)
        )


def refused(*, session: Session, lane: str, now: datetime) -> None:
    """The platform said that this lane was too fast. Where another was within a minute it is not the lane."""
    row = of_lane(session=session, lane=lane)
    if row is None:
        return
    is_alone = (
        row.refused_at is None or row.refused_lane == lane or now - row.refused_at > _TOGETHER
    )
    row.refused_lane, row.refused_at = lane, now
    if not is_alone:
        row.a_minute = max(row.a_minute * _LESS, row.most_a_minute * _LEAST)
        row.learnt_at = now
    session.add(row)


def recover(*, session: Session, now: datetime) -> None:
    """Believe a little more again of what was learnt downwards."""
    more = SharedBudget.a_minute * _MORE
    session.execute(
        update(SharedBudget)
        .where(
            col(SharedBudget.a_minute) < col(SharedBudget.most_a_minute),
            col(SharedBudget.learnt_at) < now - _MORE_EVERY,
        )
        .values(
            learnt_at=now,
            a_minute=case(
                (more < col(SharedBudget.most_a_minute), more),
                else_=col(SharedBudget.most_a_minute),
            ),
        )
        .execution_options(synchronize_session=False)
    )
