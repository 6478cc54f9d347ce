"""The thread that reads the inbox: take, understand, take in at the desk, settle, commit.

What cannot be read is set aside. What fails is tried again, later each time, then set aside too.
"""

import threading
from datetime import datetime

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Glimpses
from bot.desk.desk import Desk
from bot.desk.intake import placeholders, taking_in
from bot.desk.messages import author_names
from bot.desk.triage import priorities, signals
from bot.domain.channels.inbound import Inbound, Introduced, Unreadable
from bot.inbox import reading
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import TOPIC, store
from bot.storage.engine import ours
from bot.storage.master_keys import MissingKey
from bot.storage.wake import Wake
from bot.telemetry.logs import bound, get_logger
from handlers.web.webhooks import whole
from handlers.web.webhooks.receiving import incoming

_LOOKS_ANYWAY_S = 1.0
_TOGETHER = 4  # on SQLite a press waits for as long as these take
_log = get_logger(__name__)


class InboxReader:
    """Reads whenever something was stored, and once a second in any case."""

    def __init__(self, app: App, wake: Wake) -> None:
        self._app = app
        self._wake = wake
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="inbox", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more. Follow it by stopping the wake, which ends the wait."""
        self._stopping.set()

    def join(self, timeout_s: float) -> None:
        """Wait until the item in hand is finished."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        told = True
        while not self._stopping.is_set():
            ticket = self._wake.ticket(TOPIC)
            try:
                if told or self._is_anything_there():
                    while not self._stopping.is_set() and read_some(self._app):
                        pass
            except Exception as error:  # nothing that goes wrong may end the thread
                _log.error("inbox.not_read", error=type(error).__name__)
                self._stopping.wait(_LOOKS_ANYWAY_S)
            if not self._stopping.is_set():
                told = self._wake.wait(TOPIC, ticket, _LOOKS_ANYWAY_S)

    def _is_anything_there(self) -> bool:
        with self._app.database.reading() as session:
            return reading.is_any_waiting(session=session)


def read_some(app: App) -> bool:
    """Take in the next few items in one transaction; returns whether there was any.

    They go together as long as each opened a case of its own: what others could wait for is let go of at
    once. Where one fails, none was taken in, and they are read one by one.
    """
    try:
        with app.desk() as desk:
            some = reading.take_some(session=desk.session, db_now=desk.database_now, most=_TOGETHER)
            for item in some:
                with bound(item=item.id):
                    _take_in(app, desk, item)
                unit = ours(desk.session)
                if unit.locked or unit.has_locked:
                    break
            return bool(some)
    except Exception as error:
        _log.info("inbox.one_by_one", error=type(error).__name__)
        return read_next(app)


def read_next(app: App) -> bool:
    """Take in the next item; returns whether there was one."""
    item_id: int | None = None
    try:
        with app.desk() as desk:
            item = reading.take(session=desk.session, db_now=desk.database_now)
            if item is None:
                return False
            item_id = item.id
            with bound(item=item_id):
                _take_in(app, desk, item)
    except MissingKey as missing:
        if item_id is None:
            raise
        _log.error("inbox.no_key", item=item_id, key=missing.key_id)
        with app.database.transaction() as session:
            reading.wait_for_key(
                session=session,
                item_id=item_id,
                key_id=missing.key_id,
                db_now=app.database.now(session),
            )
    except Exception as error:
        if item_id is None:
            raise
        _log.exception("inbox.failed", item=item_id)
        _note_failure(app, item_id, error)
    return True


def _take_in(app: App, desk: Desk, item: ReceivedItem) -> None:
    try:
        if item.source == signals.UNHEARD:
            _hear(app, desk, item)
        elif whole.is_whole(item.key):
            _split(app, desk, item)
        else:
            _read(app, desk, item)
    except Unreadable as error:
        _log.warning("inbox.set_aside", reason=str(error))
        reading.set_aside(
            session=desk.session,
            item=item,
            reason=str(error),
            now=desk.now,
            kept=app.rules.retention.kept_unread,
        )
        _hold_place(app, desk, item)


