"""`earshot census` as it is typed."""

from datetime import datetime
from typing import Annotated

import typer

from handlers.commands.arguments import As
from handlers.endings import ending_kindly


def add_to(commands: typer.Typer) -> None:
    """Make it known."""
    commands.command()(census)


def census(
    name: As = "",
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="From when on, UTC, at most seven days back; if not given as far as at night.",
        ),
    ] = None,
    slack: Annotated[
        int, typer.Option(min=0, max=500, help="Of how many threads Slack itself is asked.")
    ] = 20,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it may cost.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Hold all that the platforms say was said to us against what came here and stands in Slack."""
    from handlers.commands.house import census as commands_census

    with ending_kindly():
        raise typer.Exit(
            commands_census.take(
                since=since, slack=slack, dry_run=dry_run, as_json=as_json, name=name
            )
        )
