"""A form that says why something was not done, where there is no field to say it at."""

from bot.slack.views import parts
from bot.slack.views.parts import Block


def refusal_view(sentence: str) -> Block:
    """The sentence may hold a colleague's name as Slack writes it."""
    return parts.modal(
        callback_id="refusal",
        title="That did not work",
        close="Close",
        blocks=[parts.section(parts.clip(sentence, 2900))],
    )
