"""The Home tab: for managers the live board, then my cases and those nobody has, soonest due first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.values import button_value
from bot.slack.views import parts, rich
from bot.slack.views.board import BoardShown, board_blocks
from bot.slack.views.clock_words import metric_words, standing
from bot.slack.views.headline import STATE_WORDS
from bot.slack.views.models import CaseShown, ClockShown
from bot.slack.views.moments import plural
from bot.slack.views.parts import Block

ROWS_MOST = 12  # of each list: three blocks a row; with the board within the hundred of a Home tab
_QUOTE_MOST = 160


@dataclass(frozen=True)
class HomeShown:
    """What one member of staff sees. ``refusal`` is the sentence for somebody without a role."""

    mine: Sequence[CaseShown] = ()
    unclaimed: Sequence[CaseShown] = ()
    mine_count: int = 0
    unclaimed_count: int = 0
    board: BoardShown | None = None  # for managers
    refusal: str = ""


def home_view(shown: HomeShown) -> Block:
    """The whole tab."""
    if shown.refusal:
        return _view([parts.header("Earshot"), parts.section(shown.refusal)])
    board = [*board_blocks(shown.board), parts.divider()] if shown.board else []
    return _view(
        [
            *board,
            *_list("My cases", shown.mine, shown.mine_count, nothing="You hold no case just now."),
            parts.divider(),
            *_list(
                "Nobody has these yet",
                shown.unclaimed,
                shown.unclaimed_count,
                nothing="Every open case has an owner. Well done.",
            ),
        ]
    )


def _view(blocks: list[Block]) -> Block:
    return {"type": "home", "blocks": blocks}


def _list(title: str, cases: Sequence[CaseShown], count: int, *, nothing: str) -> list[Block]:
    count = max(count, len(cases))
    blocks = [parts.header(f"{title} ({count:,})" if count else title)]
    if not cases:
        return [*blocks, parts.section(nothing)]
    for case in cases[:ROWS_MOST]:
        blocks += _row(case)
    left = count - min(len(cases), ROWS_MOST)
    if left > 0:
        blocks.append(parts.context(f"and {plural(left, 'more case')}, due later"))
    return blocks


def _row(case: CaseShown) -> list[Block]:
    link = parts.link(case.thread_link, case.reference) or case.reference
    clock = _soonest(case.clocks)
    due = f"{metric_words(clock.metric)} {standing(clock)}" if clock else "no clock runs"
    accessory = None
    if case.is_claimable:
        value = button_value(case.case_id, case.version)
        accessory = parts.button("Claim", action_id="claim", value=value)
    rows = [
        parts.section(f"*{link}*  ·  {STATE_WORDS[case.state]}\n{due}", accessory=accessory),
        rich.line(rich.words(f"{parts.clip(case.author, 60)} on {case.channel_title}", bold=True)),
    ]
    if case.post is not None and not case.post.deleted_at and case.post.text.strip():
        rows.append(rich.quote(" ".join(case.post.text.split()), most=_QUOTE_MOST))
    return rows


def _soonest(clocks: Sequence[ClockShown]) -> ClockShown | None:
    running = [clock for clock in clocks if clock.is_running]
    return min(running, key=lambda clock: clock.due_at, default=None)
