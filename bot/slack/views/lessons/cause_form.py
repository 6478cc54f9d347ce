"""What the bank should learn of a case; and why it came about, a choice that stands in other forms too."""

from collections.abc import Mapping, Sequence

from bot.domain.lessons.case_mark import MarkKind
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

LEARN_FORM, MARKS = "learn", "marks"
_MOST = 100  # of a select menu


def learn_form(case: CaseShown, *, causes: Sequence[tuple[str, str]], key: FormKey) -> Block:
    """What is said of it so far; what is emptied or unticked is taken back."""
    lessons = case.around.lessons
    return parts.modal(
        callback_id=LEARN_FORM,
        title=say("{case}: to learn", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(rich.words(parts.clip(case.author, 90), bold=True)),
            *cause_fields(causes, chosen=lessons.cause),
            _marks({MarkKind.IDEA: lessons.is_idea, MarkKind.PRAISE: lessons.is_praise}),
        ],
    )


def _marks(ticked: Mapping[MarkKind, bool]) -> Block:
    labels = {MarkKind.IDEA: say("An idea"), MarkKind.PRAISE: say("Praise")}
    options = {kind: parts.option(label, kind) for kind, label in labels.items()}
    boxes: Block = {"type": "checkboxes", "action_id": MARKS, "options": list(options.values())}
    if initial := [options[kind] for kind, is_so in ticked.items() if is_so]:
        boxes["initial_options"] = initial
    return parts.input_block(say("Is there more in it?"), boxes, block_id=MARKS, optional=True)


def cause_fields(causes: Sequence[tuple[str, str]], *, chosen: str = "") -> list[Block]:
    """The choice with its label; nothing where the bank has no list."""
    element = cause_select(causes, chosen=chosen)
    if not element:
        return []
    return [
        parts.input_block(
            say("Root cause"),
            element,
            block_id="cause",
            hint=say("Why it came about, for those who can mend it. The customer never sees it."),
            optional=True,
        )
    ]


def cause_select(causes: Sequence[tuple[str, str]], *, chosen: str = "") -> Block:
    """A menu of names and titles; empty where there are none."""
    offered = list(causes[:_MOST])
    options = [parts.option(title, name) for name, title in offered]
    if not options:
        return {}
    initial = [option for option in options if option["value"] == chosen]
    return {
        "type": "static_select",
        "action_id": "cause",
        "placeholder": parts.plain_text(say("Choose"), 150),
        "options": options,
        **({"initial_option": initial[0]} if initial else {}),
    }
