"""After a restored backup: what the database no longer knows must do no harm, and somebody must look.

Buttons of the lost time are refused, new cases take numbers that no lost case had, sources are read on
from where the backup stood, and whatever was on its way is looked for, or asked about, before it goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from bot.desk.answers import receipts
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.restore import Restore
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import UNFINISHED, Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind
from bot.outbox.settle import lock_delivery
from bot.storage.cases.merges import lock_with_survivor
from bot.storage.house import cursors, restores
from bot.storage.house.cursors import Cursor
from bot.storage.record.audit import HOUSE

_MAYBE_OUT = "It may have gone out after the backup was made that was restored."
# A redraw shows the present; what a chart's digest or a platform's removal does twice does no harm.
_HARMLESS = (DeliveryKind.REDRAW, DeliveryKind.CHART, DeliveryKind.MODERATION, DeliveryKind.LOOK)


class NoRestore(DeskError):
    """There is nothing to have looked through."""


@dataclass(frozen=True)
class Restored:
    """What was done, for whoever looks through the rest."""

    restore: Restore
    sources: Sequence[str]
    asked: Sequence[Delivery]  # answers of which nobody knows whether they went out
    looked_for: int  # posts to Slack that are looked for before they go


def restored(
    desk: Desk, *, backup_until: datetime, seen: int, lost_threads: int, by: Actor
) -> Restored:
    """Begin a new epoch. Enqueues the alarm; ask about answers that may be out already.

    ``backup_until``: the newest that the backup knows; ``seen``: the highest number of a case that
    stands in Slack; ``lost_threads``: how many of its threads nobody here knows.
    """
    session = desk.session
    restore = Restore(
        epoch=restores.new_epoch(session=session, now=desk.database_now),
        restored_at=desk.database_now,
        restored_by=str(by),
        backup_until=backup_until,
        first_case=restores.number_well_above(session=session, seen=seen),
    )
    session.add(restore)
    session.flush()
    restores.begin_cases_at(session=session, number=restore.first_case)
    sources = _read_on(desk)
    looked_for = _look_for_posts(desk)  # before more is enqueued, which nobody can have seen
    asked = _ask_about_answers(desk)
    desk.record(
        HOUSE,
        Trail.BACKUP_RESTORED,
        by=by,
        epoch=restore.epoch,
        backup_until=backup_until.isoformat(),
        first_case=restore.first_case,
        asked=[delivery.pk for delivery in asked],
        lost_threads=lost_threads,
    )
    raise_alarm(
        desk,
        AlarmKind.BACKUP_RESTORED,
        until=f"{backup_until:%Y-%m-%d %H:%M} UTC",
        threads=lost_threads,
        answers=len(asked),
    )
    return Restored(restore, sources, asked, looked_for)


def looked_through(desk: Desk, *, by: Actor) -> None:
    """Write down that somebody looked through it all; enqueues the all-clear. Raises NoRestore."""
    restore = restores.latest(session=desk.session)
    if restore is None or restore.done_at is not None:
        raise NoRestore("No restored backup waits to be looked through.")
    restore.done_at, restore.done_by = desk.database_now, str(by)
    desk.session.add(restore)
    desk.record(HOUSE, Trail.BACKUP_LOOKED_THROUGH, by=by, epoch=restore.epoch)
    clear_alarm(desk, AlarmKind.BACKUP_RESTORED)


def _read_on(desk: Desk) -> list[str]:
    """Let every source be read at once: its cursor stands where the backup did, and each platform's
    channel says by itself what lies too far back."""
    cursors.free_all(session=desk.session)
    desk.session.connection().execute(update(Cursor).values(next_at=desk.database_now, failures=0))
    source = col(Cursor.source)
    noted = source.startswith(cursors.TURN) | source.startswith(cursors.BEGUN)
    return list(desk.session.exec(select(Cursor.source).where(~noted).order_by(Cursor.source)))


def _ask_about_answers(desk: Desk) -> list[Delivery]:
    """No answer goes out by itself: a person says of each whether it is there."""
    asked: list[Delivery] = []
    for delivery in _unfinished(desk.session, is_answer=True):
        delivery.mark_asked(_MAYBE_OUT)
        desk.session.add(delivery)
        desk.session.flush()
        receipts.ask_after_restore(desk, delivery=delivery)
        asked.append(delivery)
    return asked


def _look_for_posts(desk: Desk) -> int:
    """What Slack may show already is looked for by its key before it is posted."""
    found = _unfinished(desk.session, is_answer=False)
    for delivery in found:
        delivery.intent_at = delivery.created_at
        delivery.mark_in_doubt(_MAYBE_OUT, now=desk.database_now, look_at=desk.database_now)
        desk.session.add(delivery)
    desk.session.flush()
    return len(found)


def _unfinished(session: Session, *, is_answer: bool) -> list[Delivery]:
    """What was on its way in the backup, each locked after its case, the oldest first."""
    kind = col(Delivery.kind)
    wanted = (
        kind == DeliveryKind.REPLY if is_answer else kind.not_in((DeliveryKind.REPLY, *_HARMLESS))
    )
    states = UNFINISHED - {DeliveryState.ASK}
    query = select(Delivery.id).where(wanted, col(Delivery.state).in_(states))
    found = [
        lock_delivery(session=session, delivery_id=number, lock_before=lock_with_survivor)
        for number in session.exec(query.order_by(col(Delivery.id))).all()
        if number is not None
    ]
    return [delivery for delivery in found if delivery is not None]
