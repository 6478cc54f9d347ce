"""Where a word stands, without reading all that was ever written: an index of pieces of three letters.

The database keeps it by itself, in the transaction that writes the text: what is edited, masked, moved or
erased is so here as well. Only masked texts and names are in it, in the one spelling of ``folding``.
SQLite has tables of their own for it (FTS5), PostgreSQL indexes over a function; no extension is asked for.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, TextClause, bindparam, literal, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlmodel import Session, SQLModel

from bot.domain.search.name_folding import FROM, TO, folded
from bot.storage.folding import IN_SQLITE, fold

_PIECE = 3
_FUNCTION = "earshot_pieces"
_LOOKED_FOR: Mapping[str, tuple[str, ...]] = {
    "messages": ("text",),
    "notes": ("text",),
    "authors": ("name", "handle"),
}
_TOKENS = "tokenize='trigram', content='', detail='none', columnsize=0"
_A_STEP = 200  # pages of the index that one step of clearing writes anew


def holds(given: Any, word: str) -> ColumnElement[bool]:
    """Whether a text holds the word, in any spelling; one of a letter or two only where a word begins with it."""
    if len(folded(word)) < _PIECE:
        given = literal(" ").concat(given).concat("  ")
    return fold(given).contains(_sought(word), autoescape=True)


def may_hold(session: Session, rows: type[SQLModel], word: str) -> TextClause:
    """Whether one of these rows may hold the word, by the index. Ask ``holds`` of it as well."""
    name, pieces = str(rows.__tablename__), _pieces(_sought(word))
    if session.get_bind().dialect.name == "postgresql":
        given = bindparam("pieces", pieces, type_=ARRAY(TEXT), unique=True)
        return text(f"{_FUNCTION}({_said(name, name)}) @> :pieces").bindparams(given)
    given = bindparam("pieces", " AND ".join(map(_quoted, pieces)), unique=True)
    found = f"SELECT rowid FROM {name}_pieces WHERE {name}_pieces MATCH :pieces"
    return text(f"{name}.id IN ({found})").bindparams(given)


def install(connection: Connection) -> None:
    """Make SQLite's index and what keeps it, and put in what is there."""
    for name, columns in _LOOKED_FOR.items():
        index = f"{name}_pieces"
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {index} USING fts5(said, {_TOKENS})")
        old, new = (_spelt(name, row) for row in ("old", "new"))
        leaves = f"INSERT INTO {index}({index}, rowid, said) VALUES ('delete', old.id, {old});"
        comes = f"INSERT INTO {index}(rowid, said) VALUES (new.id, {new});"
        differs = " OR ".join(f"new.{each} IS NOT old.{each}" for each in columns)
        for event, does in (
            ("INSERT", comes),
            (f"UPDATE OF {', '.join(columns)}", leaves + comes),
            ("DELETE", leaves),
        ):
            when = f"WHEN {differs} " if event.startswith("UPDATE") else ""
            connection.exec_driver_sql(
                f"CREATE TRIGGER {index}_{event.partition(' ')[0].lower()} AFTER {event} ON {name} "
                f"{when}BEGIN {does} END"
            )
        connection.exec_driver_sql(
            f"INSERT INTO {index}(rowid, said) SELECT id, {_spelt(name, name)} FROM {name}"
        )


def uninstall(connection: Connection) -> None:
    """Take SQLite's index away."""
    for name in _LOOKED_FOR:
        for event in ("insert", "update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}_pieces_{event}")
        connection.exec_driver_sql(f"DROP TABLE {name}_pieces")


def of_postgresql() -> tuple[str, Iterator[tuple[str, str]]]:
    """The function, and each index with its name; to be built beside those who write."""
    letters = f"lower(translate(said, '{FROM}', '{TO}'))"
    function = f"""CREATE OR REPLACE FUNCTION {_FUNCTION}(said text) RETURNS text[]
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(DISTINCT substr(w, n, {_PIECE})), '{{}}')
        FROM (SELECT ' ' || {letters} || '  ' AS w) AS folded,
        generate_series(1, length(w) - {_PIECE - 1}) AS n $$"""
    return function, (
        (
            f"ix_{name}_pieces",
            f"{name} USING gin ({_FUNCTION}({_said(name)})) WITH (gin_pending_list_limit = 256)",
        )
        for name in _LOOKED_FOR
    )


def clear(connection: Connection) -> bool:
    """Write a part of SQLite's index anew, without what was erased; False once nothing is left of it."""
    did = [_step(connection, f"{name}_pieces") for name in _LOOKED_FOR]
    return any(did)


def clear_at_once(connection: Connection) -> None:
    """The same in one go."""
    for name in _LOOKED_FOR:
        connection.exec_driver_sql(f"INSERT INTO {name}_pieces({name}_pieces) VALUES ('optimize')")


def _step(connection: Connection, index: str) -> bool:
    before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('merge', -{_A_STEP})")
    after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return bool(after - before >= 2)  # one is that of asking


def _sought(word: str) -> str:
    """The word as it stands in a text with room around it."""
    spelt = folded(word)
    if len(spelt) >= _PIECE:
        return spelt
    return f" {spelt}".ljust(_PIECE) if spelt else " "


def _pieces(sought: str) -> list[str]:
    return sorted({sought[n : n + _PIECE] for n in range(len(sought) - _PIECE + 1)})


def _quoted(piece: str) -> str:
    return '"{}"'.format(piece.replace('"', '""'))


def _said(name: str, row: str = "") -> str:
    """What of a row is looked for, as both databases say it."""
    begins = f"{row}." if row else ""
    return " || ' @' || ".join(f"{begins}{column}" for column in _LOOKED_FOR[name])


def _spelt(name: str, row: str) -> str:
    return f"' ' || {IN_SQLITE}({_said(name, row)}) || '  '"
