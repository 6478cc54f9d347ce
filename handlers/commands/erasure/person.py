"""`earshot person`: everything that is known about one customer, for whoever has a right to see it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot import bootstrap
from bot.desk.erasure import persons, telling
from bot.desk.erasure.persons import Person
from bot.domain.records.staff import Actor
from bot.language import stored
from bot.storage.engine import ours
from bot.storage.record import audit
from handlers.commands.confirmed import Meant, confirm, customer
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
    actor, file = Actor.operator(name.strip()), str(to.resolve()) if to else ""
    try:
        with app.looking() as desk:
            meant = _meant(persons.meant(desk.session, who), file, as_json=as_json)
        take = confirm(app, name=actor.id, by=by, unconfirmed=unconfirmed, meant=meant)
        with app.desk() as desk:
            person = persons.meant(desk.session, who)
            take(desk, _meant(person, file, as_json=as_json))
            telling.record_it(desk, person=person, by=actor, what="person", file=file)
            audit.write_down(ours(desk.session))  # what is told says so too
            told = telling.tell(desk, person=person)
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


def _meant(person: Person, file: str, *, as_json: bool) -> Meant:
    what = stored(
        "All that is held of {customer} is handed out on the command line.",
        customer=customer(person),
    )
    return Meant(what, [person.author_ids, person.case_ids, file, as_json])


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
