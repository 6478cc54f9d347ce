"""`earshot alarms`: what is wrong now, or every alarm there is. The README's list is made here."""

from collections.abc import Iterator

from bot.domain.records.alarm import Alarm
from bot.domain.rules.house.alarm_kinds import ALARMS, AlarmWords
from bot.language import say
from bot.storage.house.alarms import standing
from bot.telemetry.redaction import redacted
from handlers.processes.embedded import opened_database

_BY_VALUE = str.maketrans({"{": "‹", "}": "›", "*": ""})


def show_standing() -> None:
    """Print each alarm that stands, the oldest first."""
    with opened_database() as database, database.reading() as session:
        lines = [line for row in standing(session=session) for line in _lines(row)]
    print("\n".join(lines) if lines else "No alarm stands.")


def table() -> str:
    """Every alarm there is, as a table in Markdown."""
    rows = [f"| {_cell(words)} |" for words in ALARMS.values()]
    head = [
        "| what is wrong | what it means for customers | what to do | who |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *rows])


def _lines(row: Alarm) -> Iterator[str]:
    words = ALARMS[row.kind]
    values = {**words.usual, **row.values}
    what = say(words.what, **values).replace("*", "")
    yield redacted(f"{row.kind}, since {row.raised_at:%Y-%m-%d %H:%M} UTC: {what}")
    yield f"    For customers: {say(words.means, **values)}"
    yield redacted(f"    To do ({words.who}): {say(words.todo, **values)}")


def _cell(words: AlarmWords) -> str:
    said = (words.what, words.means, words.todo, str(words.who).replace("_", " "))
    return " | ".join(part.translate(_BY_VALUE) for part in said)
