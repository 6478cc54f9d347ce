"""``earshot hold``: its part of the command line."""

from typing import Annotated

import typer

from handlers.commands.arguments import As, By, Case, Row, Unconfirmed
from handlers.endings import ending_kindly

hold = typer.Typer(
    help="Legal holds: what is neither erased nor forgotten; alone: those that stand.",
    invoke_without_command=True,
)
Why = Annotated[str, typer.Option("--why", help="Why it is held.")]
Matter = Annotated[
    str,
    typer.Option(
        "--matter", help="The legal matter; case-file --matter finds all that is held for it."
    ),
]


@hold.callback()
def hold_alone(context: typer.Context) -> None:
    """Legal holds: what is neither erased nor forgotten; alone: those that stand."""
    if context.invoked_subcommand is None:
        hold_list()


@hold.command("list")
def hold_list() -> None:
    """List the holds that stand, with their numbers."""
    from handlers.commands.erasure import hold as commands_hold

    with ending_kindly():
        commands_hold.show_list()


@hold.command("case")
def hold_case(case: Case, why: Why = "", matter: Matter = "", name: As = "") -> None:
    """Hold one case."""
    from handlers.commands.erasure import hold as commands_hold

    with ending_kindly():
        commands_hold.on_case(case_id=case, reason=why, matter=matter, name=name)


@hold.command("customer")
def hold_customer(
    who: Annotated[
        str, typer.Argument(metavar="WHO", help="A case such as C-1042, or an account: x:@ana.")
    ],
    why: Why = "",
    matter: Matter = "",
    name: As = "",
) -> None:
    """Hold every case of a customer, also those to come."""
    from handlers.commands.erasure import hold as commands_hold

    with ending_kindly():
        commands_hold.on_customer(who=who, reason=why, matter=matter, name=name)


@hold.command("word")
def hold_word(word: str, why: Why = "", matter: Matter = "", name: As = "") -> None:
    """Hold every case in which a word was said or noted."""
    from handlers.commands.erasure import hold as commands_hold

    with ending_kindly():
        commands_hold.on_word(word=word, reason=why, matter=matter, name=name)


@hold.command("lift")
def hold_lift(hold: Row, name: As = "", by: By = "", unconfirmed: Unconfirmed = "") -> None:
    """End a hold, by its number in the list."""
    from handlers.commands.erasure import hold as commands_hold

    with ending_kindly():
        commands_hold.lift(hold_id=hold, name=name, by=by, unconfirmed=unconfirmed)
