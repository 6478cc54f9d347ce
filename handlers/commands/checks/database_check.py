"""What `earshot check` says of the database: each trouble in its own sentence, with what would help."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlmodel import Session, text

from bot.domain.rules.house_rules import HouseRules
from bot.inbox import seal_keys
from bot.storage.clocks.rule_versions import not_stored
from bot.storage.engine import Database, normalised, ours
from bot.storage.house import weekly_data as house
from bot.storage.master_keys import BadKeys
from bot.storage.sealing import Vault
from config.settings import Settings
from handlers.processes.seal_keys import refused

_REFUSED = re.compile(
    r"password authentication failed|no password|role .* does not exist|pg_hba", re.I
)
_NO_DATABASE = re.compile(r"database .* does not exist", re.I)
_NO_FILE = re.compile(r"unable to open database file", re.I)

# What is left of the server's for ordinary roles, and the limits of this role and this database.
_ALLOWED = """
SELECT least(
    current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int,
    (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
    (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database())
)
"""


class Found(NamedTuple):
    """What a look at the database told: a trouble that stops us, or a remark."""

    trouble: str = ""
    remark: str = ""


def look(settings: Settings, rules: HouseRules | None) -> Found:
    """Whether it can be read, and which of these rules it has not as they stand in the files."""
    missing: list[str] = []
    try:
        with _looking(settings) as session:
            if session is None:
                folder = _file(settings).parent
                return Found(trouble="" if folder.is_dir() else f"There is no folder {folder}.")
            if rules is not None:
                in_force = house.in_force(session=session, rules=rules)
                missing = not_stored(session=session, rules=in_force)
            else:
                session.connection()
    except SQLAlchemyError as error:
        trouble = trouble_of(error)
        return Found(
            trouble, "" if trouble else "It has no tables yet. Run `python -m handlers migrate`."
        )
    if not missing:
        return Found()
    return Found(
        remark=f"Not stored as it stands in the files: {', '.join(missing)}. Run `python -m handlers migrate` "
        "and restart; clocks that run keep the version they began with."
    )


def keys_that_lack(settings: Settings) -> list[str]:
    """A sentence for each sealing key without which nothing starts. Empty where nothing can be read."""
    try:
        vault = Vault(settings.seal_keys.get_secret_value())
        with _looking(settings) as session:
            if session is None:
                return []
            vault.learn(session=session)
            return refused(session, seal_keys.troubles(session=session, vault=vault))
    except (BadKeys, SQLAlchemyError):
        return []  # said of the setting, or of the database


def connections(settings: Settings) -> Iterator[str]:
    """While one release follows another, both hold connections."""
    hearing = 1 if settings.chat_url else 0  # by it, web hears what others write in chats
    needed = 2 * (settings.web_pool + settings.worker_pool + 2 + hearing) + 1
    try:
        with _looking(settings) as session:
            if session is None or ours(session).is_sqlite:
                return
            allowed = int(session.connection().execute(text(_ALLOWED)).scalar_one())
    except SQLAlchemyError:
        return  # said above
    told = (
        f"One web and one worker take up to {needed} database connections while one release follows "
        f"another; this database allows {allowed}."
    )
    lower = " Set EARSHOT_WEB_POOL and EARSHOT_WORKER_POOL lower, or take a larger plan."
    yield told if needed <= allowed else told + lower


@contextmanager
def _looking(settings: Settings) -> Iterator[Session | None]:
    """A look at the database; none where there is no file yet: to look would make it."""
    database = Database(settings.database_url.get_secret_value(), pool_size=1)
    if database.is_sqlite and not _file(settings).exists():
        yield None
        return
    try:
        with database.reading() as session:
            yield session
    finally:
        database.dispose()


def _file(settings: Settings) -> Path:
    url = normalised(settings.database_url.get_secret_value())
    return Path(url.database or "").absolute()


def trouble_of(error: SQLAlchemyError) -> str:
    """Why the database cannot be read; empty when it can, and only lacks its tables."""
    said = str(getattr(error, "orig", error))
    if not isinstance(error, OperationalError) or "no such table" in said:
        return ""
    if _REFUSED.search(said):
        return (
            "The database refuses this user or password. Copy the address again from where the "
            "platform shows it."
        )
    if _NO_DATABASE.search(said):
        return "The server has no database of that name. Create it, or name the one there is."
    if _NO_FILE.search(said):
        return "The file cannot be opened. Does its folder exist, and may this user write there?"
    return (
        "The database cannot be reached. Does its server run, and may this machine connect to it?"
    )
