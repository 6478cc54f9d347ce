"""``earshot keys``: which sealing keys there are, one taking the place of another, and one that is lost."""

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.house import set_aside
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.inbox import seal_keys
from bot.inbox.seal_keys import KeyUse
from bot.language import stored
from bot.storage.record.audit import HOUSE
from config.settings import variable
from handlers.commands.confirmed import Meant, confirm
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database


def lost(*, key_id: str, name: str, by: str = "", unconfirmed: str = "") -> None:
    """Set aside for good what nobody can open, and write down who said so. Raises CannotStart."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.looking() as desk:
            meant = _given_up(app, desk, key_id)
        take = confirm(app, name=name.strip(), by=by, unconfirmed=unconfirmed, meant=meant)
        with app.desk() as desk:
            take(desk, _given_up(app, desk, key_id))
            items = set_aside.give_up(desk, key_id=key_id, by=Actor.operator(name.strip()))
    finally:
        app.database.dispose()
    print(
        f"Messages that nobody can read any more, set aside: {items:,}. `python -m handlers inbox list` "
        "names them. Look for them on the platforms."
    )


def _given_up(app: App, desk: Desk, key_id: str) -> Meant:
    """Raises CannotStart: the key opens, or nothing is sealed with it."""
    found = seal_keys.troubles(session=desk.session, vault=app.vault)
    if key_id not in {each.key_id for each in found}:
        raise CannotStart(f"Nothing is sealed with a key “{key_id}” that does not open.")
    what = stored("What only the sealing key {key} opens is given up for good.", key=key_id)
    return Meant(what, key_id)


def show() -> None:
    """Print each key, what it is there for, and whether it can be retired."""
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.looking() as desk:
            found = seal_keys.uses(session=desk.session, vault=app.vault)
    finally:
        app.database.dispose()
    print(f"{'key':22}{'cases':>10}{'messages':>10}{'entries':>10}  what to do")
    for use in found:
        print(f"{use.key_id:22}{use.cases:>10,}{use.items:>10,}{use.entries:>10,}  {_advice(use)}")


def rotate(*, name: str) -> None:
    """Keep what was made of the older keys, and let the worker wrap anew; write down who asked. Raises
    CannotStart."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    app = bootstrap.build(with_database(), pool_size=1)
    setting = variable("seal_keys")
    if len(app.vault.key_ids) < 2:
        raise CannotStart(
            f"{setting} lists one key. Put a new one before it (`python -m handlers keys new`), restart "
            "all processes, and run this again."
        )
    try:
        with app.desk() as desk:
            app.vault.learn(session=desk.session)
            app.vault.keep(session=desk.session)
            by = Actor.operator(name.strip())
            desk.record(HOUSE, Trail.SEAL_KEY_ROTATED, by=by, key=app.vault.key_ids[0])
    finally:
        app.database.dispose()
    print(
        "The worker now wraps with the first key, a little at a time. `python -m handlers keys` says when "
        f"an older one can be taken off {setting}. Backups that are older need it still."
    )


def _advice(use: KeyUse) -> str:
    if use.is_current:
        return "seals what is new"
    if not use.is_listed:
        return "missing: put it back" if use.is_needed else "retired"
    if not use.is_kept:
        return "run `python -m handlers keys rotate` to retire it"
    return "still needed: the worker is at it" if use.is_needed else "can be taken off the list"
