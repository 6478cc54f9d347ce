"""The form behind *Case file…*: what it is for; and the link that comes back."""

from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

CASE_FILE_FORM, CASE_FILE_LINK = "case_file", "case_file_link"
ORIGINALS = "originals"  # the value of the box


def case_file_form(case: CaseShown, *, may_see_originals: bool, key: FormKey) -> Block:
    """What is in a case file, the reason, and for whoever may see them the originals."""
    return parts.modal(
        callback_id=CASE_FILE_FORM,
        title=say("{case}: case file", case=case.reference),
        submit=say("Get the link"),
        close=say("Cancel"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.context(
                say(
                    "Everything that the record holds of this case: every word and version, notes, "
                    "answers, decisions, who and when, and the clocks. As a page to print, and as data "
                    "that proves nothing was changed."
                )
            ),
            parts.reason_block(say("What do you need it for?")),
            *([_originals()] if may_see_originals else []),
        ],
    )


def case_file_link_view(case: CaseShown, *, address: str) -> Block:
    """The link, shown to whoever asked."""
    told = say(
        "Whoever has the link can fetch the file, once and within ten minutes: pass it on to nobody. "
        "That you asked for it is on record."
    )
    return parts.modal(
        callback_id=CASE_FILE_LINK,
        title=say("{case}: case file", case=case.reference),
        close=say("Close"),
        blocks=[
            who_line(case),
            parts.section(f"{parts.link(address, say('Save the file'))}\n{told}"),
        ],
    )


def _originals() -> Block:
    boxes = {
        "type": "checkboxes",
        "action_id": "originals",
        "options": [parts.option(say("Also the words before they were masked"), ORIGINALS)],
    }
    return parts.input_block(
        say("Personal data"),
        boxes,
        block_id="originals",
        hint=say("Card numbers stay hidden in any case."),
        optional=True,
    )
