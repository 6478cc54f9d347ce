"""Choosing one of several posts in a form that shows them in full."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views import parts, rich
from bot.slack.views.models import PostShown
from bot.slack.views.parts import Block

_MOST = 10  # radio buttons, as Slack takes them


@dataclass(frozen=True)
class Offered:
    """One post that it can be done to."""

    message_id: int
    post: PostShown


def posts_in_full(posts: Sequence[Offered]) -> list[Block]:
    """Each with its number and time."""
    return [
        block for number, each in enumerate(posts[:_MOST], 1) for block in _shown(number, each.post)
    ]


def post_choice(posts: Sequence[Offered]) -> Block:
    """Radio buttons by number; a single post is chosen already."""
    options = [_option(number, each) for number, each in enumerate(posts[:_MOST], 1)]
    choice: Block = {"type": "radio_buttons", "action_id": "post", "options": options}
    if len(options) == 1:
        choice["initial_option"] = options[0]
    return choice


def _shown(number: int, post: PostShown) -> list[Block]:
    said = rich.post(post.text) if post.text.strip() else parts.context(say("_No words._"))
    return [parts.context(f"*{number}.*  {moment(post.posted_at)}"), said]


def _option(number: int, each: Offered) -> Block:
    said = " ".join(each.post.text.split()) or say("No words")
    return parts.option(f"{number}. {said}", str(each.message_id))
