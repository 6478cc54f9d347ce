"""The bank's own model of topics: ``earshot topics``."""

from typing import Annotated

import typer

from handlers.commands.arguments import As, Row
from handlers.endings import ending_kindly

topics = typer.Typer(
    help="The bank's own model of topics, learnt from what people set.", no_args_is_help=True
)


@topics.command("learn")
def topics_learn(name: As) -> None:
    """Learn from the cases whose topic people set; say what it is worth. Switches nothing."""
    from handlers.commands.listening import topics as commands_topics

    with ending_kindly():
        commands_topics.learn_own(name=name)


@topics.command("use")
def topics_use(number: Row, name: As) -> None:
    """Let a model that was learnt suggest topics from now on."""
    from handlers.commands.listening import topics as commands_topics

    with ending_kindly():
        commands_topics.use(number=number, name=name)


@topics.command("back")
def topics_back(language: Annotated[str, typer.Argument(help="en or ar.")], name: As) -> None:
    """Take the model in use back; the one before it suggests again."""
    from handlers.commands.listening import topics as commands_topics

    with ending_kindly():
        commands_topics.back(language=language, name=name)
