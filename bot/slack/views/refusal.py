"""A form that says why something was not done, where there is no field to say it at."""

from collections.abc import Sequence

from bot.language import say
from bot.slack.views import parts, rich
from bot.slack.views.parts import Block

_WORDS_MOST = 5


def refusal_view(sentence: str, *, written: Sequence[str] = ()) -> Block:
    """The sentence may hold a colleague's name as Slack writes it.

    ``written``: what the person had entered, masked, so that it is not lost with the form.
    """
    kept: list[Block] = []
    if written:
        kept.append(parts.context(say("What you wrote, so that it is not lost:")))
        kept += [rich.exact(words) for words in written[:_WORDS_MOST]]
    return parts.modal(
        callback_id="refusal",
        title=say("That did not work"),
        close=say("Close"),
        blocks=[parts.section(parts.clip(sentence, 2900)), *kept],
    )
