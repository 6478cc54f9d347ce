"""The database marks each day that is over when something changes of which its sums tell.

Whatever writes, an operation of ours or a person at the database, the mark is in the same transaction.
Nothing is unique among the marks, so that nobody waits for another who marks the same day.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

_RESPONSES = "('first_response', 'next_response')"
_DAY = {"sqlite": "date({})", "postgresql": "(({}) AT TIME ZONE 'UTC')::date"}
_TODAY = {"sqlite": "date('now')", "postgresql": "(now() AT TIME ZONE 'UTC')::date"}
_AFTER = {"sqlite": "datetime({}, '+1 second')", "postgresql": "{} + interval '1 second'"}


class _Trigger(NamedTuple):
    table: str
    event: str
    when: str
    moments: str  # statements that tell of moments; %after(x)% is a second after x


def _clocks_of(cases: str) -> str:
    """When the responses of these cases were decided. A promise that broke in one case takes away from another."""
    wanted = f"FROM sla_clocks WHERE case_id IN ({cases}) AND metric IN {_RESPONSES}"
    return f"SELECT met_at {wanted} UNION ALL SELECT %after(due_at)% {wanted}"


def _values(row: str, *names: str) -> str:
    return " UNION ALL ".join(f"SELECT {_of(row, name)}" for name in names)


def _of(row: str, name: str) -> str:
    return f"%after({row}.due_at)%" if name == "due_at" else f"{row}.{name}"


_OF_A_CLOCK = _clocks_of(
    "SELECT NEW.case_id UNION ALL SELECT into_case_id FROM merges WHERE case_id = NEW.case_id"
)
_OF_A_MERGE = _clocks_of("NEW.case_id, NEW.into_case_id")
_OF_A_CASE = (
    "SELECT OLD.received_at UNION ALL SELECT NEW.received_at"
    " UNION ALL SELECT closed_at FROM closures WHERE case_id = NEW.id"
    " UNION ALL SELECT reopened_at FROM closures WHERE case_id = NEW.id"
    f" UNION ALL {_clocks_of('NEW.id')}"
)
_CASE_MOVED = (
    "(OLD.state = 'merged') <> (NEW.state = 'merged') OR OLD.brand <> NEW.brand"
    " OR OLD.team <> NEW.team OR OLD.received_at <> NEW.received_at"
)
_IS_RESPONSE = f"NEW.metric IN {_RESPONSES}"
_TRIGGERS: Mapping[str, _Trigger] = {
    "cases_came": _Trigger("cases", "INSERT", "", "SELECT NEW.received_at"),
    "cases_moved": _Trigger("cases", "UPDATE", _CASE_MOVED, _OF_A_CASE),
    "closures_came": _Trigger("closures", "INSERT", "", _values("NEW", "closed_at", "reopened_at")),
    "closures_changed": _Trigger(
        "closures",
        "UPDATE",
        "",
        f"{_values('OLD', 'closed_at', 'reopened_at')}"
        f" UNION ALL {_values('NEW', 'closed_at', 'reopened_at')}",
    ),
    "closures_gone": _Trigger("closures", "DELETE", "", _values("OLD", "closed_at", "reopened_at")),
    "sla_clocks_came": _Trigger("sla_clocks", "INSERT", _IS_RESPONSE, _OF_A_CLOCK),
    "sla_clocks_changed": _Trigger(
        "sla_clocks",
        "UPDATE",
        _IS_RESPONSE,
        f"{_values('OLD', 'met_at', 'due_at')} UNION ALL {_OF_A_CLOCK}",
    ),
    "merges_came": _Trigger("merges", "INSERT", "", _OF_A_MERGE),
    "merges_changed": _Trigger("merges", "UPDATE", "", _OF_A_MERGE),
}

TABLES = tuple(dict.fromkeys(trigger.table for trigger in _TRIGGERS.values()))


def install(connection: Connection) -> None:
    """Make them. The tables must exist."""
    for statement in _statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take them away."""
    for name, trigger in _TRIGGERS.items():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {name}_in_the_past")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER {name}_in_the_past ON {trigger.table}")
            connection.exec_driver_sql(f"DROP FUNCTION {name}_in_the_past()")


def _statements(dialect: str) -> Iterator[str]:
    for name, trigger in _TRIGGERS.items():
        marks = _marks(dialect, trigger.moments)
        when = f" WHEN ({trigger.when})" if trigger.when else ""
        begins = f"CREATE TRIGGER {name}_in_the_past AFTER {trigger.event} ON {trigger.table}"
        if dialect == "sqlite":
            yield f"{begins}{when} BEGIN {marks}; END"
            continue
        yield (
            f"CREATE FUNCTION {name}_in_the_past() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {marks}; RETURN NULL; END $$"
        )
        yield f"{begins} FOR EACH ROW{when} EXECUTE FUNCTION {name}_in_the_past()"


def _marks(dialect: str, told: str) -> str:
    for part in ("due_at", "NEW.due_at", "OLD.due_at"):
        told = told.replace(f"%after({part})%", _AFTER[dialect].format(part))
    day = _DAY[dialect].format("at")
    return (
        f"INSERT INTO changed_days (day) SELECT DISTINCT {day} FROM (SELECT NULL AS at WHERE 1 = 0"
        f" UNION ALL {told}) AS told WHERE at IS NOT NULL AND {day} < {_TODAY[dialect]}"
    )
