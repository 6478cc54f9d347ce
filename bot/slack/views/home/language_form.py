"""The form in which somebody chooses what Earshot says everything in to them."""

from bot.language import LANGUAGES, say
from bot.slack.views import parts
from bot.slack.views.parts import Block

LANGUAGE_FORM = "language"
AS_SLACK = "slack"
_OWN_NAMES = {"en": "English", "ar": "العربية"}  # each in itself: who looks for it reads no other


def language_form(*, chosen: str, request_key: str) -> Block:
    """``chosen``: the language they chose before, or empty."""
    options = [parts.option(say("As in Slack, or as my team"), AS_SLACK)]
    options += [parts.option(_OWN_NAMES[each], each) for each in LANGUAGES]
    circle: Block = {
        "type": "radio_buttons",
        "action_id": "language",
        "options": options,
        "initial_option": next((o for o in options if o["value"] == chosen), options[0]),
    }
    hint = say("For you alone: forms, the Home tab and direct messages. Channels keep their own.")
    return parts.modal(
        callback_id=LANGUAGE_FORM,
        title=say("Language"),
        submit=say("Save"),
        metadata=request_key,
        blocks=[parts.input_block(say("I read"), circle, block_id="language", hint=hint)],
    )
