"""Why a case came about: the choice that stands in several forms, and the form of its own."""

from collections.abc import Sequence

from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

CAUSE_FORM = "root_cause"
_MOST = 100  # of a select menu


def cause_form(case: CaseShown, *, causes: Sequence[tuple[str, str]], key: FormKey) -> Block:
    """The cause as it stands; left empty, it is taken back."""
    return parts.modal(
        callback_id=CAUSE_FORM,
        title=say("{case}: root cause", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(rich.words(parts.clip(case.author, 90), bold=True)),
            *cause_fields(causes, chosen=case.around.lessons.cause),
        ],
    )


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
