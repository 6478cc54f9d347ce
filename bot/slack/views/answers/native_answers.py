"""Under an answer that was given in the platform's own app: what it counts as, and how to say else."""

from bot.domain.records.answers.reply import Purpose
from bot.language import say
from bot.slack.api.values import MessageValue
from bot.slack.views import parts
from bot.slack.views.models import SaidShown
from bot.slack.views.parts import Block

ACTIONS = {
    "native_asks": Purpose.ASKS,
    "native_holding": Purpose.HOLDING,
    "native_moves_to_private": Purpose.MOVES_TO_PRIVATE,
}


def counted_as(purpose: str) -> str:
    """What it counts as, as a sentence."""
    return {
        Purpose.ANSWERS: say("It counts as an answer. Was it something else? Say so:"),
        Purpose.ASKS: say("It asked the customer for something, so it counts as no answer."),
        Purpose.HOLDING: say("It only said that we are looking into it, so the clock runs on."),
        Purpose.MOVES_TO_PRIVATE: say(
            "It moved the talk to a private place, so it counts as no answer."
        ),
        Purpose.NOTHING: say("The clocks run on as if nothing had been said."),
    }[Purpose(purpose)]


def under_native(shown: SaidShown) -> list[Block]:
    """The sentence, and while it counts as an answer the three ways to say otherwise."""
    if shown.what != "answered_elsewhere" or not shown.purpose:
        return []
    blocks = [parts.context(counted_as(shown.purpose))]
    if shown.purpose == Purpose.ANSWERS:
        blocks.append(parts.actions(f"native-{shown.message_id}", _buttons(shown.message_id)))
    return blocks


def _buttons(message_id: int) -> list[Block]:
    value = str(MessageValue(message_id))
    labels = {
        "native_asks": say("It asked something"),
        "native_holding": say("It was a holding answer"),
        "native_moves_to_private": say("It moved to private"),
    }
    sure = parts.confirm(
        say("No answer?"),
        say("Then the clock runs on as if nothing had been said. This cannot be taken back here."),
        yes=say("It was no answer"),
    )
    return [
        parts.button(label, action_id=action, value=value, confirm=sure)
        for action, label in labels.items()
    ]
