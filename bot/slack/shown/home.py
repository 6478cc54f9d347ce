"""Reads what the Home tab shows one person: the beginning of each of their lists, or a page of one."""

from collections.abc import Sequence

from bot.language import say
from bot.slack.api.names import Names
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.consults.asked_lines import AskedShown
from bot.slack.views.home.board import BoardShown
from bot.slack.views.home.home import ROWS_ALONE, ROWS_MOST, HomeShown, ListShown
from bot.slack.views.home.home_acts import HomeAct
from bot.slack.views.home.home_place import ControlsShown, HomePlace
from bot.slack.views.surges.surge_post import SurgeShown


def home_shown(
    *,
    lists: Lists,
    names: Names,
    has_team: bool = False,
    place: HomePlace | None = None,
    board: BoardShown | None = None,
    acts: Sequence[HomeAct] = (),
    surges: Sequence[SurgeShown] = (),
    asked: Sequence[AskedShown] = (),
    notice: str = "",
) -> HomeShown:
    """The lists at the place that is open; a page that is not there any more becomes the last."""
    wanted = [Which.MINE, Which.QUEUE, *([Which.TEAM] if has_team else [])]
    counts = {which: lists.count(which) for which in wanted}
    place = place or HomePlace()
    if place.alone:
        last = max(1, -(-counts.get(Which(place.alone), 0) // ROWS_ALONE))
        page = min(place.page, last)
        place = HomePlace(place.alone if Which(place.alone) in wanted else "", page, place.only)
    drawn = [
        _list(lists, which, counts[which], place) for which in wanted if place.alone in ("", which)
    ]
    controls = ControlsShown(
        place=place,
        counts={which.value: count for which, count in counts.items()},
        parts=_parts(names),
    )
    return HomeShown(
        now=lists.now,
        lists=tuple(drawn),
        controls=controls,
        board=board,
        acts=tuple(acts),
        surges=tuple(surges),
        asked=tuple(asked),
        notice=notice,
    )


def _list(lists: Lists, which: Which, count: int, place: HomePlace) -> ListShown:
    rows = ROWS_ALONE if place.alone else ROWS_MOST
    page = place.page if place.alone else 1
    cases = lists.cases(which, limit=rows, offset=(page - 1) * rows)
    pages = max(1, -(-count // rows))
    return ListShown(which.value, tuple(cases), count=count, page=page, pages=pages)


def _parts(names: Names) -> list[tuple[str, str]]:
    """Each brand, channel and team, where there is more than one."""
    found: list[tuple[str, str]] = []
    if len(names.brands) > 1:
        found += [(f"brand:{key}", title) for key, title in names.brands.items()]
    if len(names.titles) > 1:
        found += [
            (f"channel:{key}", say("On {channel}", channel=names.title(key)))
            for key in names.titles
        ]
    if len(names.teams) > 1:
        found += [(f"team:{key}", title) for key, title in names.teams.items()]
    return [(value, label) for value, label in found if len(value) <= 100]
