"""`earshot person`: everything that is known about one customer, for whoever has a right to see it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot import bootstrap
from bot.desk.erasure import persons, telling
from bot.domain.records.staff import Actor
from bot.language import stored
from handlers.commands.confirmed import confirm, named
from handlers.commands.exports.private_file import private_file
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

_INDENT = "  "


def tell(
    *,
    who: str,
    as_json: bool,
    to: Path | None,
    name: str,
    by: str = "",
    unconfirmed: str = "",
) -> None:
    """Write it to the screen or a file; who asked is in the trail of each case before it is shown."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME: reading all of a customer is on record.")
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.looking() as desk:
            cases = persons.meant(desk.session, who).case_ids
        what = stored("All that is held of the customer of {cases} is told.", cases=named(cases))
        words = [cases, as_json]
        confirm(app, name=name.strip(), by=by, unconfirmed=unconfirmed, what=what, words=words)
        with app.desk() as desk:
            person = persons.meant(desk.session, who)
            actor = Actor.operator(name.strip())
            file = str(to.resolve()) if to else ""
            telling.record_it(desk, person=person, by=actor, what="person", file=file)
        with app.looking() as desk:
            told = telling.tell(desk, person=persons.meant(desk.session, who))
    finally:
        app.database.dispose()
    text = (
        json.dumps(told, ensure_ascii=False, indent=2, default=str) if as_json else readable(told)
    )
    if to is None:
        print(text)
        return
    with private_file(to) as out:
        out.write(text + "\n")
    print(f"Accounts: {len(told['accounts'])}, cases: {len(told['cases'])}, in {to}.")


def readable(told: Mapping[str, Any]) -> str:
    """The same for people: one line a fact, what belongs together further in."""
    return "\n".join(_lines(told, depth=0))


def _lines(told: object, *, depth: int) -> Iterator[str]:
    pairs = told.items() if isinstance(told, Mapping) else enumerate(_listed(told), start=1)
    for key, value in pairs:
        if value in (None, "", [], {}):
            continue
        called = f"{_INDENT * depth}{str(key).replace('_', ' ')}:"
        if isinstance(value, Mapping | list):
            yield called
            yield from _lines(value, depth=depth + 1)
        else:
            yield f"{called} {_harmless(value)}"


def _listed(told: object) -> list[Any]:
    return told if isinstance(told, list) else [told]


def _harmless(value: object) -> str:
    """Nothing in it that moves a terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in str(value))
