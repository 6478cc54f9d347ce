"""`earshot try-reply` as it is typed."""

from enum import StrEnum
from typing import Annotated

import typer

from handlers.commands.checks.try_post_cli import try_post
from handlers.endings import ending_kindly


class Place(StrEnum):
    """Where an answer would stand."""

    PUBLIC = "public"
    PRIVATE = "private"
    CHAT = "chat"


def try_reply(
    text: Annotated[str, typer.Argument(help="What somebody might answer.")],
    surface: Annotated[Place, typer.Option(help="public, private or chat.")] = Place.PUBLIC,
    brand: Annotated[str, typer.Option(help="The brand that answers, as in routing.toml.")] = "",
    role: Annotated[
        str, typer.Option(help="A role of whoever answers, such as trainee.")
    ] = "agent",
    customer: Annotated[str, typer.Option(help="What the customer wrote.")] = "",
) -> None:
    """Say what the gate sees in an answer: what is stopped, what is pointed out, why, what is better."""
    from bot.domain.records.staff import Role
    from handlers.commands.checks import try_reply as commands_try_reply

    with ending_kindly():
        known = frozenset(one for one in Role if one.value == role)
        if not known:
            raise typer.BadParameter(f"there is no role “{role}”: {', '.join(Role)}")
        commands_try_reply.tell(
            text=text, surface=surface.value, brand=brand, roles=known, customer=customer
        )


def add_to(commands: typer.Typer) -> None:
    """Put both ways to try the rules among the commands."""
    commands.command("try-post")(try_post)
    commands.command("try-reply")(try_reply)