def _hold_place(app: App, desk: Desk, item: ReceivedItem) -> None:
    """Open a case for what was set aside, where its body tells which post it is."""
    if item.source == signals.UNHEARD or whole.is_whole(item.key):
        return
    channel = app.channels[item.channel]
    if not isinstance(channel, Glimpses):
        return
    body = reading.body_of(item=item, vault=app.vault)
    glimpsed = channel.glimpse(account=item.account, body=body)
    if glimpsed is not None:
        timely = not_to_come(glimpsed, now=desk.now)
        item.case_id = placeholders.hold_place(desk, glimpsed=timely)


def _hear(app: App, desk: Desk, item: ReceivedItem) -> None:
    """Hear the signals of words that a web process took in."""
    message_id = int(reading.body_of(item=item, vault=app.vault))
    case_id = priorities.heard(desk, message_id=message_id)
    reading.settle(session=desk.session, item=item, case_id=case_id, now=desk.now)


def _read(app: App, desk: Desk, item: ReceivedItem) -> None:
    body = reading.body_of(item=item, vault=app.vault)
    told = app.channels[item.channel].read(source=item.source, account=item.account, body=body)
    case_id, reasons, used = None, [], False
    for each in told:
        if isinstance(each, Introduced):
            author_names.introduce(desk, told=each)
            reasons.append("a name, kept with its author")
            continue
        if not isinstance(each, Inbound):
            reasons.append(each.reason)
            continue
        timely = not_to_come(each, now=desk.now)
        if item.keep_until is not None:  # it was set aside once, and a case may hold its place
            placeholders.read_at_last(desk, inbound=timely)
        taken = taking_in.take_in(desk, inbound=timely)
        used = used or taken.case_id is not None
        case_id = taken.case_id or case_id
        reasons.append(taken.reason)
    if used:
        reading.settle(session=desk.session, item=item, case_id=case_id, now=desk.now)
    else:
        reason = "; ".join(each for each in reasons if each) or "nothing in it concerns us"
        reading.not_used(session=desk.session, item=item, reason=reason, now=desk.now)


def not_to_come(inbound: Inbound, *, now: datetime) -> Inbound:
    """What happened, not later than now, whatever the platform says; then the log says so."""
    timely = inbound.by(now)
    if timely is not inbound:
        _log.warning("platform.time_to_come", channel=inbound.channel, told=inbound.at.isoformat())
    return timely


def _split(app: App, desk: Desk, item: ReceivedItem) -> None:
    """A webhook kept whole, replayed: what it holds goes into the inbox like any other."""
    hook = whole.unpacked(reading.body_of(item=item, vault=app.vault))
    parts = incoming(item.channel, app.channels[item.channel].receive(hook))
    store(
        session=desk.session,
        items=parts,
        vault=app.vault,
        now=desk.now,
        db_now=desk.database_now,
    )
    reading.settle(session=desk.session, item=item, case_id=None, now=desk.now)


def _note_failure(app: App, item_id: int, error: Exception) -> None:
    with app.database.transaction() as session:
        state = reading.try_again(
            session=session,
            item_id=item_id,
            reason=f"It could not be taken in ({type(error).__name__}); the log says more.",
            now=clock.now(),
            db_now=app.database.now(session),
            kept=app.rules.retention.kept_unread,
        )
    _log.warning("inbox.tried", item=item_id, state=str(state))
    if state == ItemState.SET_ASIDE:
        _hold_place_of(app, item_id)


def _hold_place_of(app: App, item_id: int) -> None:
    """In a transaction of its own: what hindered the post may hinder this too, and hinders nothing else."""
    try:
        with app.desk() as desk:
            _hold_place(app, desk, desk.session.get_one(ReceivedItem, item_id))
    except Exception as error:
        _log.error("inbox.no_place_held", item=item_id, error=type(error).__name__)
