"""Two transactions that meet: the second begins in the middle of the first."""

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session

from bot.storage.engine import Database
from tests.desk.crossing import until_it_waits

_PATIENCE_S = 20.0
T = TypeVar("T")


def meet(
    database: Database, first: Callable[[Session], object], second: Callable[[Session], T]
) -> T | Exception:
    """The second begins when the first has done its part and has not committed; what came of the second."""
    came: list[T | Exception] = []

    def other() -> None:
        try:
            with database.transaction() as session:
                came.append(second(session))
        except Exception as error:
            came.append(error)

    thread = threading.Thread(target=other)
    with database.transaction() as session:
        first(session)
        session.flush()
        thread.start()
        until_it_waits(database, thread)
    thread.join(_PATIENCE_S)
    [result] = came
    return result
