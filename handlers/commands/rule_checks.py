"""What `earshot check` says of the bank's files beyond their own faults: do they fit the accounts,
the database and the coming year? None of it stops a start, so each is a remark.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, text

from bot import clock
from bot.bootstrap import channels_of
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.role_rules import LATER
from bot.inbox import seal_keys
from bot.storage.clocks.rule_versions import not_stored
from bot.storage.engine import Database, ours
from bot.storage.sealing import BadKeys, Vault
from config.settings import Settings
from handlers.processes.seal_keys import refused

_SHOWN_AHEAD = timedelta(days=400)
_MOST_DAYS = 12
# What is left of the server's for ordinary roles, and the limits of this role and this database.
_ALLOWED = """
SELECT least(
    current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int,
    (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
    (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database())
)
"""


def remarks(settings: Settings, rules: HouseRules) -> Iterator[str]:
    """Sentences for a person, each with what to do."""
    yield from _accounts(settings, rules)
    yield from _versions(settings, rules)
    yield from _connections(settings)
    yield from _closed_days(rules)
    yield from _roles(rules)


def _accounts(settings: Settings, rules: HouseRules) -> Iterator[str]:
    """An account without a route is not lost, but its cases go where nobody expects them."""
    ours: set[tuple[str, str]] = set()
    for name, channel in channels_of(settings, rules.routing).items():
        for account in channel.accounts():
            ours.add((name, account))
            if rules.route_for(name, account).is_fallback:
                yield (
                    f"routing.toml: no brand lists {channel.account_name(account)} "
                    f"({name} {account}), so its cases go to the fallback channel. "
                    "Add it to a brand's accounts."
                )
    for brand, listed in rules.routing.brands.items():
        for each in listed.accounts:
            if (each.channel, each.id) not in ours:
                yield (
                    f"routing.toml: {brand} lists the {each.channel} account {each.id}, "
                    "and no tokens are set for it, so it is not read."
                )


def keys_that_lack(settings: Settings) -> list[str]:
    """A sentence for each sealing key without which nothing starts. Empty where nothing can be read."""
    try:
        vault = Vault(settings.seal_keys.get_secret_value())
        with _looking(settings) as session:
            if session is None:
                return []
            return refused(session, seal_keys.troubles(session=session, vault=vault))
    except (BadKeys, SQLAlchemyError):
        return []  # the setting's own line says the one, what is not stored the other


@contextmanager
def _looking(settings: Settings) -> Iterator[Session | None]:
    """A look at the database; none where there is no file yet: to look would make it."""
    database = Database(settings.database_url.get_secret_value(), pool_size=1)
    if database.is_sqlite and not Path(database.url.database or "").exists():
        yield None
        return
    try:
        with database.reading() as session:
            yield session
    finally:
        database.dispose()


def _versions(settings: Settings, rules: HouseRules) -> Iterator[str]:
    try:
        with _looking(settings) as session:
            if session is None:
                return  # migrating stores everything
            missing = not_stored(session=session, rules=rules)
    except SQLAlchemyError:
        yield "The database cannot be read or has no tables yet. Run `earshot migrate`."
        return
    if missing:
        yield (
            f"Not stored as it stands in the files: {', '.join(missing)}. Run `earshot migrate` "
            "and restart; clocks that run keep the version they began with."
        )


def _roles(rules: HouseRules) -> Iterator[str]:
    """A role that nothing asks for yet would be trusted to do something."""
    given = {**rules.roles.people, **rules.roles.groups}
    for role in sorted(LATER):
        people = [who for who, roles in given.items() if role in roles]
        if people:
            yield (
                f"roles.toml: the role “{role}” does nothing in this release; it is kept for a later "
                f"one. It is given to {', '.join(people)}."
            )


def _connections(settings: Settings) -> Iterator[str]:
    """While one release follows another, both hold connections."""
    needed = 2 * (settings.web_pool + settings.worker_pool + 2) + 1
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


def _closed_days(rules: HouseRules) -> Iterator[str]:
    """Read these: feast days that follow the moon are estimates until they are announced."""
    today = clock.now().date()
    for name, calendar in rules.calendars.items():
        ahead = [day for day in sorted(calendar.days) if today <= day <= today + _SHOWN_AHEAD]
        if ahead:
            shown = ", ".join(_day(day, calendar.days[day].reason) for day in ahead[:_MOST_DAYS])
            more = f" and {len(ahead) - _MOST_DAYS} more" if len(ahead) > _MOST_DAYS else ""
            yield f"calendar “{name}” has its own hours on {shown}{more}."


def _day(day: date, reason: str) -> str:
    return f"{day} ({reason})" if reason else str(day)
