"""The fields that say what came of a case: in the form that ends it, and under an answer that does."""

from collections.abc import Sequence

from bot.domain.records.cases.closure import OUTCOME_MEANING, Outcome
from bot.language import listed, say
from bot.slack.views import parts
from bot.slack.views.parts import Block

ACCEPTED = "accepted"  # the value of the box


def ending_fields(*, needs_acceptance: Sequence[str] = ()) -> list[Block]:
    """What came of it, the usual outcome chosen; and what a complaint's deadline needs, where one waits."""
    options = {
        outcome: parts.option(say(meaning).partition(": ")[0], outcome.value)
        for outcome, meaning in OUTCOME_MEANING.items()
    }
    outcomes = {
        "type": "static_select",
        "action_id": "outcome",
        "options": list(options.values()),
        "initial_option": options[Outcome.EXPLAINED],
    }
    asked = parts.input_block(say("What came of it?"), outcomes, block_id="outcome")
    return [asked, *(acceptance_fields(needs_acceptance) if needs_acceptance else [])]


def acceptance_fields(deadlines: Sequence[str]) -> list[Block]:
    """A box to tick that the customer accepted the outcome; who did, and how. Neither must be filled in."""
    box = parts.option(say("The customer accepted it"), ACCEPTED)
    how = parts.text_field("acceptance", most=500)
    named = listed(parts.clip(each, 60) for each in deadlines)
    return [
        parts.input_block(
            say("Does the customer accept the outcome?"),
            {"type": "checkboxes", "action_id": "accepted", "options": [box]},
            block_id="accepted",
            hint=say(
                "Only with it “{deadline}” is kept: the rule asks for the customer's own word.",
                deadline=named,
            ),
            optional=True,
        ),
        parts.input_block(
            say("Who accepted it, when and how?"), how, block_id="acceptance", optional=True
        ),
    ]
