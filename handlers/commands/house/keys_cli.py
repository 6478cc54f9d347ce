"""The keys that seal customers' words: ``earshot keys``."""

import typer

from handlers.commands.arguments import As, By, Unconfirmed
from handlers.endings import ending_kindly

keys = typer.Typer(help="The keys that seal customers' words.", invoke_without_command=True)


@keys.callback()
def keys_alone(context: typer.Context) -> None:
    """The keys that seal customers' words; alone: which there are, and what still needs them."""
    if context.invoked_subcommand is None:
        from handlers.commands.house import keys as commands_keys

        with ending_kindly():
            commands_keys.show()


@keys.command("new")
def keys_new() -> None:
    """Make a new sealing key. Put it first in EARSHOT_SEAL_KEYS, the older ones after it."""
    from bot.storage.master_keys import new_key

    print(new_key())


@keys.command("rotate")
def keys_rotate(name: As) -> None:
    """Have the worker wrap with the first key what older ones wrap, so that these can be retired."""
    from handlers.commands.house import keys as commands_keys

    with ending_kindly():
        commands_keys.rotate(name=name)


@keys.command("lost")
def keys_lost(key: str, name: As, by: By = "", unconfirmed: Unconfirmed = "") -> None:
    """Say that a key is gone for good: what only it opens is given up, and the rest goes on."""
    from handlers.commands.house import keys as commands_keys

    with ending_kindly():
        commands_keys.lost(key_id=key, name=name, by=by, unconfirmed=unconfirmed)
