"""The form that lists the cases behind one figure, with links; read when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.text.moments import moment
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

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
    line = "*{title}: {count}*, as it stands now."
    blocks = [parts.section(say(line, title=parts.safe(shown.title), count=f"{count:,}"))]
    blocks += [parts.section(_line(case)) for case in named]
    blocks += [parts.context(words) for words in _rest(count, len(named), shown.private)]
    return parts.modal(
        callback_id="opened_figure",
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


def _line(case: CaseShown) -> str:
    name = parts.link(case.thread_link, case.reference) or case.reference
    owner = f"<@{case.owner}>" if case.owner else say("nobody has it")
    line = say("*{case}*  ·  {state}", case=name, state=say(STATE_WORDS[case.state]))
    who = say(
        "{author} on {channel}, since {when}",
        author=parts.safe(case.author, 40),
        channel=parts.safe(case.channel_title, 20),
        when=moment(case.opened_at),
    )
    return "\n".join([f"{line}  ·  {owner}", who, *_remark(case)])


def _remark(case: CaseShown) -> list[str]:
    """What was said when it ended, such as which bank was meant."""
    said = case.closure.remark if case.closure else ""
    return [f"“{parts.safe(said, 200)}”"] if said else []
