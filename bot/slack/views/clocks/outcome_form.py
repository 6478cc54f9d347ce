"""The form behind *Outcome of the complaint…*, and what the headline says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.records.complaint_outcome import FINDING_MEANING, Finding
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.lessons.cause_form import cause_select
from bot.slack.views.models import CaseShown, OutcomeShown
from bot.slack.views.parts import Block

OUTCOME_FORM = "complaint_outcome"
_MOST = 100  # of a select menu
TOLD = "told"  # the value of the box


@dataclass(frozen=True)
class Lists:
    """What can be chosen: value and words. ``marks``: under which rules the case is a complaint."""

    marks: Sequence[tuple[str, str]]
    products: Sequence[tuple[str, str]]
    causes: Sequence[tuple[str, str]]
    currencies: Sequence[str]
    cause: str = ""  # that the case has already


def outcome_form(case: CaseShown, *, lists: Lists, key: FormKey) -> Block:
    """What was found and why, what was paid, and whether the customer was told about the ombudsman."""
    findings = [(str(each), say(meaning)) for each, meaning in FINDING_MEANING.items()]
    currencies = [(each, each) for each in lists.currencies]
    fields = [
        ("preset", say("Which complaint?"), _select("preset", lists.marks, chosen=0), False),
        ("finding", say("What was found?"), _select("finding", findings), False),
        ("reasons", say("Reasons"), parts.text_field("reasons", most=1000, multiline=True), True),
        ("redress", say("Redress"), parts.text_field("redress", most=20), True),
        ("currency", say("Currency"), _select("currency", currencies, chosen=0), True),
        ("product", say("Product"), _select("product", lists.products), True),
        ("cause", say("Root cause"), cause_select(lists.causes, chosen=lists.cause), True),
        ("told", say("The ombudsman"), _told(), True),
    ]
    hints = {
        "reasons": say("Needed where it is rejected. Stands in the record with your name."),
        "redress": say("The amount in digits, like 125.50; empty for none."),
    }
    return parts.modal(
        callback_id=OUTCOME_FORM,
        title=say("{case}: outcome", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(rich.words(parts.clip(case.author, 90), bold=True)),
            *(
                parts.input_block(
                    label, element, block_id=block, hint=hints.get(block, ""), optional=optional
                )
                for block, label, element, optional in fields
                if element
            ),
        ],
    )


def outcome_words(outcomes: Iterable[OutcomeShown]) -> list[str]:
    """``Upheld: the customer is right · redress 125.50 GBP · told about the ombudsman``"""
    told = []
    for each in outcomes:
        words = [say(FINDING_MEANING[Finding(each.finding)])]
        if each.redress:
            words.append(
                say("redress {amount} {currency}", amount=each.redress, currency=each.currency)
            )
        if each.told_ombudsman:
            words.append(say("told about the ombudsman"))
        told.append(parts.apart(*words))
    return told


def _select(
    action_id: str, choices: Sequence[tuple[str, str]], *, chosen: int | None = None
) -> Block:
    options = [parts.option(label, value) for value, label in choices[:_MOST] if value]
    if not options:
        return {}
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": parts.plain_text(say("Choose"), 150),
        "options": options,
        **({} if chosen is None else {"initial_option": options[chosen]}),
    }


def _told() -> Block:
    option = parts.option(say("The customer was told that they can go there"), TOLD)
    return {"type": "checkboxes", "action_id": "told", "options": [option]}
