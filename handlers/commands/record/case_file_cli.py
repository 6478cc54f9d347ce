"""``earshot case-file`` and ``earshot verify-file``: their part of the command line."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from handlers.commands.arguments import (
    As,
    By,
    Cases,
    Fingerprint,
    MaybeFirstDay,
    MaybeLastDay,
    To,
    Unconfirmed,
)
from handlers.endings import ending_kindly


def case_file(
    cases: Cases = None,
    customer: Annotated[
        str,
        typer.Option(
            help="All cases of this handle, or number of the platform, linked accounts too."
        ),
    ] = "",
    first: MaybeFirstDay = None,
    last: MaybeLastDay = None,
    matter: Annotated[
        str, typer.Option(help="The legal matter it is for; alone: all that is held for it.")
    ] = "",
    reason: Annotated[str, typer.Option(help="What it is for; it stands in the record.")] = "",
    originals: Annotated[
        bool, typer.Option("--originals", help="Also the words before they were masked.")
    ] = False,
    language: Annotated[Literal["en", "ar"], typer.Option(help="Of the page.")] = "en",
    to: To = None,
    name: As = "",
    by: By = "",
    unconfirmed: Unconfirmed = "",
) -> None:
    """Make a file of all that the record holds of a case: a page, the data, and proof."""
    from handlers.commands.record import case_file as making

    with ending_kindly():
        making.make(
            cases=cases or [],
            customer=customer,
            first=first,
            last=last,
            matter=matter,
            reason=reason,
            with_originals=originals,
            language=language,
            to=to,
            name=name,
            by=by,
            unconfirmed=unconfirmed,
        )


def verify_file(path: Path, fingerprint: Fingerprint = "") -> None:
    """Check that a case file is as it was made. Needs no database."""
    from handlers.commands.record import case_file as making

    with ending_kindly():
        raise typer.Exit(making.verify(path=path, fingerprint=fingerprint))


def add_to(commands: typer.Typer) -> None:
    """Both commands."""
    commands.command("case-file")(case_file)
    commands.command("verify-file")(verify_file)
