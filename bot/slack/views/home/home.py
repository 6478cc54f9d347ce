"""The Home tab: for managers the live board; then my cases, those nobody has and my team's, the most
pressing first; or one of these lists alone, twenty a page.

Within the hundred blocks of a tab by construction: a notice, the buttons, the surges, the board (21), the controls
(3); and of the lists 3 x (6 x 3 + 3), or of one 20 x 3 + 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.language import say
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import against_promise, case_row
from bot.slack.views.consults.asked_lines import AskedShown, asked_blocks
from bot.slack.views.home.board import BoardShown, board_blocks
from bot.slack.views.home.home_acts import HomeAct, acts_blocks
from bot.slack.views.home.home_place import ControlsShown, HomePlace, controls_blocks, list_title
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.surges.surge_post import SurgeShown, surge_line

ROWS_MOST = 6  # of each list
ROWS_ALONE = 20  # of one that is shown alone
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
    asked: tuple[AskedShown, ...] = ()  # of the person's own teams
    controls: ControlsShown = field(default_factory=ControlsShown)


def home_view(shown: HomeShown) -> Block:
    """The whole tab."""
    if shown.refusal:
        return {"type": "home", "blocks": [parts.header("Earshot"), parts.section(shown.refusal)]}
    blocks: list[Block] = [parts.section(parts.safe(shown.notice, 300))] if shown.notice else []
    blocks += acts_blocks(shown.acts)
    if shown.surges:
        blocks.append(parts.section("\n".join(map(surge_line, shown.surges[:_SURGES_MOST]))))
    blocks += asked_blocks(shown.asked)
    if shown.board:
        blocks += [*board_blocks(shown.board), parts.divider()]
    place = shown.controls.place
    blocks += controls_blocks(shown.controls)
    if place.only:
        hint = say("Only some of the cases are shown: choose *All cases* to see the others.")
        blocks.append(parts.context(hint))
    drawn = [each for each in shown.lists if place.alone in ("", each.name)]
    for number, shown_list in enumerate(drawn):
        blocks += [parts.divider()] if number else []
        blocks += _list(shown_list, shown.now, place=place)
    return {"type": "home", "private_metadata": str(place), "blocks": blocks}


def _nothing(name: str) -> str:
    sentences = {
        "mine": say("You hold no case just now."),
        "queue": say("Every open case has an owner. Well done."),
        "team": say("Nobody else in your team holds one just now."),
    }
    return sentences[name]


def _list(shown: ListShown, now: datetime, *, place: HomePlace) -> list[Block]:
    title = list_title(shown.name)
    count = max(shown.count, len(shown.cases))
    blocks = [parts.header(f"{title} ({count:,})" if count else title)]
    if not shown.cases:
        none = say("None of these just now.") if place.only else _nothing(shown.name)
        return [*blocks, parts.section(none)]
    rows = shown.cases[: ROWS_ALONE if place.alone else ROWS_MOST]
    for case in rows:
        blocks += case_row(case, told=against_promise(case, now=now))
    if place.alone:
        return blocks + (_pages(shown) if shown.pages > 1 else [])
    if count > len(rows):
        label = say("All {count} of them", count=count)
        button = parts.button(label, action_id=f"{PAGE}_{shown.name}_1", value="1")
        blocks.append(parts.actions(f"pages-{shown.name}-1", [button]))
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
