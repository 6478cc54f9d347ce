"""`earshot erase`: erase a customer on request. Alone it only says what it would do, and where."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.erasure import erasing, persons, requests, telling
from bot.desk.erasure.persons import Person
from bot.desk.erasure.requests import Report
from bot.domain.records.staff import Actor
from bot.language import stored
from handlers import anchor
from handlers.commands.confirmed import Meant, Take, confirm, customer
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

_BACKUPS = (
    "Backups keep what they hold until they are thrown away. What was sealed opens in a backup only "
    "with its own copy of the key and the sealing keys. After a backup was restored, erase again: "
    "`restored` names who, where EARSHOT_RECORD_FOLDER is set."
)
_LATER = (
    "Bodies that could not be read are erased by themselves within 7 days. What customers and "
    "colleagues see on X and Facebook is not ours to erase."
)


class _OnlyLooked(Exception):
    """Ends a dry run, so that nothing of it is kept."""


def erase(
    *,
    who: str,
    reason: str,
    name: str,
    do: bool,
    as_json: bool,
    by: str = "",
    unconfirmed: str = "",
) -> None:
    """Erase, or with ``do`` false take all of it back at the end, and say what it was."""
    if not name.strip():
        raise CannotStart(
            "Say who you are with --as NAME: erasing, and looking at it, is on record."
        )
    app = bootstrap.build(with_database(), pool_size=1)
    actor = Actor.operator(name.strip())
    report: Report | None = None
    cleared, take = True, None
    try:
        if not do:
            with app.desk() as desk:
                person = persons.meant(desk.session, who)
                telling.record_it(desk, person=person, by=actor, what="erase, dry run")
        else:
            take = _confirm(
                app, who=who, reason=reason, name=actor.id, by=by, unconfirmed=unconfirmed
            )
        try:
            with app.desk() as desk:
                person = persons.meant(desk.session, who)
                if take is not None:
                    take(desk, _meant(person, reason))
                report = requests.erase(desk, person=person, by=actor, reason=reason)
                if not do:
                    raise _OnlyLooked
        except _OnlyLooked:
            pass
        if do:
            cleared = app.database.forget_pages()
            _note_outside(app, report, reason=reason)
    finally:
        app.database.dispose()
    if report is not None:
        print(_json(report, done=do) if as_json else "\n".join(_lines(report, done=do)))
    if not cleared:
        print(
            "SQLite's file is in use: what was erased may still lie in it. Run this when it is not."
        )


def _confirm(app: App, *, who: str, reason: str, name: str, by: str, unconfirmed: str) -> Take:
    """Whoever it is by says so, of this customer and this reason, which names nobody. Raises CannotErase."""
    with app.looking() as desk:
        person = persons.meant(desk.session, who)
        requests.refuse(desk, person=person, reason=reason)
        meant = _meant(person, reason)
    return confirm(app, name=name, by=by, unconfirmed=unconfirmed, meant=meant)


def _meant(person: Person, reason: str) -> Meant:
    what = stored(
        "All that names or quotes {customer} is erased for good ({reason}).",
        customer=customer(person),
        reason=reason,
    )
    return Meant(what, [person.author_ids, person.case_ids, reason])


def _note_outside(app: App, report: Report | None, *, reason: str) -> None:
    """So that a backup which is restored later tells what to erase again."""
    folder = app.settings.record_folder
    if folder is not None and report is not None:
        anchor.add_erased(folder, cases=report.cases, reason=reason, at=datetime.now(UTC))


def _lines(report: Report, *, done: bool) -> Iterator[str]:
    yield f"Cases: {', '.join(report.cases) or 'none'}."
    yield "Erased:" if done else "This would be erased (say --do to erase it):"
    for name, count in sorted(report.rows.items()):
        if name != erasing.SLACK:
            yield f"  {name.replace('_', ' '):24} {count:,}"
    going = "go" if done else "would go"
    yield f"Messages of ours in Slack that {going}: {report.rows[erasing.SLACK]:,}."
    if report.drawn_anew:
        drawn = "are drawn" if done else "would be drawn"
        yield f"Lists, surges and digests that quote them {drawn} anew: {len(report.drawn_anew):,}."
    if report.out_of_reach:
        yield "Nobody knows whether these got into Slack, so they cannot be drawn anew. Look there:"
        yield from (f"  channel {channel}, {what}" for channel, what in report.out_of_reach)
    if report.typed_in_slack:
        yield "What colleagues typed in its threads stays in Slack. Delete by hand:"
        yield from (f"  channel {channel}, message {ts}" for channel, ts in report.typed_in_slack)
    if report.exports:
        yield "Exports that may hold their words. Delete them where they went:"
        for each in report.exports:
            file = each.get("file") or each.get("sha256") or "the screen"
            yield f"  {each['at'][:16]} by {each['by']}, {each['what']}: {file}"
    yield _BACKUPS
    yield _LATER


def _json(report: Report, *, done: bool) -> str:
    return json.dumps(
        {"done": done, **vars(report), "rows": dict(report.rows)}, ensure_ascii=False, indent=2
    )
