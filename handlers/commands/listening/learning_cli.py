"""`earshot learn-signals`, `earshot learn-gate` and `earshot learn-topics` as they are typed."""

from pathlib import Path
from typing import Annotated

import typer

from handlers.endings import ending_kindly


def add_to(commands: typer.Typer) -> None:
    """The three commands."""
    commands.command("learn-signals")(learn_signals)
    commands.command("learn-gate")(learn_gate)
    commands.command("learn-topics")(learn_topics)


def learn_signals(
    posts: Annotated[
        Path | None, typer.Argument(help="A folder with labelled posts of your own.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The file to write.")] = Path("weights.toml"),
) -> None:
    """Learn what each word counts for and against the signals, from labelled posts. Takes some minutes."""
    from handlers.commands.listening import learn_signals as commands_learn_signals

    with ending_kindly():
        commands_learn_signals.learn_into(into, own=posts)


def learn_gate(
    answers: Annotated[
        Path | None, typer.Argument(help="A folder with labelled answers of your own.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The file to write.")] = Path("gate_weights.toml"),
) -> None:
    """Learn what each word counts for and against what the gate finds, from labelled answers."""
    from handlers.commands.listening import learn_gate as commands_learn_gate

    with ending_kindly():
        commands_learn_gate.learn_into(into, own=answers)


def learn_topics(
    language: Annotated[str, typer.Option(help="en or ar: whose model.")] = "en",
    banking77: Annotated[
        Path | None, typer.Option(help="banking77 as CSV with text and category, or .csv.gz.")
    ] = None,
    cfpb: Annotated[
        Path | None, typer.Option(help="Narratives of the CFPB's database as CSV, or .csv.gz.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The folder to write into.")] = Path(),
) -> None:
    """Learn a model of topics that ships, from invented posts and what others labelled. Takes some minutes."""
    from handlers.commands.listening import learn_topics as commands_learn_topics

    with ending_kindly():
        commands_learn_topics.learn_into(into, language=language, banking77=banking77, cfpb=cfpb)
