"""Reading leaves an entry in the trail of the house as well: who looked at what, before it is shown."""

import getpass

from bot import clock
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.engine import Database
from bot.storage.record import audit


def write_down(database: Database, *, name: str, what: str, **which: object) -> None:
    """Record that somebody reads this now: by the name they gave, else by the shell's."""
    with database.transaction() as session:
        audit.record(
            session=session,
            case_id=audit.HOUSE,
            actor=Actor.operator(name.strip() or _of_the_shell()),
            verb=Trail.READ,
            details={"what": what, **which},
            at=clock.now(),
        )


def _of_the_shell() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container that knows no user of this number
        return "unknown"
