"""What is done once Slack has its answer, because nobody waits for it: the Home tab that somebody opens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from functools import partial

from bot.telemetry.logs import get_logger

_log = get_logger(__name__)
_later: ContextVar[list[Callable[[], None]] | None] = ContextVar("later", default=None)


@contextmanager
def collected() -> Iterator[list[Callable[[], None]]]:
    """What ``afterwards`` is given in the meantime; whoever answers Slack does it then."""
    later: list[Callable[[], None]] = []
    token = _later.set(later)
    try:
        yield later
    finally:
        _later.reset(token)


def afterwards(work: Callable[[], object]) -> None:
    """Do it once Slack has its answer, in the language of now; at once where nobody collects."""
    later = _later.get()
    if later is None:
        work()
    else:
        later.append(partial(_done, copy_context(), work))


def _done(context: Context, work: Callable[[], object]) -> None:
    """Nobody is there to be told of a fault; the log is."""
    try:
        context.run(work)
    except Exception as error:
        _log.error("slack.not_done_afterwards", error=type(error).__name__)
