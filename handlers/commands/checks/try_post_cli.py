"""`earshot try-post` as it is typed."""

from typing import Annotated

import typer

from handlers.endings import ending_kindly


def try_post(
    text: Annotated[str, typer.Argument(help="What a customer might write.")],
    channel: Annotated[str, typer.Option(help="x or facebook.")] = "x",
    account: Annotated[str, typer.Option(help="The account's id; else the first there is.")] = "",
    handle: Annotated[str, typer.Option(help="Who writes it.")] = "",
    private: Annotated[bool, typer.Option("--private", help="As a private message.")] = False,
) -> None:
    """Say what every rule sees in a post: personal data, signals, guards, priority, promises."""
    from handlers.commands.checks import try_post as commands_try_post

    with ending_kindly():
        commands_try_post.tell(
            text=text, channel=channel, account=account, handle=handle, private=private
        )
