"""``earshot restored``: its part of the command line."""

from datetime import datetime
from typing import Annotated

import typer

from handlers.endings import ending_kindly


def restored(
    name: Annotated[str, typer.Option("--as", help="Your name, for the audit trail.")],
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%dT%H:%M"],
            help="When the backup was made, in UTC; if not given, its newest row tells.",
        ),
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="It was all looked through.")] = False,
) -> None:
    """Say that a backup was restored, before anything is started: makes it safe, lists what is open."""
    from handlers.commands.house import restored as commands_restored

    with ending_kindly():
        if done:
            commands_restored.end(name=name)
        else:
            commands_restored.begin(name=name, until=until)
