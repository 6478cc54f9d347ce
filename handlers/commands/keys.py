"""``earshot keys lost``: a sealing key is gone for good, and the rest must go on."""

from bot import bootstrap
from bot.desk.house import set_aside
from bot.domain.records.staff import Actor
from bot.inbox import seal_keys
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database


def lost(*, key_id: str, name: str) -> None:
    """Set aside for good what nobody can open, and write down who said so. Raises CannotStart."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.desk() as desk:
            found = seal_keys.troubles(session=desk.session, vault=app.vault)
            if key_id not in {each.key_id for each in found}:
                raise CannotStart(f"Nothing is sealed with a key “{key_id}” that does not open.")
            items = set_aside.give_up(desk, key_id=key_id, by=Actor.operator(name.strip()))
    finally:
        app.database.dispose()
    print(
        f"Messages that nobody can read any more, set aside: {items:,}. `python -m handlers inbox list` "
        "names them. Look for them on the platforms."
    )
