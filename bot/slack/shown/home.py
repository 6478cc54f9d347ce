"""Reads what the Home tab shows one person: a page of each of their lists, the most pressing first."""

from collections.abc import Mapping, Sequence

from bot.slack.shown.lists import Lists, Which
from bot.slack.views.home.board import BoardShown
from bot.slack.views.home.home import ROWS_MOST, HomeShown, ListShown
from bot.slack.views.home.home_acts import HomeAct
from bot.slack.views.surges.surge_post import SurgeShown


def home_shown(
    *,
    lists: Lists,
    has_team: bool = False,
    pages: Mapping[str, int] | None = None,
    board: BoardShown | None = None,
    acts: Sequence[HomeAct] = (),
    surges: Sequence[SurgeShown] = (),
    notice: str = "",
) -> HomeShown:
    """The lists at the pages that are open (by the list's name, from 1)."""
    wanted = [which for which in Which if has_team or which is not Which.TEAM]
    shown = tuple(_list(lists, which, (pages or {}).get(which, 1)) for which in wanted)
    return HomeShown(
        now=lists.now,
        lists=shown,
        board=board,
        acts=tuple(acts),
        surges=tuple(surges),
        notice=notice,
    )


def _list(lists: Lists, which: Which, page: int) -> ListShown:
    """A page that is not there any more, since cases went, becomes the last."""
    count = lists.count(which)
    last = max(1, -(-count // ROWS_MOST))
    page = min(max(1, page), last)
    cases = lists.cases(which, limit=ROWS_MOST, offset=(page - 1) * ROWS_MOST)
    return ListShown(which.value, tuple(cases), count=count, page=page, pages=last)
