"""*About the customer…*: since when they write, their other cases and how each ended, the last answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.views import parts, rich
from bot.slack.views.cases.case_rows import against_promise, case_row
from bot.slack.views.cases.row_acts import Acts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

CASES_MOST, ANSWERS_MOST = 10, 3
_ANSWER_MOST = 300


@dataclass(frozen=True)
class AnswerShown:
    """One answer they got."""

    case_id: int
    at: datetime
    text: str


@dataclass(frozen=True)
class CustomerShown:
    """One account of one person, for whoever asked. ``count``: of their other cases, shown or not."""

    name: str
    channel_title: str
    since: datetime
    now: datetime
    count: int = 0
    cases: Sequence[CaseShown] = ()
    answers: Sequence[AnswerShown] = ()


def customer_card(shown: CustomerShown) -> Block:
    """The whole form, at most 40 blocks."""
    blocks = [
        rich.line(
            rich.words(parts.clip(shown.name, 90), bold=True),
            rich.words(f" · {shown.channel_title}"),
        ),
        parts.context(say("First heard of {when}.", when=moment(shown.since))),
        parts.divider(),
        parts.section(f"*{_how_many(shown.count)}*"),
    ]
    for case in shown.cases[:CASES_MOST]:
        blocks += case_row(case, told=_told(case, shown.now), acts=Acts.NONE)
    left = shown.count - len(shown.cases[:CASES_MOST])
    if left > 0:
        blocks.append(parts.context(say("and {count} more", count=left)))
    if shown.answers:
        blocks += [parts.divider(), parts.section(say("*What we answered last*"))]
        blocks += [block for answer in shown.answers[:ANSWERS_MOST] for block in _answer(answer)]
    return parts.modal(
        callback_id="customer_card",
        title=say("The customer"),
        close=say("Close"),
        blocks=blocks,
    )


def _how_many(count: int) -> str:
    if not count:
        return say("No other case of theirs")
    return say_count(count, "{count} other case", "{count} other cases")


def _told(case: CaseShown, now: datetime) -> str:
    """How it ended; of an open one how it stands."""
    if case.closure is None:
        return against_promise(case, now=now)
    return say(
        "{meaning}, {when}", meaning=case.closure.meaning, when=moment(case.closure.closed_at)
    )


def _answer(answer: AnswerShown) -> list[Block]:
    text = parts.clip(" ".join(answer.text.split()), _ANSWER_MOST)
    return [
        rich.line(rich.words(text)),
        parts.context(f"{case_reference(answer.case_id)}  ·  {moment(answer.at)}"),
    ]
