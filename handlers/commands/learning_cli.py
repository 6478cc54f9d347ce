"""`earshot learn-signals` and `earshot learn-gate` as they are typed."""

from pathlib import Path
from typing import Annotated

import typer

from handlers.endings import ending_kindly


def add_to(commands: typer.Typer) -> None:
    """Both commands."""
    commands.command("learn-signals")(learn_signals)
    commands.command("learn-gate")(learn_gate)


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


def learn_gate(
    answers: Annotated[
        Path | None, typer.Argument(help="A folder with labelled answers of your own.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The file to write.")] = Path("gate_weights.toml"),
) -> None:
    """Learn what each word counts for and against what the gate finds, from labelled answers."""
    from handlers.commands import learn_gate as commands_learn_gate

    with ending_kindly():
        commands_learn_gate.learn_into(into, own=answers)
