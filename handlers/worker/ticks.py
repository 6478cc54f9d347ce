"""What happens by itself, each as one function that may run in any number of workers at once.

Every body first takes its row (a timer, a cursor, a period), so a second worker finds nothing.
"""

import threading
from typing import Protocol

from bot import clock
from bot.bootstrap import App
from bot.desk.answers import approvals, held_back, left_behind
from bot.desk.cases import closures
from bot.desk.chat import keeping, rates, run_out
from bot.desk.chat import waiting as chat_waiting
from bot.desk.clocks import alerts
from bot.desk.consults import late
from bot.desk.desk import Desk
from bot.desk.digests import issuing
from bot.desk.drafts import drafts
from bot.desk.house import alarms, set_aside, waiting
from bot.desk.messages import unblocking
from bot.desk.ownership import absences, leavers
from bot.desk.triage.signals import UNHEARD
from bot.inbox import review, seal_keys
from bot.slack.api.outcomes import held_by
from bot.storage.figures import day_sums
from bot.storage.house import hearing
from bot.storage.house.cursors import Cursor
from bot.storage.house.heartbeats import forget_silent
from bot.telemetry.logs import get_logger
from handlers.status import is_silent, silence_of
from handlers.worker import leases
from handlers.worker.steady import SomeFailed

_AT_ONCE = 25  # clocks in one transaction: a person who presses a button must not wait for more
_KEYS_AT_ONCE = 200
_NEVER = threading.Event()
_log = get_logger(__name__)


def release_alerts(app: App) -> None:
    """Send what was deferred to the end of quiet hours that are over."""
    with app.desk() as desk:
        alerts.release(desk)


def issue_digests(app: App) -> None:
    """Issue the digests whose period has ended and that nobody has issued."""
    with app.desk() as desk:
        issuing.issue_due(desk)


def look_at_chats(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Note who went away from a chat, and tell of answers that wait there; one chat at a time."""
    run_in_batches(app, chat_waiting.look_due, ending, limit=1)


def look_at_approvals(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Give back answers that waited too long for a second person; ask others where all asked are away.

    Each goes back by itself, so that one that cannot keeps no other. Raises then, once all were tried.
    """
    failed: dict[int, Exception] = {}
    with app.desk() as desk:
        overdue = approvals.overdue(desk)
    for reply_id in overdue:
        if ending.is_set():
            return
        try:
            with app.desk() as desk:
                approvals.expire(desk, reply_id=reply_id)
        except Exception as error:  # whatever it is: the others wait
            failed[reply_id] = error
    with app.desk() as desk:
        approvals.ask_again_due(desk)
    if failed:
        raise SomeFailed(f"Not given back: answers {sorted(failed)}", list(failed.values()))


def look_at_consults(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Remind of questions that a team has not answered, and end those of cases that have ended."""
    run_in_batches(app, late.look_due, ending)


def begin_absences(app: App) -> None:
    """Give on the cases of everybody whose absence has begun."""
    with app.desk() as desk:
        absences.begin_due(desk)


def end_blocks(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Let in again whoever was blocked until a moment that has come."""
    run_in_batches(app, unblocking.end_due, ending)


def end_chats(app: App, *, ending: threading.Event = _NEVER) -> None:
    """End the secure chats whose time is over, each by itself, and say where nobody ever came."""
    run_in_batches(app, run_out.end_due, ending, limit=1)


def let_go_of_leavers(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Let go of the cases of whoever has left or lost the role, and tell what else still names them."""
    run_in_batches(app, leavers.let_go_due, ending)
    with app.desk() as desk:
        leavers.watch_names(desk)


def close_ended(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Close what was resolved longer ago than the bank's reopen_days."""
    run_in_batches(app, closures.close_due, ending)


def rewrap_keys(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Wrap with the first sealing key what those wrap that were rotated away."""

    def some(desk: Desk, /, *, limit: int) -> int:
        return seal_keys.rewrap_some(session=desk.session, vault=app.vault, limit=limit)

    run_in_batches(app, some, ending, limit=_KEYS_AT_ONCE)


class Batch(Protocol):
    """A verb of the desk that does at most ``limit`` of what is due, and returns how many it did."""

    def __call__(self, desk: Desk, /, *, limit: int) -> int: ...


def run_in_batches(
    app: App, batch: Batch, ending: threading.Event, *, limit: int = _AT_ONCE
) -> None:
    """Run ``batch``, each time in a transaction of its own, until it does fewer than ``limit``.

    A process that is told to end leaves the rest, which is in the database; after a long outage that
    can be more than there is time for.
    """
    done = limit
    while done >= limit and not ending.is_set():
        with app.desk() as desk:
            done = batch(desk, limit=limit)


def send_left_rests(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Go on with the answers in several posts that an older version left after one of them."""
    with app.desk() as desk:
        stopped = left_behind.found(desk)
    for delivery_id in stopped:
        if ending.is_set():
            return
        with app.desk() as desk:
            left_behind.catch_up(desk, delivery_id=delivery_id)


def watch_sources(app: App) -> None:
    """Raise an alarm for every source that has been silent for too long."""
    sources = [each for channel in app.channels.values() for each in channel.sources()]
    with app.desk() as desk:
        for source in sources:
            if hearing.is_told(session=desk.session, source=source.name):
                alarms.told_again(desk, source=source.name)
            cursor = desk.session.get(Cursor, source.name)
            if cursor is None or not is_silent(source, cursor, desk.database_now):
                continue
            since = silence_of(cursor, desk.database_now)
            silent_s = since if since is not None else cursor.failures * source.every_s
            alarms.silent(desk, heard=leases.heard(desk, source), minutes=int(silent_s // 60))


def watch_platforms(app: App) -> None:
    """Say of answers that their platform does not let out until when they wait."""
    with app.desk() as desk:
        held_back.tell(desk)


def watch_inbox(app: App) -> None:
    """Raise an alarm for what came in and could not be read.

    While a release replaces another, a worker of the one before sets the words of chats aside unheard.
    """
    with app.desk() as desk:
        review.read_again(session=desk.session, source=UNHEARD, db_now=desk.database_now)
        set_aside.tell(desk)


def watch_deliveries(app: App) -> None:
    """Raise an alarm for posts that wait until a person mends something."""
    with app.desk() as desk:
        waiting.raise_or_clear(desk, held_by=held_by)


def add_up_days(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Add up the days that are over and have no sum that stands, each in a transaction of its own."""
    going = True
    while going and not ending.is_set():
        with app.database.transaction() as session:
            going = day_sums.add_up_next(session=session, now=clock.now())
    with app.database.transaction() as session:
        day_sums.forget_old(session=session)


def expire(app: App, *, ending: threading.Event = _NEVER) -> None:
    """Erase what was kept long enough."""
    run_in_batches(app, keeping.forget_files, ending)
    with app.desk() as desk:
        drafts.forget_old(desk)
        rates.forget_old(desk)
        keeping.forget_sessions(desk)
    with app.desk() as desk:
        erased = set_aside.expire(desk)
    with app.database.transaction() as session:
        review.forget_seen(session=session, now=clock.now())
        forget_silent(session=session, now=app.database.now(session))
    app.database.count_rows()
    if erased:
        _log.info("inbox.bodies_erased", items=erased)
