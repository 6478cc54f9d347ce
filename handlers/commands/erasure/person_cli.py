"""``earshot person``, ``erase`` and ``hold``: their part of the command line."""

from typing import Annotated

import typer

from handlers.commands.arguments import As, By, To, Unconfirmed
from handlers.commands.erasure.hold_cli import hold
from handlers.endings import ending_kindly

Who = Annotated[
    str,
    typer.Argument(metavar="WHO", help="A case such as C-1042, or an account such as x:@ana."),
]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]


def add_to(commands: typer.Typer) -> None:
    """Make them known."""
    commands.command()(person)
    commands.command()(erase)
    commands.add_typer(hold, name="hold")


def person(
    who: Who,
    name: As = "",
    as_json: Json = False,
    to: To = None,
    by: By = "",
    unconfirmed: Unconfirmed = "",
) -> None:
    """Tell everything that is known about one customer, from all their linked accounts."""
    from handlers.commands.erasure import person as commands_person

    with ending_kindly():
        commands_person.tell(
            who=who, as_json=as_json, to=to, name=name, by=by, unconfirmed=unconfirmed
        )


def erase(
    who: Who,
    name: As = "",
    reason: Annotated[
        str, typer.Option("--why", help="Why, such as the request's number; it names nobody.")
    ] = "",
    do: Annotated[bool, typer.Option("--do", help="Erase it; else it only says what it would.")] = (
        False
    ),
    as_json: Json = False,
    by: By = "",
    unconfirmed: Unconfirmed = "",
) -> None:
    """Erase a customer who asked for it: words, names, files, notes, what stands in Slack."""
    from handlers.commands.erasure import erase as commands_erase

    with ending_kindly():
        commands_erase.erase(
            who=who,
            reason=reason,
            name=name,
            do=do,
            as_json=as_json,
            by=by,
            unconfirmed=unconfirmed,
        )
