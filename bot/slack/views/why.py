"""The modal behind *Why?*: which minutes counted on each clock, which did not, and why."""

from collections.abc import Sequence

from bot.domain.references import case_reference
from bot.domain.sla import ledger_words
from bot.domain.sla.ledger import Ledger
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.parts import Block

WHY_VIEW = "why"
_CLOCKS, _LINES, _TEXT = 20, 30, 2900  # with three blocks a clock, far below what Slack takes


def why_view(*, case_id: int, ledgers: Sequence[Ledger]) -> Block:
    """Every clock of the case, the newest first; long ledgers are folded by the day."""
    blocks: list[Block] = []
    for ledger in list(reversed(ledgers))[:_CLOCKS]:
        blocks += _clock(ledger)
    if not ledgers:
        blocks.append(parts.section(say("No clock runs for this case: no promise covers it.")))
    if len(ledgers) > _CLOCKS:
        left_out = say_count(
            len(ledgers) - _CLOCKS,
            "{count} older clock is not shown here.",
            "{count} older clocks are not shown here.",
        )
        blocks.append(parts.context(left_out))
    return parts.modal(
        callback_id=WHY_VIEW,
        title=say("Why? {case}", case=case_reference(case_id)),
        close=say("Close"),
        blocks=blocks,
    )


def _clock(ledger: Ledger) -> list[Block]:
    return [
        parts.header(ledger_words.title(ledger)),
        parts.context(parts.safe(ledger_words.facts(ledger), 1000)),
        _table(ledger_words.lines(ledger, most=_LINES)),
    ]


def _table(lines: Sequence[str]) -> Block:
    """In letters of one width, so that the columns stand under each other."""
    text = parts.clip("\n".join(lines), _TEXT)
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}
