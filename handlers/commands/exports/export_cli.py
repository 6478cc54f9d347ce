"""``earshot export``: its part of the command line."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from handlers.commands.arguments import As, FirstDay, LastDay, To
from handlers.endings import ending_kindly

export = typer.Typer(help="One row a case or a clock, as CSV or JSON.", no_args_is_help=True)

What = Literal["cases", "clocks", "register", "register-fca", "voice", "quality"]
Brand = Annotated[str, typer.Option(help="Only this brand.")]
Form = Annotated[Literal["csv", "json"], typer.Option("--format", help="csv or json.")]
WithText = Annotated[
    bool, typer.Option("--with-text", help="Also what was said in public, masked.")
]


@export.command("cases")
def export_cases(
    first: FirstDay,
    last: LastDay,
    brand: Brand = "",
    form: Form = "csv",
    to: To = None,
    with_text: WithText = False,
    name: As = "",
) -> None:
    """One row for each case that came in."""
    _export("cases", first, last, brand, form, to, name, with_text=with_text)


@export.command("clocks")
def export_clocks(
    first: FirstDay,
    last: LastDay,
    brand: Brand = "",
    form: Form = "csv",
    to: To = None,
    name: As = "",
) -> None:
    """One row for each clock of those cases."""
    _export("clocks", first, last, brand, form, to, name)


@export.command("register")
def export_register(
    first: FirstDay,
    last: LastDay,
    brand: Brand = "",
    made_for: Annotated[
        Literal["neutral", "fca"],
        typer.Option("--for", help="neutral: one row a complaint; fca: counted as its return is."),
    ] = "neutral",
    form: Form = "csv",
    to: To = None,
    name: As = "",
) -> None:
    """The register of complaints: each that was received, and what came of it."""
    what: What = "register-fca" if made_for == "fca" else "register"
    _export(what, first, last, brand, form, to, name)


@export.command("voice")
def export_voice(
    first: FirstDay,
    last: LastDay,
    brand: Brand = "",
    form: Form = "csv",
    to: To = None,
    name: As = "",
) -> None:
    """What the business learns: a row for each cause, for ideas, praise and the rest, with five customers' words."""
    _export("voice", first, last, brand, form, to, name)


@export.command("quality")
def export_quality(
    first: FirstDay,
    last: LastDay,
    brand: Brand = "",
    form: Form = "csv",
    to: To = None,
    name: As = "",
) -> None:
    """Reviews of published answers that were asked for in these days: a row each, by team, with nobody's name."""
    _export("quality", first, last, brand, form, to, name)


@export.command("columns")
def export_columns(
    what: Annotated[What, typer.Argument(help="Of which export.")] = "cases",
) -> None:
    """Say what each column means."""
    from handlers.commands.exports import export as commands_export

    commands_export.columns(what)


def _export(
    what: What,
    first: date,
    last: date,
    brand: str,
    form: str,
    to: Path | None,
    name: str,
    *,
    with_text: bool = False,
) -> None:
    from handlers.commands.exports import export as commands_export

    with ending_kindly():
        commands_export.export(
            what=what,
            first=first,
            last=last,
            brand=brand,
            form=form,
            to=to,
            with_text=with_text,
            name=name,
        )
