"""`earshot inbox`: list, show and replay. What a customer said is never shown here."""

from bot import bootstrap, clock
from bot.desk.house import set_aside
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.inbox import review
from bot.inbox.received import ItemState, ReceivedItem
from bot.storage.record import audit
from bot.telemetry.redaction import redacted
from handlers.commands import reading
from handlers.endings import CannotStart
from handlers.processes.embedded import opened_database, with_database


def show_list(*, state: str, limit: int) -> None:
    """One line an item, the newest first."""
    wanted = _state(state)
    with opened_database() as database, database.reading() as session:
        items = review.listing(session=session, state=wanted, limit=limit)
    for item in items:
        print(_line(item))
    if not items:
        print("Nothing is set aside." if wanted == ItemState.SET_ASIDE else "There is nothing.")


def show(*, item_id: int, name: str = "") -> None:
    """Everything about one item but its body."""
    with opened_database(with_record=True) as database:
        reading.write_down(database, name=name, what="inbox", item=item_id)
        with database.reading() as session:
            item = review.find(session=session, item_id=item_id)
    body = "erased" if item.sealed_body is None else f"sealed, {len(item.sealed_body)} bytes"
    facts = {
        "item": item.id,
        "source": item.source,
        "key": item.key,
        "state": item.state,
        "reason": redacted(item.reason or "-"),
        "received": f"{item.received_at:%Y-%m-%d %H:%M:%S} UTC",
        "attempts": item.attempts,
        "case": item.case_id or "-",
        "body": body,
        "kept until": f"{item.keep_until:%Y-%m-%d %H:%M} UTC" if item.keep_until else "-",
    }
    for name, value in facts.items():
        print(f"{name:12}{value}")


def replay(*, item_id: int, name: str) -> None:
    """Make an item that was set aside wait again, and write down who did."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    with opened_database(with_record=True) as database, database.transaction() as session:
        review.replay(session=session, item_id=item_id, db_now=database.now(session))
        audit.record(
            session=session,
            case_id=audit.HOUSE,
            actor=Actor.operator(name.strip()),
            verb=Trail.INBOX_REPLAYED,
            details={"item": item_id},
            at=clock.now(),
        )
    print(
        f"Item {item_id} waits to be read again. `python -m handlers inbox show {item_id}` tells what came."
    )


def looked(*, name: str) -> None:
    """End the alarms about what was erased unread, and write down who looked for it. Raises CannotStart."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.desk() as desk:
            count = set_aside.looked_for_erased(desk, by=Actor.operator(name.strip()))
    finally:
        app.database.dispose()
    print(f"{count} were erased unread; the alarm is over." if count else "No such alarm stands.")


def _state(state: str) -> ItemState | None:
    if state == "all":
        return None
    try:
        return ItemState(state)
    except ValueError:
        known = ", ".join([*ItemState, "all"])
        raise CannotStart(f"There is no state “{state}”. Say one of: {known}.") from None


def _line(item: ReceivedItem) -> str:
    case = f" case {item.case_id}" if item.case_id else ""
    reason = f" {redacted(item.reason)}" if item.reason else ""
    at = f"{item.received_at:%Y-%m-%d %H:%M:%S}"
    return f"{item.id:>6}  {at}  {item.state:9}  {item.source}{case}{reason}"
