"""A job of the worker, and who is told when it fails again and again."""

import threading
import time
from collections.abc import Callable

from sqlmodel import Session, col, select

from bot.bootstrap import App
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.telemetry.logs import get_logger

_TOLD_AFTER_S = 60.0  # what passes by itself has passed by then
_log = get_logger(__name__)


class SomeFailed(ExceptionGroup[Exception]):
    """All were tried, and some could not be done. Its message is ours and quotes nobody."""


class Steady:
    """A job whose fault is logged once when it begins and once when it ends, not at every tick.

    One that fails for a minute is an alarm, which ends when it works again.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], object],
        *,
        tell: Callable[[str], None] = lambda _why: None,
        is_told: bool = False,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``tell`` is given why it fails, and nothing when it works again. ``is_told``: its alarm stands from
        before."""
        self._name, self._work, self._tell, self._now = name, work, tell, now
        self._failing: str | None = None
        self._since: float | None = None
        self._told = is_told  # whether the alarm stands
        self._one_at_a_time = threading.Lock()

    def __call__(self) -> None:
        """Run it; nothing that goes wrong may end the scheduler's thread."""
        with self._one_at_a_time:
            try:
                self._work()
            except Exception as error:
                self._failed(error)
            else:
                self._works()

    def _failed(self, error: Exception) -> None:
        kind = type(error).__name__
        if kind != self._failing:
            _log.exception("job.failing", job=self._name)
        self._failing = kind
        if self._since is None:
            self._since = self._now()
        elif self._now() - self._since >= _TOLD_AFTER_S:
            why = error.message if isinstance(error, SomeFailed) else kind
            self._told = self._say(why) or self._told  # said again each day, by the alarm

    def _works(self) -> None:
        if self._failing is not None:
            _log.info("job.works_again", job=self._name)
        self._failing = self._since = None
        if self._told and self._say(""):
            self._told = False

    def _say(self, why: str) -> bool:
        try:
            self._tell(why)
        except Exception as error:
            _log.error("job.not_told", job=self._name, error=type(error).__name__)
            return False
        return True


def tell(app: App, job: str, why: str) -> None:
    """Raise the alarm of this job, or clear it."""
    with app.desk() as desk:
        if why:
            raise_alarm(desk, AlarmKind.JOB_FAILS, subject=job, job=job, why=why)
        else:
            clear_alarm(desk, AlarmKind.JOB_FAILS, subject=job)


def told(*, session: Session) -> set[str]:
    """The jobs of which an alarm stands."""
    query = select(Alarm.subject).where(
        Alarm.kind == AlarmKind.JOB_FAILS, col(Alarm.cleared_at).is_(None)
    )
    return set(session.exec(query))
