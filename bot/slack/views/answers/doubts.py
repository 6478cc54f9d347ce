"""Asking a person about an answer of which nobody can tell whether it was published.

Three ways out, and none of them is taken by itself: a public answer is never published twice.
"""

from bot.language import say
from bot.slack.api.values import DeliveryValue
from bot.slack.views import parts, rich
from bot.slack.views.models import Drawn, EventShown
from bot.slack.views.parts import Block

THERE_FORM = "reply_is_there"


def asked(shown: EventShown) -> Drawn:
    """The question in the thread, with the answer's words and three buttons."""
    channel = parts.safe(shown.channel_title)
    if shown.outcome_known:
        question = say(
            "It was unclear whether this answer is on {channel}. What came of it stands below.",
            channel=channel,
        )
    elif shown.slack_user_id and shown.details.get("after_restore"):
        question = say(
            "🟠 *Is this answer by <@{who}> on {channel}?* It was on its way when the backup was made "
            "that was restored now, and may have gone out since. Please look there and say:",
            who=shown.slack_user_id,
            channel=channel,
        )
    elif shown.slack_user_id:
        question = say(
            "🟠 *Is this answer by <@{who}> on {channel}?* The connection broke while it was published, "
            "and reading {channel} back did not settle it. Please look there and say:",
            who=shown.slack_user_id,
            channel=channel,
        )
    else:
        question = say(
            "🟠 *Is this answer on {channel}?* The connection broke while it was published, and reading "
            "{channel} back did not settle it. Please look there and say:",
            channel=channel,
        )
    link = parts.link(shown.permalink, say("Open on {channel}", channel=shown.channel_title))
    blocks = [parts.section(f"{question} {link}".rstrip())]
    if shown.reply_text:
        blocks.append(rich.post(shown.reply_text))
    if not shown.outcome_known:
        blocks.append(parts.actions(f"doubt-{shown.delivery_id}", _buttons(shown)))
    return Drawn(blocks, say("Is the answer on {channel}? Please look and say.", channel=channel))


def there_form(*, metadata: str) -> Block:
    """Asks for the address of the answer that was found."""
    link = parts.text_field("link", most=500, placeholder="https://…")
    return parts.modal(
        callback_id=THERE_FORM,
        title=say("The answer is there"),
        submit=say("It is there"),
        metadata=metadata,
        blocks=[
            parts.section(
                say("Open the answer on the channel, copy its address and paste it here.")
            ),
            parts.input_block(say("Address of the published answer"), link, block_id="link"),
        ],
    )


def _buttons(shown: EventShown) -> list[Block]:
    value = str(DeliveryValue(shown.delivery_id))
    again = parts.confirm(
        say("Send it?"),
        say("Only if it is really not there: otherwise the customer reads it twice."),
        yes=say("Send it"),
    )
    drop = parts.confirm(
        say("Drop it?"),
        say("It will not be sent. The case stays open and its clock runs on."),
        yes=say("Drop it"),
    )
    there, send, away = say("It is there…"), say("Not there: send it"), say("Drop it")
    return [
        parts.button(there, action_id="doubt_there", value=value, style="primary"),
        parts.button(send, action_id="doubt_send", value=value, confirm=again),
        parts.button(away, action_id="doubt_drop", value=value, style="danger", confirm=drop),
    ]
