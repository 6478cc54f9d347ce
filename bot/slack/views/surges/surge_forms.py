"""The forms of a surge: open one by hand, say what caused it, put a case in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import say
from bot.slack.api.values import FormKey, UnreadableValue, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import Choice, who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

OPEN_SURGE, NAME_FORM, PUT_IN_FORM = "surge_open", "surge_name", "surge_put_in"
_WORDS_MOST = 500


@dataclass(frozen=True)
class SurgeKey:
    """A form's private metadata: which surge it is about, and the form's own key."""

    surge_id: int
    request_key: str

    def __str__(self) -> str:
        return json.dumps({"v": 1, "surge": self.surge_id, "key": self.request_key})

    @classmethod
    def read(cls, private_metadata: str) -> "SurgeKey":
        """Raises UnreadableValue."""
        try:
            content = json.loads(private_metadata)
            surge_id = content["surge"]
            if not isinstance(surge_id, int) or not 0 <= surge_id < 2**31:
                raise UnreadableValue
            return cls(surge_id, str(content["key"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableValue from error


def opening_form(brands: Sequence[tuple[str, str]], *, request_key: str) -> Block:
    """Open a surge by hand, also before the first post. ``brands``: their keys and titles."""
    words = parts.text_field("words", most=100)
    options = [parts.option(title, key) for key, title in brands[:100]]
    brand: Block = {
        "type": "static_select",
        "action_id": "brand",
        "options": options,
        "initial_option": options[0],
    }
    return parts.modal(
        callback_id=OPEN_SURGE,
        title=say("Open a surge"),
        submit=say("Open it"),
        metadata=str(SurgeKey(0, request_key)),
        blocks=[
            parts.input_block(
                say("What will customers speak of?"),
                words,
                block_id="words",
                hint=say("Two things, such as “app down”. What says both is gathered."),
            ),
            *(
                [parts.input_block(say("Which bank?"), brand, block_id="brand")]
                if len(brands) > 1
                else []
            ),
            *_cause_and_note(),
        ],
    )


def name_form(
    *,
    surge_name: str,
    cause: str,
    note: str,
    owner: str,
    people: Sequence[tuple[str, str]] = (),
    key: SurgeKey,
) -> Block:
    """What caused it, who has it, what colleagues should know."""
    person = parts.people_picker(people, action_id="owner", chosen=owner)
    return parts.modal(
        callback_id=NAME_FORM,
        title=say("The surge"),
        submit=say("Save"),
        metadata=str(key),
        blocks=[
            parts.section(f"*{parts.safe(surge_name)}*"),
            *_cause_and_note(cause, note),
            parts.input_block(say("Who has it?"), person, block_id="owner", optional=True),
        ],
    )


def put_in_form(case: CaseShown, choices: Sequence[Choice], *, key: FormKey) -> Block:
    """Into which of the surges that are open."""
    if not choices:
        nothing = parts.section(say("No surge of this bank is open just now."))
        return parts.modal(callback_id=PUT_IN_FORM, title=say("Put into a surge"), blocks=[nothing])
    options = [parts.option(one.label, one.value) for one in choices[:10]]
    radio: Block = {
        "type": "radio_buttons",
        "action_id": "surge",
        "options": options,
        "initial_option": options[0],
    }
    return parts.modal(
        callback_id=PUT_IN_FORM,
        title=say("Put into a surge"),
        submit=say("Put in"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.input_block(say("Which surge?"), radio, block_id="surge"),
            parts.context(say("It stays a case of its own, with its clocks and its owner.")),
        ],
    )


def _cause_and_note(cause: str = "", note: str = "") -> list[Block]:
    return [
        _words(say("What caused it?"), "cause", cause),
        _words(
            say("What should colleagues know?"),
            "note",
            note,
            hint=say("Stands on the surge's post, for colleagues alone."),
        ),
    ]


def _words(label: str, name: str, initial: str, *, hint: str = "") -> Block:
    element = parts.text_field(name, most=_WORDS_MOST, multiline=True, initial=initial)
    return parts.input_block(label, element, block_id=name, hint=hint, optional=True)
