"""`earshot learn-signals` as it is typed."""

from pathlib import Path
from typing import Annotated

import typer

from handlers.endings import ending_kindly


def learn_signals(
    posts: Annotated[
        Path | None, typer.Argument(help="A folder with labelled posts of your own.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The file to write.")] = Path("weights.toml"),
) -> None:
    """Learn what each word counts for and against the signals, from labelled posts. Takes some minutes."""
    from handlers.commands import learn_signals as commands_learn_signals

    with ending_kindly():
        commands_learn_signals.learn_into(into, own=posts)
