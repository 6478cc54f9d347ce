"""Named colleagues among the weekly data: for a topic, or for one customer."""

from collections.abc import Sequence

from bot.domain.rules.house.named_row import NamedRow
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.parts import Block


def about() -> str:
    """What the kind is for."""
    return say(
        "Whose topic it is, and whom a customer knows. They come first where a case is given to somebody, "
        "when they are there."
    )


def said(row: NamedRow) -> str:
    """One row, as mrkdwn."""
    if row.topic:
        return f"*{parts.safe(row.topic)}*  <@{row.person}>"
    return f"*{parts.safe(row.author_id)}*  {parts.safe(row.channel)}  <@{row.person}>"


def fields(topics: Sequence[tuple[str, str]], channels: Sequence[tuple[str, str]]) -> list[Block]:
    """Who; and for which topic, or for whom."""
    person: Block = {"type": "users_select", "action_id": "entered"}
    handle = parts.text_field("entered", most=100)
    blocks = [parts.input_block(say("Person"), person, block_id="person")]
    if topics:
        blocks.append(
            parts.input_block(
                say("For this topic"), _select(topics), block_id="topic", optional=True
            )
        )
    if channels:
        blocks += [
            parts.input_block(
                say("Or for a customer, on"), _select(channels), block_id="channel", optional=True
            ),
            parts.input_block(
                say("The customer's handle"), handle, block_id="author_id", optional=True
            ),
        ]
    return blocks


def _select(options: Sequence[tuple[str, str]]) -> Block:
    drawn = [parts.option(title, name) for name, title in options[:100]]
    return {"type": "static_select", "action_id": "entered", "options": drawn}
