"""The Home tab: for managers the live board; then my cases, those nobody has and my team's, the most
pressing first.

Within the hundred blocks of a tab by construction: six cases a list, and buttons to turn the page.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.language import say
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import against_promise, case_row
from bot.slack.views.home.board import BoardShown, board_blocks
from bot.slack.views.home.home_acts import HomeAct, acts_blocks
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.surges.surge_post import SurgeShown, surge_line

ROWS_MOST = 6  # of each list, three blocks each: 3 x (18 + 3), the board's 21, the surges' one
PAGE = "home_page"
_SURGES_MOST = 5


@dataclass(frozen=True)
class ListShown:
    """One page of one list."""

    name: str  # "mine", "queue" or "team"
    cases: Sequence[CaseShown] = ()
    count: int = 0
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class HomeShown:
    """What one member of staff sees. ``refusal`` is the sentence for somebody without a role."""

    now: datetime
    lists: tuple[ListShown, ...] = ()
    board: BoardShown | None = None  # for managers
    acts: tuple[HomeAct, ...] = ()
    notice: str = ""  # what came of the last press
    refusal: str = ""
    surges: tuple[SurgeShown, ...] = ()  # that go on


def home_view(shown: HomeShown) -> Block:
    """The whole tab."""
    if shown.refusal:
        return {"type": "home", "blocks": [parts.header("Earshot"), parts.section(shown.refusal)]}
    blocks: list[Block] = [parts.section(parts.safe(shown.notice, 300))] if shown.notice else []
    blocks += acts_blocks(shown.acts)
    if shown.surges:
        blocks.append(parts.section("\n".join(map(surge_line, shown.surges[:_SURGES_MOST]))))
    if shown.board:
        blocks += [*board_blocks(shown.board), parts.divider()]
    for number, shown_list in enumerate(shown.lists):
        blocks += ([parts.divider()] if number else []) + _list(shown_list, shown.now)
    pages = {shown_list.name: shown_list.page for shown_list in shown.lists}
    metadata = json.dumps({"v": 1, "pages": pages}, separators=(",", ":"))
    return {"type": "home", "private_metadata": metadata, "blocks": blocks}


def read_pages(private_metadata: str) -> dict[str, int]:
    """Which page of each list is open; none where the tab is another's or too old to tell."""
    try:
        given = json.loads(private_metadata)
        return {str(name): max(1, int(page)) for name, page in given["pages"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _title(name: str) -> str:
    titles = {
        "mine": say("My cases"),
        "queue": say("Nobody has these yet"),
        "team": say("My team's other cases"),
    }
    return titles[name]


def _nothing(name: str) -> str:
    sentences = {
        "mine": say("You hold no case just now."),
        "queue": say("Every open case has an owner. Well done."),
        "team": say("Nobody else in your team holds one just now."),
    }
    return sentences[name]


def _list(shown: ListShown, now: datetime) -> list[Block]:
    title = _title(shown.name)
    count = max(shown.count, len(shown.cases))
    blocks = [parts.header(f"{title} ({count:,})" if count else title)]
    if not shown.cases:
        return [*blocks, parts.section(_nothing(shown.name))]
    for case in shown.cases[:ROWS_MOST]:
        blocks += case_row(case, told=against_promise(case, now=now))
    if shown.pages > 1:
        blocks += _pages(shown)
    return blocks


def _pages(shown: ListShown) -> list[Block]:
    """Buttons to the pages beside this one, and where it is among them."""
    buttons = []
    if shown.page > 1:
        buttons.append((say("Earlier in the list"), shown.page - 1))
    if shown.page < shown.pages:
        buttons.append((say("More"), shown.page + 1))
    drawn = [
        parts.button(label, action_id=f"{PAGE}_{shown.name}_{page}", value=f"{page}")
        for label, page in buttons
    ]
    words = say(
        "Page {page} of {pages}, the most pressing first", page=shown.page, pages=shown.pages
    )
    return [parts.actions(f"pages-{shown.name}-{shown.page}", drawn), parts.context(words)]
