"""`earshot hold`: what must be kept, whatever its time and whoever asks for its erasure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.erasure import holds, persons
from bot.domain.records.legal_hold import HoldKind, LegalHold
from bot.domain.records.staff import Actor
from bot.domain.text.references import case_reference
from bot.language import stored
from bot.storage.cases import legal_holds
from bot.telemetry.redaction import redacted
from handlers.commands.confirmed import Meant, confirm
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database


def on_case(*, case_id: int, reason: str, matter: str, name: str) -> None:
    """Hold one case."""
    _set(
        name,
        lambda desk, by: holds.hold_case(
            desk, case_id=case_id, reason=reason, matter=matter, by=by
        ),
    )


def on_customer(*, who: str, reason: str, matter: str, name: str) -> None:
    """Hold every case of a customer."""

    def hold(desk: Desk, by: Actor) -> LegalHold:
        person = persons.meant(desk.session, who)
        return holds.hold_customer(desk, person=person, reason=reason, matter=matter, by=by)

    _set(name, hold)


def on_word(*, word: str, reason: str, matter: str, name: str) -> None:
    """Hold every case in which a word was said or noted."""
    _set(
        name, lambda desk, by: holds.hold_word(desk, word=word, reason=reason, matter=matter, by=by)
    )


def lift(*, hold_id: int, name: str, by: str = "", unconfirmed: str = "") -> None:
    """End a hold, once that is confirmed."""
    actor = _by(name)
    with _app() as app:
        with app.looking() as desk:
            meant = _lifting(desk, hold_id)
        take = confirm(app, name=actor.id, by=by, unconfirmed=unconfirmed, meant=meant)
        with app.desk() as desk:
            take(desk, _lifting(desk, hold_id))
            holds.lift(desk, hold_id=hold_id, by=actor)
    print(f"Hold {hold_id} is lifted.")


def _lifting(desk: Desk, hold_id: int) -> Meant:
    """What it keeps, without the word and the matter, which may name somebody: the sentence stays on record.
    Raises CannotHold."""
    hold = holds.standing(desk, hold_id=hold_id)
    match hold.kind:
        case HoldKind.CASE:
            held = case_reference(hold.case_id or 0)
        case HoldKind.CUSTOMER:
            held = stored(
                "every case of the customer with our number {number}", number=hold.author_id
            )
        case HoldKind.WORD:
            held = stored("every case in which a certain word was said")
    what = stored(
        "The legal hold {number} on {held}, which stands since {day}, is lifted.",
        number=hold_id,
        held=held,
        day=f"{hold.set_at:%Y-%m-%d}",
    )
    return Meant(what, [hold_id, hold.word, hold.matter, hold.reason])


def show_list() -> None:
    """Every hold that stands: its number, what it keeps, since when, who set it and why."""
    with _app() as app, app.looking() as desk:
        lines = [_line(each) for each in legal_holds.standing(session=desk.session)]
    for line in lines:
        print(line)
    print(f"Holds that stand: {len(lines)}.")


def _set(name: str, hold: Callable[[Desk, Actor], LegalHold]) -> None:
    by = _by(name)
    with _app() as app, app.desk() as desk:
        line = _line(hold(desk, by))
    print(f"Held: {line}")


def _by(name: str) -> Actor:
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    return Actor.operator(name.strip())


def _line(hold: LegalHold) -> str:
    match hold.kind:
        case HoldKind.CASE:
            what = case_reference(hold.case_id or 0)
        case HoldKind.CUSTOMER:
            what = f"customer {hold.author_id}"
        case HoldKind.WORD:
            what = f"“{hold.word}”"
    matter = f"  for {hold.matter}" if hold.matter else ""
    said = f"{hold.id:>5}  {hold.set_at:%Y-%m-%d}  {what}  {hold.set_by}: {hold.reason}{matter}"
    return redacted("".join(c if c.isprintable() else " " for c in said))


@contextmanager
def _app() -> Iterator[App]:
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        yield app
    finally:
        app.database.dispose()
