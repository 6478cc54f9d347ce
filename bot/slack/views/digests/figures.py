"""Figures as blocks: the few to read first in two columns, the rest in lines, the cases to open.

Drawn alike in a digest and on the board.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import say
from bot.slack.api.mrkdwn import escape
from bot.slack.views import parts
from bot.slack.views.parts import Block

OPEN_FIGURE = "digest_cases"
MORE_FIGURES = "digest_more"
_FIELDS_MOST = 10
_EXPLAINED = re.compile(r"(?= \()|(?=[,،])")
_TABLES_MOST = 30  # more than a report has: what is left out here is told nowhere
_ROWS_MOST = 15
_CHOICES_MOST = 100  # groups of a select, and options of a group
_LABEL_MOST, _VALUE_MOST = 60, 120
Choices = tuple[str, tuple[tuple[str, str], ...]]  # a title; values and labels


@dataclass(frozen=True)
class TableShown:
    """Rows of label and value under a title. A label may be a person, by Slack user id."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FiguresShown:
    """A period in figures. ``ages`` are band and number; ``choices`` are groups, each a title
    and its values and labels."""

    sentence: str
    figures: tuple[tuple[str, str], ...] = ()
    ages: tuple[tuple[str, int], ...] = ()
    tables: tuple[TableShown, ...] = ()
    people: tuple[tuple[str, str], ...] = ()  # Slack user id and what they did
    choices: tuple[Choices, ...] = ()
    more: str = ""  # what the button carries that opens the details


def summary_blocks(shown: FiguresShown) -> list[Block]:
    """What to read first, at most 3 blocks."""
    blocks = [parts.section(shown.sentence)]
    figures = [f"*{parts.safe(label)}*\n{_lines(value)}" for label, value in shown.figures]
    for start in range(0, min(len(figures), 2 * _FIELDS_MOST), _FIELDS_MOST):
        blocks.append(parts.fields(figures[start : start + _FIELDS_MOST]))
    return blocks


def ways_on(shown: FiguresShown, *, block_id: str) -> list[Block]:
    """The cases behind the first figures, and the button to all others; at most one block."""
    acts = _selects(shown.choices[:1])
    if shown.more and (shown.tables or shown.people or shown.ages):
        button = parts.button(say("More figures…"), action_id=MORE_FIGURES, value=shown.more)
        acts.append(button)
    return [parts.actions(block_id, acts)] if acts else []


def details_form(shown: FiguresShown, *, title: str) -> Block:
    """The rest, as a form over what was read first."""
    blocks = [parts.section(f"*{parts.safe(title)}*")]
    acts = _selects(shown.choices)
    blocks += [parts.actions("details_cases", acts)] if acts else []
    return parts.modal(
        callback_id="digest_details",
        title=say("More figures"),
        close=say("Close"),
        blocks=[*blocks, *_details(shown)],
    )


def _details(shown: FiguresShown) -> list[Block]:
    """At most 32 blocks."""
    blocks: list[Block] = []
    if any(count for _, count in shown.ages):
        words = f"*{say('How long open cases have waited')}*\n{_bands(shown.ages)}"
        blocks.append(parts.section(words))
    blocks += [_table(table) for table in shown.tables[:_TABLES_MOST]]
    if shown.people:
        lines = [f"<@{who}>: {parts.safe(did, _VALUE_MOST)}" for who, did in shown.people]
        title = f"*{say('By person')}*"
        blocks.append(parts.section("\n".join([title, *lines[: 2 * _ROWS_MOST]])))
    return blocks


def _selects(choices: Sequence[Choices]) -> list[Block]:
    """Where a figure's cases are opened; nothing when no figure has any."""
    groups = [(title, options) for title, options in choices if options]
    if not groups:
        return []
    select: Block = {
        "type": "static_select",
        "action_id": OPEN_FIGURE,
        "placeholder": parts.plain_text(say("Show the cases behind …"), 150),
        "option_groups": [
            {
                "label": parts.plain_text(title, 75),
                "options": [parts.option(label, value) for value, label in options[:_CHOICES_MOST]],
            }
            for title, options in groups[:_CHOICES_MOST]
        ],
    }
    return [select]


def _table(table: TableShown) -> Block:
    rows = [
        f"{parts.safe(label, _LABEL_MOST)}: {_number_first(value)}"
        for label, value in table.rows[:_ROWS_MOST]
    ]
    left = len(table.rows) - len(rows)
    more = [say("and {count} more", count=left)] if left > 0 else []
    return parts.section("\n".join([f"*{parts.safe(table.title)}*", *rows, *more]))


def _number_first(value: str) -> str:
    """The number itself bold, what explains it plain."""
    flat = " ".join(value.split())
    number = _EXPLAINED.split(flat, maxsplit=1)[0]
    return f"*{parts.safe(number, 40)}*{escape(parts.clip(flat[len(number) :], _VALUE_MOST))}"


def _lines(value: str) -> str:
    return "\n".join(parts.safe(line, _VALUE_MOST) for line in value.split("\n")[:3])


def _bands(ages: tuple[tuple[str, int], ...]) -> str:
    """One line a band, with a bar beside its number where there is something to compare."""
    most = max(count for _, count in ages)
    width = 12 if sum(count > 0 for _, count in ages) > 1 else 0
    lines = []
    for label, count in ages:
        bar = "▇" * max(1 if count and width else 0, round(count / most * width))
        lines.append(f"{parts.safe(label)}: *{count:,}* {bar}".rstrip())
    return "\n".join(lines)
