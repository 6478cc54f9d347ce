"""Why something was not done: a form, where there is no field to say it at, or a direct message."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import say
from bot.slack.views import parts, rich
from bot.slack.views.models import Drawn
from bot.slack.views.parts import Block

_FIELDS_MOST = 40  # two blocks each; Slack takes a hundred


@dataclass(frozen=True)
class FilledIn:
    """One field of a form as a person left it: words they typed, or what they chose (our own mrkdwn)."""

    label: str
    typed: str = ""
    chosen: str = ""


def refusal_view(sentence: str, *, filled_in: Sequence[FilledIn] = ()) -> Block:
    """The sentence may hold a colleague's name as Slack writes it.

    ``filled_in``: what the person had entered, so that it is not lost with the form.
    """
    kept: list[Block] = []
    if filled_in:
        kept.append(parts.context(say("What you entered, so that it is not lost:")))
        kept += [block for field in filled_in[:_FIELDS_MOST] for block in _field(field)]
    return parts.modal(
        callback_id="refusal",
        title=say("That did not work"),
        close=say("Close"),
        blocks=[parts.section(parts.clip(sentence, 2900)), *kept],
    )


def _field(field: FilledIn) -> list[Block]:
    label = f"*{parts.safe(field.label)}*" if field.label else ""
    if field.typed:
        return [*([parts.context(label)] if label else []), rich.exact(field.typed)]
    return [parts.context(parts.line("  ".join(filter(None, (label, field.chosen)))))]


def refusal_message(sentence: str, *, case: str = "", thread_link: str = "") -> Drawn:
    """The same as a message, under the case it is about, if it is about one."""
    sentence = sentence or parts.BLANK
    if not case:
        return Drawn([parts.section(parts.clip(sentence, 2900))], sentence)
    named = parts.line(f"*{parts.link(thread_link, case) or case}*")
    return Drawn([parts.section(parts.clip(f"{named}\n{sentence}", 2900))], f"{case}: {sentence}")
