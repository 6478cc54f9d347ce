"""Where the platform takes no answer from here: the way there, and a form that says it was answered."""

from bot.domain.records.answers.reply import PURPOSE_MEANING
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

BY_HAND = "answered_by_hand"
BY_HAND_FORM = "answered_by_hand_form"


def by_hand_buttons(case: CaseShown) -> list[Block]:
    """*Open on X* and *Answered by hand…*, in place of *Reply…*."""
    channel = case.channel_title
    buttons: list[Block] = []
    if case.post is not None and parts.link(case.post.permalink, channel):
        opened = say("Open on {channel}", channel=channel)
        buttons.append(parts.button(opened, action_id="open_on_channel", url=case.post.permalink))
    value = str(CaseValue(case.case_id, case.version))
    label = say("Answered by hand…")
    return [*buttons, parts.button(label, action_id=BY_HAND, value=value)]


def by_hand_form(case: CaseShown, *, metadata: str) -> Block:
    """Asks for the answer's address, which may be left out, and for what the answer did."""
    channel = case.channel_title
    address = parts.text_field("link", most=500, placeholder="https://…")
    options = [parts.option(say(PURPOSE_MEANING[each]), str(each)) for each in PURPOSE_MEANING]
    purpose = {
        "type": "radio_buttons",
        "action_id": "purpose",
        "options": options,
        "initial_option": options[0],
    }
    told = say(
        "You answered {author} on {channel} yourself, from {account}. With the address of your "
        "answer its own time counts; without it, this moment, until Earshot sees the answer there.",
        author=parts.safe(case.author),
        channel=parts.safe(channel),
        account=parts.safe(case.account_name),
    )
    link_label = say("Address of your answer on {channel}", channel=channel)
    return parts.modal(
        callback_id=BY_HAND_FORM,
        title=say("Answered by hand"),
        submit=say("I answered"),
        close=say("Cancel"),
        metadata=metadata,
        blocks=[
            parts.section(told),
            parts.input_block(link_label, address, block_id="link", optional=True),
            parts.input_block(say("What did it do?"), purpose, block_id="purpose"),
        ],
    )
