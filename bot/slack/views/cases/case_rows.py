"""A case in a list: its link, how it stands, when it is due, whose words it is about."""

from collections.abc import Sequence

from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views import parts, rich
from bot.slack.views.clocks.clock_words import metric_words, standing
from bot.slack.views.models import CaseShown, ClockShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

BLOCKS_A_ROW = 3
_QUOTE_MOST = 160


def case_row(case: CaseShown, *, with_owner: bool = False) -> list[Block]:
    """At most ``BLOCKS_A_ROW`` blocks."""
    link = parts.link(case.thread_link, case.reference) or case.reference
    words = say("*{case}*  ·  {state}", case=link, state=say(STATE_WORDS[case.state]))
    if case.answer_gone:
        words += "  ·  " + say("🟠 our only answer is gone")
    if with_owner and case.owner:
        words += f"  ·  <@{case.owner}>"
    rows = [
        parts.section(f"{words}\n{_due(case)}", accessory=_button(case)),
        rich.line(
            rich.words(
                say(
                    "{author} on {channel}",
                    author=parts.clip(case.author, 60),
                    channel=parts.clip(case.channel_title, 40),
                ),
                bold=True,
            )
        ),
    ]
    if case.post is not None and not case.post.deleted_at and case.post.text.strip():
        rows.append(rich.quote(" ".join(case.post.text.split()), most=_QUOTE_MOST))
    return rows


def _due(case: CaseShown) -> str:
    clock = _soonest(case.clocks)
    return f"{metric_words(clock.metric)} {standing(clock)}" if clock else say("No clock runs")


def _button(case: CaseShown) -> Block | None:
    if not case.is_claimable:
        return None
    value = str(CaseValue(case.case_id, case.version))
    return parts.button(say("Claim"), action_id="claim", value=value)


def _soonest(clocks: Sequence[ClockShown]) -> ClockShown | None:
    running = [clock for clock in clocks if clock.is_running]
    return min(running, key=lambda clock: clock.due_at, default=None)
