"""The keys that seal customers' words: ``earshot keys``."""

import typer

from handlers.commands.arguments import As
from handlers.endings import ending_kindly

keys = typer.Typer(help="The keys that seal customers' words.", no_args_is_help=True)


@keys.command("new")
def keys_new() -> None:
    """Make a new sealing key. Put it first in EARSHOT_SEAL_KEYS, the older ones after it."""
    from bot.storage.sealing import new_key

    print(new_key())


@keys.command("lost")
def keys_lost(key: str, name: As) -> None:
    """Say that a key is gone for good: what only it opens is given up, and the rest goes on."""
    from handlers.commands import keys as commands_keys

    with ending_kindly():
        commands_keys.lost(key_id=key, name=name)
