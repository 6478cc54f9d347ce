"""The forms that the customer's card opens: a note about them, and another account of theirs."""

from collections.abc import Sequence

from bot.domain.records.cases.customer_note import LONGEST
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import Choice, as_it_stands, which_case, who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

NOTE_FORM = "customer_note"
SAME_FORM, SAME_CONFIRMED = "same_person", "same_person_confirmed"


def note_form(case: CaseShown, *, key: FormKey) -> Block:
    """What to know about them; who will read it stands below."""
    words = parts.text_field("text", most=LONGEST, multiline=True)
    hint = say("For example: prefers to be rung, is hard of hearing, writes in Polish.")
    return parts.modal(
        callback_id=NOTE_FORM,
        title=say("A note about them"),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.input_block(say("Note"), words, block_id="text", hint=hint),
            parts.context(
                say(
                    "Colleagues with the right to read notes see it on the customer's card, with your "
                    "name. It never leaves. Write what helps to answer them, and nothing they would "
                    "not want to read."
                )
            ),
        ],
    )


def same_form(case: CaseShown, *, choices: Sequence[Choice], key: FormKey) -> Block:
    """Whose account it is: from the list, or by the number of a case of theirs."""
    return parts.modal(
        callback_id=SAME_FORM,
        title=say("Another account"),
        submit=say("Look at both"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.section(say("Which case is from the same person, with another account?")),
            *which_case(choices),
        ],
    )


def same_confirmation(case: CaseShown, other: CaseShown, *, key: FormKey) -> Block:
    """Both customers with their latest words, before anybody says they are one."""
    return parts.modal(
        callback_id=SAME_CONFIRMED,
        title=say("One person?"),
        submit=say("The same person"),
        metadata=form_metadata(key),
        blocks=[
            *as_it_stands(case),
            *as_it_stands(other),
            parts.context(
                say(
                    "Their cases are then shown together on the card, on headlines and in the search. "
                    "Each is still answered where it came in. It can be taken back."
                )
            ),
        ],
    )
