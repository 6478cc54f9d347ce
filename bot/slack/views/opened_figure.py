"""The form that lists the cases behind one figure, with links; read when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.views import parts
from bot.slack.views.headline import STATE_WORDS
from bot.slack.views.models import CaseShown
from bot.slack.views.moments import moment, plural
from bot.slack.views.parts import Block

LISTED_MOST = 50


@dataclass(frozen=True)
class OpenedFigure:
    """The cases of one figure that may be named, and how many there are in all."""

    title: str
    cases: Sequence[CaseShown]
    in_all: int = 0
    private: int = 0  # counted, never named


def opened_figure(shown: OpenedFigure) -> Block:
    """The whole form."""
    named = [*shown.cases[:LISTED_MOST]]
    count = max(shown.in_all, len(named) + shown.private)
    blocks = [parts.section(f"*{parts.safe(shown.title)}: {count:,}*, as it stands now.")]
    blocks += [parts.section(_line(case)) for case in named]
    blocks += [parts.context(words) for words in _rest(count, len(named), shown.private)]
    return parts.modal(
        callback_id="opened_figure", title="The cases behind it", blocks=blocks, close="Close"
    )


def _rest(count: int, named: int, private: int) -> list[str]:
    words: list[str] = []
    if not count:
        words.append("There is none any more.")
    if count - named - private > 0:
        words.append(f"and {plural(count - named - private, 'more case')}")
    if private:
        words.append(f"{plural(private, 'case')} with private words only; counted, not named.")
    return words


def _line(case: CaseShown) -> str:
    name = parts.link(case.thread_link, case.reference) or case.reference
    owner = f"<@{case.owner}>" if case.owner else "nobody has it"
    who = f"{parts.safe(case.author, 40)} on {parts.safe(case.channel_title, 20)}"
    state = STATE_WORDS[case.state]
    return f"*{name}*  ·  {state}  ·  {owner}\n{who}, since {moment(case.opened_at)}"
