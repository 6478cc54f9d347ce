"""Timers, snoozes and pledges that fall due, so that a case at which Earshot itself fails holds up no other."""

import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from typing import Protocol

from bot import clock
from bot.bootstrap import App
from bot.desk.cases import snoozes
from bot.desk.clocks import escalations
from bot.desk.desk import Desk
from bot.desk.pledges import watching
from bot.domain.text.references import case_reference
from bot.storage.clocks import timers
from bot.telemetry.logs import get_logger
from handlers.worker.steady import SomeFailed
from handlers.worker.ticks import run_in_batches

_PAUSES_S = (1.0, 5.0, 30.0, 120.0)  # the last one for as long as it takes: a clock is not given up
_ONE_BY_ONE = 200
_NEVER = threading.Event()
_log = get_logger(__name__)


class PutOff:
    """The cases of which what was due could not be done: why, how often, and when they are tried again."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._cases: dict[int, tuple[int, float, Exception]] = {}

    @property
    def waiting(self) -> list[int]:
        """Those that are not tried yet."""
        return [case_id for case_id, (_, until, _) in self._cases.items() if until > self._now()]

    def failed(self, case_id: int, error: Exception) -> None:
        """It waits, longer each time."""
        times = self._cases[case_id][0] if case_id in self._cases else 0
        pause_s = _PAUSES_S[min(times, len(_PAUSES_S) - 1)]
        self._cases[case_id] = (times + 1, self._now() + pause_s, error)

    def went(self, case_id: int) -> None:
        """It was done."""
        self._cases.pop(case_id, None)

    def over(self, still: Collection[int] = ()) -> None:
        """All that was tried went, or is not due any more; but for those that ``still`` are."""
        kept = {*self.waiting, *still}
        self._cases = {each: why for each, why in self._cases.items() if each in kept}

    def told(self) -> None:
        """Raises SomeFailed with the cases that wait, if there are any."""
        if self._cases:
            named = ", ".join(case_reference(case_id) for case_id in sorted(self._cases))
            raise SomeFailed(named, [error for _, _, error in self._cases.values()])


def fire_timers(
    app: App, *, ending: threading.Event = _NEVER, put_off: PutOff | None = None
) -> None:
    """Flag every clock that ran out, all of them also after an outage. Raises SomeFailed, once all were tried."""
    put_off = put_off or PutOff()
    with app.database.reading() as session:
        due_at = timers.next_due(session=session)
    if due_at is None or due_at > clock.now():
        put_off.over()
        put_off.told()
    else:
        _done(app, escalations.fire, _timers_due, ending, put_off)


def wake_snoozed(
    app: App, *, ending: threading.Event = _NEVER, put_off: PutOff | None = None
) -> None:
    """Wake every case whose moment has come, all of them also after an outage. Raises SomeFailed as above."""
    _done(app, snoozes.wake_due, snoozes.due_cases, ending, put_off or PutOff())


def look_at_pledges(
    app: App, *, ending: threading.Event = _NEVER, put_off: PutOff | None = None
) -> None:
    """Remind of what answers promised, and tell what is broken. Raises SomeFailed as above."""
    _done(app, watching.look_due, watching.due_cases, ending, put_off or PutOff())


class _Verb(Protocol):
    """Does what is due of this case ``only``, or of all ``besides`` these; how much."""

    def __call__(
        self,
        desk: Desk,
        /,
        *,
        limit: int = ...,
        only: int | None = ...,
        besides: Collection[int] = ...,
    ) -> int: ...


class _Due(Protocol):
    """The cases of which something is due, ``besides`` these."""

    def __call__(self, desk: Desk, /, *, limit: int, besides: Collection[int]) -> list[int]: ...


def _timers_due(desk: Desk, /, *, limit: int, besides: Collection[int]) -> list[int]:
    return timers.due_cases(session=desk.session, now=desk.now, limit=limit, besides=besides)


def _done(app: App, verb: _Verb, due: _Due, ending: threading.Event, put_off: PutOff) -> None:
    """Do it in batches; where one fails, case by case. Raises SomeFailed, once all were tried."""
    try:
        run_in_batches(app, partial(verb, besides=put_off.waiting), ending)
    except Exception as error:
        _log.info("due.one_by_one", error=type(error).__name__)
        _one_by_one(app, verb, due, ending, put_off)
    else:
        put_off.over()
    put_off.told()


def _one_by_one(app: App, verb: _Verb, due: _Due, ending: threading.Event, put_off: PutOff) -> None:
    with app.desk() as desk:
        found = due(desk, limit=_ONE_BY_ONE, besides=put_off.waiting)
    if len(found) < _ONE_BY_ONE:
        put_off.over(still=found)
    for case_id in found:
        if ending.is_set():
            return
        try:
            with app.desk() as desk:
                verb(desk, only=case_id)
        except Exception as error:  # whatever it is: the others wait
            put_off.failed(case_id, error)
        else:
            put_off.went(case_id)
