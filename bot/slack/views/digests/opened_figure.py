"""The form that lists the cases behind one figure, with links; read when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import against_promise, case_row
from bot.slack.views.cases.row_acts import Acts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

OPENED_FIGURE = "opened_figure"
LISTED_MOST = 45  # of two blocks each


@dataclass(frozen=True)
class OpenedFigure:
    """The cases of one figure that may be named, and how many there are in all."""

    title: str
    now: datetime
    cases: Sequence[CaseShown]
    in_all: int = 0
    private: int = 0  # counted, never named
    value: str = ""  # which figure of which digest it is, so that the form can be drawn anew


def opened_figure(shown: OpenedFigure) -> Block:
    """The whole form."""
    named = [*shown.cases[:LISTED_MOST]]
    count = max(shown.in_all, len(named) + shown.private)
    line = "*{title}: {count}*, as it stands now."
    blocks = [parts.section(say(line, title=parts.safe(shown.title), count=f"{count:,}"))]
    for case in named:
        blocks += case_row(case, told=against_promise(case, now=shown.now), acts=Acts.MENU)
    blocks += [parts.context(words) for words in _rest(count, len(named), shown.private)]
    return parts.modal(
        callback_id=OPENED_FIGURE,
        metadata=shown.value,
        title=say("The cases behind it"),
        blocks=blocks,
        close=say("Close"),
    )


def _rest(count: int, named: int, private: int) -> list[str]:
    words: list[str] = []
    if not count:
        words.append(say("There is none any more."))
    left = count - named - private
    if left > 0:
        words.append(say_count(left, "and {count} more case", "and {count} more cases"))
    if private:
        words.append(
            say_count(
                private,
                "{count} case with private words only; counted, not named.",
                "{count} cases with private words only; counted, not named.",
            )
        )
    return words
