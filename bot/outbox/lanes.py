"""Lanes: the budgets of the platforms, one row each, made when first used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.channels.capabilities import Budget
from bot.outbox.delivery import Brake, Lane
from bot.outbox.outcome import Remaining
from bot.storage.engine import announce, database_now, insert_or_nothing, ours


@dataclass(frozen=True)
class LaneSpec:
    """A lane as the code that fills it knows it: whose budget, how much, served by which pool."""

    key: str
    pool: str
    interval_s: float = 0.0
    window_count: int | None = None
    window_s: float | None = None
    brake: str | None = None


class NoSuchLane(LookupError):
    """A delivery was put on a lane that nobody described."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no lane “{key}”; give its LaneSpec when you use it first.")


def pool_of(*, session: Session, lane: LaneSpec | str) -> str:
    """The pool that serves the lane, which is made when it is described and missing.

    An existing row is left as it is: enqueueing must not wait for a claim that holds it.
    """
    if isinstance(lane, LaneSpec):
        unit, name = ours(session), f"lane:{lane.key}"
        if not unit.is_stored(name):
            _insert(session, lane)
            unit.stored.add(name)
        return lane.pool
    known = ours(session).database.pools
    if lane not in known:
        pool = session.exec(select(Lane.pool).where(Lane.key == lane)).first()
        if pool is None:
            raise NoSuchLane(lane)
        known[lane] = pool  # a lane never changes its pool
    return known[lane]


def _insert(session: Session, spec: LaneSpec) -> None:
    row = Lane(
        key=spec.key,
        pool=spec.pool,
        interval_s=spec.interval_s,
        window_count=spec.window_count,
        window_s=spec.window_s,
        brake=spec.brake,
        next_at=database_now(session),
    )
    statement = insert_or_nothing(session, Lane, "key").values(row.model_dump())
    session.execute(statement)


def renew(*, session: Session, budgets: Mapping[str, Budget]) -> list[str]:
    """Give lanes that were made under another setting the budget of now, by how their key begins;
    returns which. In a transaction of its own: whoever enqueues must not wait for a lane."""
    renewed: list[str] = []
    for key in session.exec(select(Lane.key).order_by(col(Lane.key))).all():
        budget = next((one for begins, one in budgets.items() if key.startswith(begins)), None)
        lane = session.get_one(Lane, key)
        if budget is None or _budget(lane) == budget:
            continue
        session.refresh(lane, with_for_update={"key_share": True})
        lane.interval_s = budget.interval_s
        lane.window_count, lane.window_s = budget.window_count, budget.window_s
        session.add(lane)
        announce(session, topic_of(lane.pool))
        renewed.append(key)
    return renewed


def _budget(lane: Lane) -> Budget:
    return Budget(
        interval_s=lane.interval_s, window_count=lane.window_count, window_s=lane.window_s
    )


def pause_lane(*, session: Session, key: str, until: datetime) -> None:
    """Let nothing of this lane go before then. Never shortens a pause."""
    lane = session.get_one(Lane, key, with_for_update={"key_share": True}, populate_existing=True)
    lane.next_at = max(lane.next_at, until)
    session.add(lane)
    announce(session, topic_of(lane.pool))


def resume_lane(*, session: Session, key: str, now: datetime) -> None:
    """What the lane was paused for is over. Nothing where there is no such lane."""
    lane = session.get(Lane, key, with_for_update={"key_share": True}, populate_existing=True)
    if lane is not None and lane.next_at > now:
        lane.next_at = now
        session.add(lane)
        announce(session, topic_of(lane.pool))


def held(*, session: Session, pool: str, now: datetime) -> dict[str, datetime]:
    """The lanes of a pool that let nothing go, and until when: paused, braked, or their window spent."""
    query = (
        select(Lane, Brake.until)
        .join(Brake, col(Brake.key) == col(Lane.brake), isouter=True)
        .where(Lane.pool == pool)
    )
    found: dict[str, datetime] = {}
    for lane, braked_until in session.exec(query):
        spent = lane.left is not None and lane.left <= 0 and lane.reset_at is not None
        until = max(lane.next_at, braked_until or now, (lane.reset_at or now) if spent else now)
        if until > now:
            found[lane.key] = until
    return found


def write_brake(*, session: Session, key: str, until: datetime) -> None:
    """Stop every lane that obeys this brake until then. Never shortens a stop."""
    statement = insert_or_nothing(session, Brake, "key").values(key=key, until=until)
    session.execute(statement)
    brake = session.get_one(Brake, key, with_for_update=True, populate_existing=True)
    brake.until = max(brake.until, until)
    session.add(brake)


def believe_platform(*, session: Session, key: str, remaining: Remaining, now: datetime) -> None:
    """Take over what the platform says is left of the lane's window, when that is less than ours.

    Less only: calls that are under way were counted here and not yet there.
    """
    lane = session.get_one(Lane, key, with_for_update={"key_share": True}, populate_existing=True)
    if lane.left is None or lane.reset_at is None or lane.reset_at <= now:
        lane.left = remaining.left
    else:
        lane.left = min(lane.left, remaining.left)
    lane.reset_at = now + timedelta(seconds=remaining.resets_in_s)
    session.add(lane)


def topic_of(pool: str) -> str:
    """What is announced when there may be something to send in this pool."""
    return f"outbox:{pool}"
