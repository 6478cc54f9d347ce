"""*Desk settings…*: the weekly data seen and edited, by role, from the Home tab or ``/case settings``."""

import re
import uuid
from functools import partial
from typing import Any

from pydantic import ValidationError
from slack_bolt import Ack
from slack_bolt import App as Bolt
from sqlmodel import select

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.house import reviewed, weekly_data
from bot.desk.house.reviewed import REVIEWS
from bot.desk.house.weekly_data import AlreadyThere, DoesNotFit, NotThere
from bot.desk.messages import blocked_names, blocking, unblocking
from bot.domain.records.messages.author import Author
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.row_faults import said_of
from bot.domain.rules.house.weekly_data import SHAPES, CannedRow, Kind
from bot.domain.rules.overlay import idle
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import UnreadableValue
from bot.slack.views.home.settings_forms import (
    ADD_FORM,
    OPEN,
    POSTS,
    REMOVE,
    SETTINGS,
    Choices,
    KindShown,
    kind_view,
    read_edited,
    read_kind,
    settings_view,
)
from bot.slack.views.parts import Block
from bot.storage.house import weekly_data as house
from handlers.slack.cases.blocking import opened_list
from handlers.slack.door.acting import Acting, Person, act, keep, look, person_of
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import open_form, open_there, redraw
from handlers.slack.door.presses import (
    Sent,
    one_of,
    pressed_value,
    sent_form,
    view_id_of,
    whole_number,
)
from handlers.slack.ownership.absences import absence_entered


def register(bolt: Bolt, app: App) -> None:
    """The button on the Home tab, those in the forms, and the one form."""

    @bolt.action(SETTINGS)
    def settings(ack: Ack, body: dict[str, Any]) -> None:
        open_settings(app, person_of(body), trigger_id=str(body.get("trigger_id", "")))
        ack()

    @bolt.action(re.compile(rf"{OPEN}_[a-z_]+"))
    def opened(ack: Ack, body: dict[str, Any]) -> None:
        kind = one_of(Kind, pressed_value(body))
        view = look(
            app, verb=Verb.SETTINGS, person=person_of(body), see=partial(kind_shown, kind=kind)
        )
        open_there(app, body, view)
        ack()

    @bolt.action(re.compile(rf"{REMOVE}_\d+"))
    def removed(ack: Ack, body: dict[str, Any]) -> None:
        _remove(app, body)
        ack()

    @bolt.action(POSTS)
    def posts(ack: Ack, body: dict[str, Any]) -> None:
        view = keep(app, verb=Verb.SETTINGS, person=person_of(body), do=opened_list)
        open_there(app, body, view)
        ack()

    @bolt.view(ADD_FORM)
    def added(ack: Ack, body: dict[str, Any]) -> None:
        ack(response_action="update", view=_added(app, sent_form(body)))


def open_settings(app: App, person: Person, *, trigger_id: str) -> None:
    """Show the kinds. Raises NotAllowed, FormDidNotOpen, FormMayBeOpen."""
    view = look(app, verb=Verb.SETTINGS, person=person, see=_kinds)
    open_form(app.slack, trigger_id=trigger_id, view=view)


def _kinds(acting: Acting) -> Block:
    rules = acting.desk.rules
    counts = [(kind, len(_standing(acting.desk, kind))) for kind in Kind]
    return settings_view(counts, idle=idle(rules, rules.data))


def _standing(desk: Desk, kind: Kind) -> list[house.Standing]:
    """What matters from now on: an absence or a block that is over is not shown."""
    return [
        one
        for one in house.standing(session=desk.session, kind=kind)
        if not weekly_data.is_over(one.row, desk.now)
    ]


