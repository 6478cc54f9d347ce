"""``earshot data`` and ``earshot blocked``: their part of the command line."""

from pathlib import Path
from typing import Annotated

import typer

from bot.domain.rules.house.weekly_data import Kind
from handlers.commands.arguments import As, Newest, Row, To
from handlers.endings import ending_kindly

data = typer.Typer(
    help="Weekly data: duty, absences, closed days, canned replies and the rest.",
    no_args_is_help=True,
)
blocked = typer.Typer(help="Posts of blocked authors, which are set aside; alone: the list.")


@data.command("export")
def data_export(
    kind: Kind,
    to: To = None,
    name: As = "",
) -> None:
    """Write one kind as it stands now: CSV, or TOML with -o NAME.toml."""
    from handlers.commands.exports import data as commands_data

    with ending_kindly():
        commands_data.export(kind=kind, to=to, name=name)


@data.command("import")
def data_import(
    kind: Kind,
    file: Path,
    name: As = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check it and say what would change.")
    ] = False,
) -> None:
    """Let the rows of a file, CSV or NAME.toml, be what stands, and no others. All of it or nothing."""
    from handlers.commands.exports import data as commands_data

    with ending_kindly():
        commands_data.load(kind=kind, file=file, name=name, dry_run=dry_run)


@blocked.callback(invoke_without_command=True)
def blocked_alone(
    context: typer.Context,
    limit: Newest = 50,
) -> None:
    """Posts of blocked authors, which are set aside; alone: the list."""
    if context.invoked_subcommand is None:
        from handlers.commands.exports import data as commands_data

        with ending_kindly():
            commands_data.list_blocked(limit=limit)


@blocked.command("show")
def blocked_show(post: Row, name: As = "") -> None:
    """Show one post; its words as they were masked."""
    from handlers.commands.exports import data as commands_data

    with ending_kindly():
        commands_data.show_blocked(post_id=post, name=name)


@blocked.command("replay")
def blocked_replay(post: Row, name: As) -> None:
    """Let a post become a case, or part of one, after all."""
    from handlers.commands.exports import data as commands_data

    with ending_kindly():
        commands_data.replay_blocked(post_id=post, name=name)
