"""The board of people: what nobody has, each team, and everybody of the desk with what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import listed, say, say_count
from bot.slack.views import parts
from bot.slack.views.parts import Block

PEOPLE_FORM = "people"
GIVE_ON = "give_on"
QUEUE_VALUE = "queue"  # what the button of those that nobody has carries
PEOPLE_MOST = 90  # a block each; besides them at most five
_TEAMS_MOST = 15


@dataclass(frozen=True)
class LoadShown:
    """Open cases: all, those late, those due within the hour; and of them how many nobody has."""

    open: int = 0
    late: int = 0
    soon: int = 0
    unowned: int = 0


@dataclass(frozen=True)
class PersonShown:
    """Somebody of the desk. ``may_have``: they can have cases; who cannot and holds some is named."""

    slack_user_id: str
    load: LoadShown
    may_have: bool = True
    on_duty: tuple[str, ...] = ()  # titles of teams; empty when they are not on duty
    away_until: datetime | None = None
    last_act: datetime | None = None
    offered: int = 0  # cases that they are asked to take now


@dataclass(frozen=True)
class PeopleShown:
    """Everybody, the most pressed first."""

    queue: LoadShown
    teams: Sequence[tuple[str, LoadShown]] = ()
    people: Sequence[PersonShown] = ()


def people_view(shown: PeopleShown) -> Block:
    """A row for each person, with *Give on…* for who holds something."""
    title = say("Nobody has these yet")
    blocks = [_row(f"*{title}*", shown.queue, value=QUEUE_VALUE)]
    if shown.teams:
        blocks += [parts.context(_teams(shown.teams)), parts.divider()]
    blocks += [_person(person) for person in shown.people[:PEOPLE_MOST]]
    rest = len(shown.people) - PEOPLE_MOST
    if rest > 0:
        more = say_count(rest, "and {count} more, who hold less", "and {count} more, who hold less")
        blocks.append(parts.context(more))
    return parts.modal(
        callback_id=PEOPLE_FORM, title=say("People"), close=say("Close"), blocks=blocks
    )


def _teams(teams: Sequence[tuple[str, LoadShown]]) -> str:
    lines = []
    for title, load in teams[:_TEAMS_MOST]:
        line = f"*{parts.safe(title, 60)}*  {load_words(load)}"
        if load.unowned:
            nobodys = say_count(load.unowned, "{count} nobody has", "{count} nobody has")
            line = f"{line}  ·  {nobodys}"
        lines.append(parts.line(line))
    return "\n".join(lines)


def _person(person: PersonShown) -> Block:
    words = []
    if not person.may_have:
        words.append(say("🟠 can have no cases any more"))
    if person.away_until is not None:
        words.append(say("away until {until}", until=moment(person.away_until)))
    elif person.on_duty:
        teams = listed([parts.safe(title, 60) for title in person.on_duty[:3]])
        words.append(say("on duty for {teams}", teams=teams))
    if person.offered:
        words.append(say_count(person.offered, "{count} offered", "{count} offered"))
    if person.last_act is not None:
        words.append(say("last act {when}", when=moment(person.last_act)))
    who = f"*<@{person.slack_user_id}>*"
    return _row(who, person.load, value=person.slack_user_id, beside="  ·  ".join(words))


def _row(who: str, load: LoadShown, *, value: str, beside: str = "") -> Block:
    lines = [parts.line(f"{who}  {load_words(load)}")]
    if beside:
        lines.append(parts.line(beside))
    button = parts.button(say("Give on…"), action_id=GIVE_ON, value=value) if load.open else None
    return parts.section("\n".join(lines), accessory=button)


def load_words(load: LoadShown) -> str:
    """``5 open · 🔴 2 late · 🟠 1 due within the hour``."""
    words = [say_count(load.open, "{count} open", "{count} open")]
    if load.late:
        words.append("🔴 " + say_count(load.late, "{count} late", "{count} late"))
    if load.soon:
        soon = say_count(load.soon, "{count} due within the hour", "{count} due within the hour")
        words.append(f"🟠 {soon}")
    return "  ·  ".join(words)
