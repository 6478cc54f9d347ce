"""What a team is asked and has not answered, as its people read it on their Home tab: no words, and the way there."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.consult import ConsultShown
from bot.slack.views.parts import Block

_LINES_MOST = 5


@dataclass(frozen=True)
class AskedShown:
    """A question that waits, and the case it is about."""

    reference: str
    consult: ConsultShown


def asked_blocks(asked: Sequence[AskedShown]) -> list[Block]:
    """What is due first, first; nothing where nothing waits."""
    if not asked:
        return []
    lines = [say("❓ *Your team is asked*"), *map(_line, asked[:_LINES_MOST])]
    return [parts.section("\n".join(map(parts.line, lines)))]


def _line(shown: AskedShown) -> str:
    consult = shown.consult
    what = "{case}, asked by {who}, answer by {when}"
    if consult.is_late:
        what = "🔴 {case}, asked by {who}, answer was due {when}"
    case = parts.link(consult.link, shown.reference) or shown.reference
    return say(what, case=case, who=f"<@{consult.asked_by}>", when=moment(consult.due_at))
