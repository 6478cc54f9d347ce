"""*Language…*: in which language the customer writes, where Earshot took it for another."""

from collections.abc import Sequence

from bot.domain.languages.names import language_title
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

LANGUAGE_OF_CASE_FORM = "language_of_case"
_OPTIONS_MOST = 100


def language_form(case: CaseShown, *, written: Sequence[str], now: str, key: FormKey) -> Block:
    """``written``: the languages of the bank's customers; ``now``: the one it is taken for."""
    options = [parts.option(language_title(code), code) for code in written[:_OPTIONS_MOST]]
    select: Block = {"type": "static_select", "action_id": "language", "options": options}
    chosen = [option for option in options if option["value"] == now]
    if chosen:
        select["initial_option"] = chosen[0]
    told = say(
        "Canned replies, drafts and invitations follow it. The case stays with its team; hand it over "
        "where another should have it."
    )
    return parts.modal(
        callback_id=LANGUAGE_OF_CASE_FORM,
        title=say("{case}: language", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.input_block(say("The customer writes in"), select, block_id="language"),
            parts.context(told),
        ],
    )
