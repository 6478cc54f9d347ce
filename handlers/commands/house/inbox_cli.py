"""``earshot inbox``: its part of the command line."""

from typing import Annotated

import typer

from handlers.commands.arguments import As, Newest, Row
from handlers.endings import ending_kindly

inbox = typer.Typer(help="What the platforms told us; alone: what a person should look at.")


@inbox.command("list")
def inbox_list(
    state: Annotated[str, typer.Option(help="waiting, set_aside, not_used, settled, all.")] = (
        "set_aside"
    ),
    limit: Newest = 50,
) -> None:
    """List what came in; by default what a person should look at."""
    from handlers.commands.house import inbox as commands_inbox

    with ending_kindly():
        commands_inbox.show_list(state=state, limit=limit)


@inbox.command("show")
def inbox_show(item: Row, name: As = "") -> None:
    """Show one item, without what the customer said."""
    from handlers.commands.house import inbox as commands_inbox

    with ending_kindly():
        commands_inbox.show(item_id=item, name=name)


@inbox.command("replay")
def inbox_replay(item: Row, name: As) -> None:
    """Let the worker read an item again that was set aside."""
    from handlers.commands.house import inbox as commands_inbox

    with ending_kindly():
        commands_inbox.replay(item_id=item, name=name)


@inbox.command("looked")
def inbox_looked(name: As) -> None:
    """Say that you looked on the platforms for what was erased before anybody read it."""
    from handlers.commands.house import inbox as commands_inbox

    with ending_kindly():
        commands_inbox.looked(name=name)


@inbox.callback(invoke_without_command=True)
def inbox_alone(context: typer.Context) -> None:
    """What the platforms told us; alone: what a person should look at."""
    if context.invoked_subcommand is None:
        inbox_list()
