"""The direct message to whoever was given cases: which, by whom, and the word about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.models import Drawn

_ROWS_MOST = 40


@dataclass(frozen=True)
class GivenShown:
    """One case that was given, without a word of the customer."""

    reference: str
    thread_link: str
    channel_title: str
    note: str = ""
    note_is_elsewhere: bool = False  # it may repeat private words: it stands in the private thread


def handover_card(given: Sequence[GivenShown], *, by: str, before: str) -> Drawn:
    """Who gave what. ``by`` and ``before`` are Slack user ids; empty when Earshot did it, for somebody away."""
    who = f"<@{by}>" if by else "Earshot"
    said = say_count(
        len(given),
        "{who} handed {count} case over to you.",
        "{who} handed {count} cases over to you.",
        who=who,
    )
    if before and before != by:
        said = f"{said} {say('Before, <@{before}> had them.', before=before)}"
    blocks = [parts.section(said)] + [parts.section(_row(one)) for one in given[:_ROWS_MOST]]
    if len(given) > _ROWS_MOST:
        rest = say("and {count} more; they stand in your Home tab", count=len(given) - _ROWS_MOST)
        blocks.append(parts.context(rest))
    return Drawn(blocks, said)


def _row(given: GivenShown) -> str:
    link = parts.link(given.thread_link, given.reference) or given.reference
    row = parts.line(f"*{link}*  {parts.safe(given.channel_title)}")
    if given.note_is_elsewhere:
        return f"{row}\n{say('The note stands in the private thread.')}"
    return f"{row}\n{parts.safe(given.note, 500)}" if given.note else row
