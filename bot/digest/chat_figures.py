"""The secure chat in a report: who was invited by which way and when, who came, and what they said. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.domain.frozen import Frozen
from bot.domain.records.chat import ChatRoute
from bot.language import listed, say
from bot.storage.figures.figure_rows import ChatRow, ChatStep

Row = tuple[str, str]  # label and value
_BUSIEST = 3  # hours that a line has room for


class Chats(Frozen):
    """The steps of a period. ``hours`` are those of the digest's own zone in which invitations went out."""

    sent: dict[ChatRoute, int] = {}
    came: dict[ChatRoute, int] = {}
    never_came: int = 0
    solved: int = 0
    unsolved: int = 0
    stars: int = 0  # in all
    starred: int = 0  # by how many
    hours: dict[int, int] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.sent or self.came or self.never_came or self.said)

    @property
    def said(self) -> int:
        """Whether any customer said how it was."""
        return self.solved + self.unsolved + self.starred


def counted(rows: Sequence[ChatRow], *, time_zone: str) -> Chats:
    """The figures that these rows make."""
    zone = ZoneInfo(time_zone)
    sent, rated = _of(rows, ChatStep.SENT), _of(rows, ChatStep.RATED)
    stars = [row.stars for row in rated if row.stars is not None]
    return Chats(
        sent=_by_route(sent),
        came=_by_route(_of(rows, ChatStep.CAME)),
        never_came=len(_of(rows, ChatStep.NEVER_CAME)),
        solved=sum(row.solved is True for row in rated),
        unsolved=sum(row.solved is False for row in rated),
        stars=sum(stars),
        starred=len(stars),
        hours=dict(sorted(Counter(row.at.astimezone(zone).hour for row in sent).items())),
    )


def lines(chats: Chats) -> tuple[Row, ...]:
    """At most three lines, which a phone has room for."""
    rows = ((say("Invited"), _invited(chats)), (say("Came"), _came(chats)), solved(chats))
    return tuple((label, value) for label, value in rows if value)


def solved(chats: Chats) -> Row:
    """What customers said of their chats, as a line; its value is empty where nobody said anything."""
    told = []
    if chats.solved or chats.unsolved:
        told.append(say("{yes} yes, {no} no", yes=f"{chats.solved:,}", no=f"{chats.unsolved:,}"))
    if chats.starred:
        average = f"{chats.stars / chats.starred:.1f}"
        told.append(say("★ {average} from {count}", average=average, count=f"{chats.starred:,}"))
    return say("Solved, they said"), " · ".join(told)


def hour_words(hour: int) -> str:
    """``9 to 10``: the hour that begins then."""
    return say("{since} to {until}", since=hour, until=(hour + 1) % 24)


def route_words(route: ChatRoute) -> str:
    """How an invitation went out."""
    return say("in private") if route is ChatRoute.DIRECT else say("in public")


def _of(rows: Iterable[ChatRow], step: ChatStep) -> list[ChatRow]:
    return [row for row in rows if row.step is step]


def _by_route(rows: Sequence[ChatRow]) -> dict[ChatRoute, int]:
    found = Counter(row.route for row in rows)
    return {route: found[route] for route in ChatRoute if found[route]}


def _invited(chats: Chats) -> str:
    if not chats.sent:
        return ""
    busiest = sorted(chats.hours.items(), key=lambda each: (-each[1], each[0]))[:_BUSIEST]
    hours = listed(f"{hour_words(hour)} ({count:,})" for hour, count in sorted(busiest))
    return say("{told}; at {hours}", told=_routes(chats.sent), hours=hours)


def _came(chats: Chats) -> str:
    told = [_routes(chats.came)] if chats.came else []
    if chats.never_came:
        told.append(say("{count} never came", count=f"{chats.never_came:,}"))
    return listed(told)


def _routes(counts: dict[ChatRoute, int]) -> str:
    """``12 (8 in private, 4 in public)``."""
    split = listed(f"{count:,} {route_words(route)}" for route, count in counts.items())
    return f"{sum(counts.values()):,} ({split})"
