"""An alert that a case comes before others: a signal, or what a person set; told at once, with why."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.around import priority_words
from bot.slack.views.cases import alerts as clocks
from bot.slack.views.cases.alerts import LISTED, NO_MORE, AlertShown, Tally
from bot.slack.views.cases.case_rows import words_line
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.parts import Block


@dataclass(frozen=True)
class FirstShown:
    """A case that comes first, as it stands; settled when it ended since, or comes first no more."""

    case: CaseShown
    is_settled: bool = False


def bundle(
    firsts: Sequence[FirstShown], alerts: Sequence[AlertShown] = (), rest: Tally = NO_MORE
) -> Drawn:
    """What one reader is told at once: these, one line each, then the clocks; a single one with its words."""
    if not firsts:
        return clocks.bundle(alerts, rest)
    ordered = sorted(firsts, key=lambda first: first.is_settled)
    lines = [_line(first) for first in ordered[:LISTED]]
    blocks: list[Block] = [parts.section(line) for line in lines]
    if len(ordered) == 1:
        blocks.append(words_line(ordered[0].case, most=300))
    more = len(ordered) - len(lines)
    if more > 0:
        blocks.append(parts.context(say_count(more, "… and {count} more.", "… and {count} more.")))
    if not alerts:
        return Drawn(blocks, lines[0])
    others = clocks.bundle(alerts, rest)
    return Drawn([*blocks, *others.blocks], f"{lines[0]}  ·  {others.text}")


def _line(first: FirstShown) -> str:
    case = first.case
    where = parts.link(case.thread_link, case.reference) or f"*{case.reference}*"
    if first.is_settled:
        return say("✅ {case}: settled since.", case=where)
    told = {"priority": priority_words(case.priority, case.around), "case": where}
    if case.owner:
        return say("{priority}  ·  {case}, held by <@{who}>", **told, who=case.owner)
    return say("{priority}  ·  {case}, nobody holds it", **told)
