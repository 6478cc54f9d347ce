"""How a command ends: in time, and with a sentence and exit code 1 when something anticipated
goes wrong."""

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_MUST_HAVE_ENDED_S = 28  # a platform kills 30 s after SIGTERM, and then nobody knows why it hung


class CannotStart(Exception):
    """The command cannot do its work here; the message says what would help."""


def end_in_time() -> None:
    """From now on this process may take 28 s to end. After that it says where each of its threads
    stands (files and lines, no values) and is gone: what was not committed is done again elsewhere.
    """
    faulthandler.dump_traceback_later(_MUST_HAVE_ENDED_S, exit=True)


@contextmanager
def ending_kindly() -> Iterator[None]:
    """Turn what can be anticipated into a sentence on stderr. The rest is a bug and looks it."""
    try:
        yield
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        for line in sentence.splitlines():
            print(f"earshot: {line}", file=sys.stderr)
        raise SystemExit(1) from None


def _sentence(error: Exception) -> str | None:
    # Imported here, because only a failure needs them.
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from bot.desk.desk import DeskError
    from bot.domain.rules.house_rules import HouseRulesAreWrong
    from bot.inbox.review import CannotReplay, NoSuchItem
    from bot.migrations.runner import TableInUse
    from bot.storage.master_keys import BadKeys
    from bot.telemetry.redaction import redacted
    from config.files import FilesCannotBeRead
    from config.settings import SettingsError

    if isinstance(error, SettingsError):
        return str(error)  # it names variables, never their values
    told = (
        DeskError,
        FilesCannotBeRead,
        HouseRulesAreWrong,
        NoSuchItem,
        CannotReplay,
    )
    if isinstance(error, (CannotStart, BadKeys, TableInUse, *told)):
        return redacted(str(error))
    if isinstance(error, ProgrammingError | OperationalError) and "no such table" in str(error):
        return "The database has no tables yet. Run `python -m handlers migrate`."
    if isinstance(error, ProgrammingError) and "does not exist" in str(error):
        return "The database has no tables yet. Run `python -m handlers migrate`."
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}."
    if isinstance(error, OperationalError):
        return f"The database cannot be used: {redacted(str(error.orig)).strip()}"
    return None
