"""*Desk settings*: the weekly data, a form for each kind, with what stands and room for one more."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.calendar.opening_hours import WHOLE_DAY
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.contact_row import ContactRow
from bot.domain.rules.house.named_row import NamedRow
from bot.domain.rules.house.weekly_data import (
    AbsenceRow,
    BlockedRow,
    CannedRow,
    ClosedDayRow,
    DutyRow,
    Kind,
    Row,
)
from bot.domain.text.moments import moment
from bot.language import WEEKDAYS_SHORT, clauses, listed, say, say_count
from bot.slack.views import parts
from bot.slack.views.home import (
    bank_forms,
    canned_forms,
    contact_forms,
    named_forms,
    reviewed_forms,
)
from bot.slack.views.home.reviewed_forms import select
from bot.slack.views.parts import Block

SETTINGS = "desk_settings"
OPEN, REMOVE, POSTS, ADD_FORM = "setting_open", "setting_remove", "setting_posts", "setting_add"
_ROWS_MOST = 40
_PERSON = {"type": "users_select", "action_id": "entered"}


@dataclass(frozen=True)
class Choices:
    """What the bank's files let somebody choose from: name and title."""

    teams: tuple[tuple[str, str], ...] = ()
    calendars: tuple[str, ...] = ()
    brands: tuple[tuple[str, str], ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    edited: CannedRow | BankRow | None = None

    def team(self, name: str) -> str:
        """How a team is called."""
        return dict(self.teams).get(name, name)


@dataclass(frozen=True)
class KindShown:
    """One kind as it stands. ``rows``: the entry's number and what it says, the first to be seen first."""

    kind: Kind
    rows: Sequence[tuple[int, Row]]
    choices: Choices = Choices()
    may_edit: bool = False
    authors: tuple[tuple[str, str, str], ...] = ()  # channel, id and name of blocked authors
    notice: str = ""
    posts: int = 0  # how many posts of blocked authors are set aside
    today: date = date.max
    uses: Mapping[int, int] = field(default_factory=dict)  # of canned replies, by entry
    may_review: bool = False
    edits: int = 0  # the entry that is edited


_MASKS = (
    "Hidden in what customers write, before anybody sees it: cards, accounts, identity numbers, phones, "
    "e-mail addresses, codes, passwords, dates of birth. Not hidden: names of people and postal addresses."
)


def kind_title(kind: Kind) -> str:
    """What a kind is called."""
    titles = {
        Kind.DUTY: say("Duty roster"),
        Kind.ABSENCES: say("Absences"),
        Kind.CLOSED_DAYS: say("Closed days"),
        Kind.BLOCKED: say("Blocked authors"),
        Kind.MEMBERS: say("Team members"),
        Kind.CANNED: say("Canned replies"),
        Kind.BANKS: say("Banks"),
        Kind.NAMED: say("Named colleagues"),
        Kind.CONTACTS: say("Numbers and links"),
    }
    return titles[kind]


def settings_view(counts: Sequence[tuple[Kind, int]], *, idle: Sequence[str] = ()) -> Block:
    """The kinds, each with how much stands, and a way in. ``idle``: what has no effect, and why."""
    blocks: list[Block] = []
    for kind, count in counts:
        stands = say_count(count, "{count} entry", "{count} entries")
        button = parts.button(say("Open"), action_id=f"{OPEN}_{kind}", value=str(kind))
        title = f"*{kind_title(kind)}*  ·  {stands}\n{_explained(kind)}"
        blocks.append(parts.section(title, accessory=button))
    if idle:
        why = clauses(parts.safe(sentence, 150) for sentence in idle[:10])
        blocks.append(parts.section(say("🟠 Some entries have no effect: {why}.", why=why)))
    blocks.append(parts.context(say(_MASKS)))
    return parts.modal(
        callback_id=SETTINGS, title=say("Desk settings"), close=say("Close"), blocks=blocks
    )


def kind_view(shown: KindShown, *, key: str) -> Block:
    """What stands, and the fields of one more where this person may edit it."""
    blocks: list[Block] = [parts.context(_explained(shown.kind))]
    if shown.notice:
        blocks.insert(0, parts.section(shown.notice))
    rows = [] if shown.edits else shown.rows[:_ROWS_MOST]
    blocks += [_entry(number, row, shown) for number, row in rows]
    if not shown.rows:
        blocks.append(parts.section(say("Nothing is entered.")))
    left = len(shown.rows) - _ROWS_MOST
    if left > 0:
        words = say("and {count} more; whoever looks after Earshot can list them all", count=left)
        blocks.append(parts.context(words))
    if shown.posts:
        look = parts.button(say("Look"), action_id=POSTS)
        count = say_count(shown.posts, "{count} post is set aside.", "{count} posts are set aside.")
        blocks.append(parts.section(count, accessory=look))
    fields = _FIELDS[shown.kind](shown.choices) if shown.may_edit else []
    if fields:
        blocks += [parts.divider(), *fields]
    return parts.modal(
        callback_id=ADD_FORM,
        title=kind_title(shown.kind),
        submit=(say("Save") if shown.edits else say("Add")) if fields else "",
        close=say("Back"),
        metadata=json.dumps({"v": 1, "kind": str(shown.kind), "key": key, "edits": shown.edits}),
        blocks=blocks,
    )


def read_kind(private_metadata: str) -> tuple[Kind, str]:
    """Which kind a form is of, and its own key. Raises ValueError, KeyError."""
    told = json.loads(private_metadata)
    return Kind(told["kind"]), str(told["key"])


def read_edited(private_metadata: str) -> int:
    """The entry that a form edits; 0 where it adds one. Raises ValueError."""
    return int(json.loads(private_metadata).get("edits", 0))


def _explained(kind: Kind) -> str:
    words = {
        Kind.DUTY: say(
            "Who is told what nobody owns. For a team with any shift here, these are all that count."
        ),
        Kind.ABSENCES: say("Who is away. Their cases go on, and no alert goes to them."),
        Kind.CLOSED_DAYS: say(
            "Days off besides those of the bank's calendar. Clocks that run already keep theirs."
        ),
        Kind.BLOCKED: say("Their posts are set aside, kept and counted. Block from a case's menu."),
        Kind.MEMBERS: say("Who works in which team. It gives nobody a role."),
        Kind.CANNED: say(
            "Kept ready for answers. One is offered once a colleague of its writer has reviewed it."
        ),
        Kind.BANKS: say(
            "Whom a post that is not meant for us may be meant for, and what else is called like us. "
            "One counts once a colleague of its writer has reviewed it."
        ),
        Kind.NAMED: named_forms.about(),
        Kind.CONTACTS: contact_forms.about(),
    }
    return words[kind]


def _entry(number: int, row: Row, shown: KindShown) -> Block:
    remove = None
    if isinstance(row, CannedRow | BankRow):
        remove = reviewed_forms.menu(
            shown.kind, number, may_edit=shown.may_edit, may_review=shown.may_review
        )
    elif shown.may_edit:
        label = say("Unblock") if shown.kind == Kind.BLOCKED else say("Remove")
        remove = parts.button(label, action_id=f"{REMOVE}_{number}", value=f"{shown.kind}:{number}")
    said = _said(row, shown, number)
    has_lines = isinstance(row, CannedRow | BankRow)
    return parts.section(said if has_lines else parts.line(said), accessory=remove)


def _said(row: Row, shown: KindShown, number: int) -> str:
    choices = shown.choices
    if isinstance(row, DutyRow):
        days = say("every day")
        if len(row.days) < len(WEEKDAYS_SHORT):
            days = listed(say(day[:3].capitalize()) for day in row.days)
        hours = say("all day") if row.hours == WHOLE_DAY else str(row.hours)
        return f"*{parts.safe(choices.team(row.team))}*  {days}  {hours}  <@{row.person}>"
    if isinstance(row, AbsenceRow):
        said = f"<@{row.person}>  {moment(row.start)} – {moment(row.until)}"
        return f"{said}  {say('→')} <@{row.stand_in}>" if row.stand_in else said
    if isinstance(row, ClosedDayRow):
        return f"*{row.day:%Y-%m-%d}*  {parts.safe(row.calendar)}  {parts.safe(row.reason, 200)}"
    if isinstance(row, BlockedRow):
        return _blocked(row, shown)
    if isinstance(row, CannedRow):
        return canned_forms.said(row, today=shown.today, uses=shown.uses.get(number, 0))
    if isinstance(row, BankRow):
        return bank_forms.said(row, today=shown.today)
    if isinstance(row, NamedRow):
        return named_forms.said(row)
    if isinstance(row, ContactRow):
        return contact_forms.said(row)
    return f"*{parts.safe(choices.team(row.team))}*  <@{row.person}>"


def _blocked(row: BlockedRow, shown: KindShown) -> str:
    known = {(channel, author): name for channel, author, name in shown.authors}
    name = known.get((row.channel, row.author_id), row.author_id)
    until = f"  {say('until {when}', when=moment(row.until))}" if row.until else ""
    reason = parts.safe(row.reason, 500)
    return f"*{parts.safe(name)}*  {parts.safe(row.channel)}{until}\n{reason}"


def _text(*, most: int, placeholder: str = "") -> Block:
    return parts.text_field("entered", most=most, placeholder=placeholder)


def _duty(choices: Choices) -> list[Block]:
    every = ("every", say("Every team without its own"))
    return [
        parts.input_block(say("Team"), select([*choices.teams, every], ""), block_id="team"),
        parts.input_block(
            say("Days"), _text(most=80, placeholder="mon-fri"), block_id="days", optional=True
        ),
        parts.input_block(
            say("Hours"),
            _text(most=20, placeholder="09:00-17:00"),
            block_id="hours",
            hint=say("A night is two shifts: to 24:00, and from 00:00 on the next days."),
            optional=True,
        ),
        parts.input_block(say("Person"), _PERSON, block_id="person"),
    ]


def _absence(_choices: Choices) -> list[Block]:
    time = {"type": "datetimepicker", "action_id": "entered"}
    return [
        parts.input_block(say("Person"), _PERSON, block_id="person"),
        parts.input_block(say("Away until"), time, block_id="until"),
        parts.input_block(
            say("Starting"),
            time,
            block_id="start",
            hint=say("Left empty, it begins now."),
            optional=True,
        ),
        parts.input_block(
            say("Who goes on with their cases?"), _PERSON, block_id="stand_in", optional=True
        ),
    ]


def _closed_day(choices: Choices) -> list[Block]:
    if not choices.calendars:
        return []
    calendars = [(name, name) for name in choices.calendars]
    day = {"type": "datepicker", "action_id": "entered"}
    return [
        parts.input_block(say("Calendar"), select(calendars, ""), block_id="calendar"),
        parts.input_block(say("Day"), day, block_id="day"),
        parts.input_block(say("Reason"), _text(most=200), block_id="reason", optional=True),
    ]


def _member(choices: Choices) -> list[Block]:
    if not choices.teams:
        return []
    return [
        parts.input_block(say("Team"), select(choices.teams, ""), block_id="team"),
        parts.input_block(say("Person"), _PERSON, block_id="person"),
    ]


_FIELDS: dict[Kind, Callable[[Choices], list[Block]]] = {
    Kind.DUTY: _duty,
    Kind.ABSENCES: _absence,
    Kind.CLOSED_DAYS: _closed_day,
    Kind.BLOCKED: lambda _: [],
    Kind.MEMBERS: _member,
    Kind.CANNED: lambda choices: canned_forms.fields(
        choices.brands, choices.edited if isinstance(choices.edited, CannedRow) else None
    ),
    Kind.CONTACTS: lambda _: contact_forms.fields(),
    Kind.NAMED: lambda choices: named_forms.fields(choices.topics, choices.channels),
    Kind.BANKS: lambda choices: bank_forms.fields(
        choices.edited if isinstance(choices.edited, BankRow) else None
    ),
}
