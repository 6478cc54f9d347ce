"""One call of the provider: in a thread that is given up after its time, and what it returns looked at."""

import threading
from collections.abc import Callable
from enum import StrEnum

_MOST = 4000  # characters of what it may return


class Ended(StrEnum):
    """How a call ended. The value is what the trail and the metrics call it."""

    DONE = "done"
    FAILED = "failed"
    TOO_SLOW = "too_slow"
    NO_WORDS = "no_words"  # it returned something else than text that can be shown
    NOT_LOADED = "not_loaded"
    NO_CALLS_LEFT = "no_calls_left"
    NOT_NEEDED = "not_needed"  # what it was asked about is gone, or was said anew


class Caller:
    """Calls the provider, never while a call that was given up still runs."""

    def __init__(self, *, within_s: float) -> None:
        self._within_s = within_s
        self._hanging: threading.Thread | None = None

    def call(self, ask: Callable[[], object]) -> tuple[Ended, str]:
        """How it ended, and the words; what it raised is named by its class alone, for it may quote words."""
        if self._hanging is not None and self._hanging.is_alive():
            return Ended.TOO_SLOW, ""
        came: list[object] = []
        failed: list[str] = []

        def run() -> None:
            try:
                came.append(ask())
            except BaseException as error:  # somebody else's code; a worker goes on
                failed.append(type(error).__name__)

        thread = threading.Thread(target=run, name="provider", daemon=True)
        thread.start()
        thread.join(self._within_s)
        self._hanging = thread if thread.is_alive() else None
        if failed:
            return Ended.FAILED, failed[0]
        if not came:
            return Ended.TOO_SLOW, ""
        words = usable(came[0])
        return (Ended.DONE, words) if words else (Ended.NO_WORDS, "")


def usable(returned: object) -> str:
    """What it returned as text that can be shown; empty where it is none."""
    if not isinstance(returned, str) or len(returned) > _MOST:
        return ""
    kept = "".join(each for each in returned if each == "\n" or each.isprintable())
    return kept.strip()