def kind_shown(acting: Acting, *, kind: Kind, notice: str = "", edits: int = 0) -> Block:
    """A kind as it stands, or one entry of it to be edited. Raises NotThere."""
    desk = acting.desk
    standing = _standing(desk, kind)
    blocked = kind == Kind.BLOCKED
    shown = KindShown(
        kind=kind,
        rows=[(entry.pk, row) for entry, row in standing],
        choices=Choices(
            teams=tuple((name, team.title) for name, team in desk.rules.routing.teams.items()),
            calendars=tuple(n for n, c in desk.rules.calendars.items() if not c.always_open),
            brands=tuple((name, name) for name in desk.rules.routing.brands),
            topics=tuple((name, one.title) for name, one in desk.rules.topics.topics.items()),
            channels=tuple((name, channel.title) for name, channel in desk.channels.items()),
            edited=reviewed.standing(desk, kind=kind, entry_id=edits) if edits else None,
        ),
        may_edit=desk.rules.may(weekly_data.VERBS[kind], acting.roles),
        authors=_authors(desk) if blocked else (),
        notice=notice,
        today=desk.now.date(),
        uses={one.entry.pk: one.entry.uses for one in standing},
        may_review=kind in REVIEWS and desk.rules.may(REVIEWS[kind], acting.roles),
        edits=edits,
        posts=blocking.count(desk) if blocked else 0,
    )
    return kind_view(shown, key=str(uuid.uuid4()))


def _authors(desk: Desk) -> tuple[tuple[str, str, str], ...]:
    found = []
    for row in desk.rules.data.blocked:
        query = select(Author).where(
            Author.channel == row.channel, Author.external_id == row.author_id
        )
        author = desk.session.exec(query).first()
        if author is not None:
            name = blocked_names.name_of(desk, author=author)
            found.append((row.channel, row.author_id, name))
    return tuple(found)


def _added(app: App, form: Sent) -> Block:
    """Enter the row, then show the list as it stands; a wrong field is told at that field."""
    try:
        kind, key = read_kind(form.metadata)
        edits = read_edited(form.metadata)
    except (ValueError, KeyError) as error:
        raise UnreadableValue from error
    given = {name: value.strip() for name, value in form.values.items() if value.strip()}
    act(
        app,
        verb=weekly_data.VERBS[kind],
        person=form.person,
        key=f"form:{key}",
        do=lambda acting: _enter(acting, kind, given, edits=edits),
    )
    see = partial(kind_shown, kind=kind, notice=say("Entered."))
    return look(app, verb=Verb.SETTINGS, person=form.person, see=see)


def _enter(acting: Acting, kind: Kind, given: dict[str, str], *, edits: int) -> None:
    """Raises AtField."""
    if kind == Kind.ABSENCES:
        absence_entered(acting, given, person=given["person"])
        return
    try:
        row = SHAPES[kind].model_validate(given)
        with told_at(next(iter(given), ""), AlreadyThere):
            if isinstance(row, CannedRow | BankRow):
                reviewed.write(acting.desk, kind=kind, row=row, by=acting.by, instead_of=edits)
            else:
                weekly_data.add(acting.desk, kind=kind, row=row, by=acting.by)
    except ValidationError as wrong:
        raise AtField(_faults(wrong, kind)) from wrong
    except DoesNotFit as wrong:
        raise AtField({wrong.column: str(wrong)}) from wrong


def _faults(wrong: ValidationError, kind: Kind) -> dict[str, str]:
    """One sentence a field; what concerns no field is said at the first."""
    found: dict[str, str] = {}
    fields = list(SHAPES[kind].model_fields)
    for problem in wrong.errors(include_url=False):
        place = str(problem["loc"][0]) if problem["loc"] else fields[0]
        said = said_of(dict(problem), key=place, known=fields)
        found.setdefault(place, said[:1].upper() + said[1:])
    return found


def _remove(app: App, body: dict[str, Any]) -> None:
    kind_name, _, number = pressed_value(body).partition(":")
    kind, entry_id = one_of(Kind, kind_name), whole_number(number)
    person, refusal = person_of(body), None
    try:
        act(
            app,
            verb=weekly_data.VERBS[kind],
            person=person,
            key=f"setting_remove:{entry_id}",
            do=lambda acting: unblocking.remove(
                acting.desk, kind=kind, entry_id=entry_id, by=acting.by
            ),
        )
    except NotThere as gone:
        refusal = gone
    notice = str(refusal or say("Removed."))
    view = look(
        app, verb=Verb.SETTINGS, person=person, see=partial(kind_shown, kind=kind, notice=notice)
    )
    redraw(app, view_id=view_id_of(body), view=view, else_told=refusal)
