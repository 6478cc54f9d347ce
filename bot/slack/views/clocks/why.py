"""The modal behind *Why?*: which minutes counted on each clock, which did not, and why."""

from collections.abc import Sequence

from bot.domain.sla import ledger_words
from bot.domain.sla.ledger import Ledger
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.parts import Block

WHY_VIEW = "why"
_CLOCKS, _LINES, _TEXT = 20, 30, 2900  # with three blocks a clock, far below what Slack takes


def why_view(*, case_id: int, ledgers: Sequence[Ledger]) -> Block:
    """Every clock of the case: those that run, by due time, then the newest; long ledgers are
    folded by the day. What is promised to nobody stands last, a line each."""
    blocks: list[Block] = []
    for ledger in _in_order(ledgers)[:_CLOCKS]:
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


def _in_order(ledgers: Sequence[Ledger]) -> list[Ledger]:
    running = [each for each in ledgers if each.due_at is not None and each.ended_at is None]
    others = [each for each in reversed(ledgers) if each not in running]
    ended = [each for each in others if each.due_at is not None]
    return [
        *sorted(running, key=lambda each: each.due_at or each.started_at),
        *ended,
        *(each for each in others if each.due_at is None),
    ]


def _clock(ledger: Ledger) -> list[Block]:
    if ledger.due_at is None:  # where nothing is promised nothing is counted
        return [parts.context(parts.safe(ledger_words.title(ledger), 1000))]
    return [
        parts.header(parts.line(ledger_words.title(ledger))),
        parts.context(parts.safe(ledger_words.facts(ledger), 1000)),
        _table(ledger_words.lines(ledger, most=_LINES)),
    ]


def _table(lines: Sequence[str]) -> Block:
    """In letters of one width, so that the columns stand under each other."""
    text = parts.clip("\n".join(lines), _TEXT)
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [element]}
