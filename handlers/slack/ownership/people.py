"""The board of people on a lead's Home tab, and giving several cases on from it."""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from sqlmodel import col, select

from bot.bootstrap import App
from bot.desk import private_words
from bot.desk.ownership import able, handoffs, several, workload
from bot.desk.ownership.several import AsShown, GivenOn, Goal
from bot.desk.ownership.workload import Load, Workload
from bot.domain.records.cases.case import Case
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import UnreadableValue
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.home.give_on_form import (
    ALL,
    ALL_BLOCK,
    CASES_MOST,
    GIVE_ON_FORM,
    GiveOnKey,
    GiveOnShown,
    Where,
    give_on_form,
    read_give_on,
    shares_words,
)
from bot.slack.views.home.people_board import (
    GIVE_ON,
    PEOPLE_FORM,
    QUEUE_VALUE,
    LoadShown,
    PeopleShown,
    PersonShown,
    people_view,
)
from bot.slack.views.ownership.handover_forms import outcome_view
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, names
from handlers.slack.door.field_errors import AtField, told_at
from handlers.slack.door.opening import look_and_open, redraw
from handlers.slack.door.presses import Sent, pressed_value, sent_form, whole_number
from handlers.slack.ownership.handoffs import outcome

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")


def register(bolt: Bolt, app: App) -> None:
    """The button of the Home tab, the one beside each person, and its form."""

    @bolt.action(PEOPLE_FORM)
    def open_people(ack: Ack, body: dict[str, Any]) -> None:
        look_and_open(app, body, verb=Verb.GIVE_ON, see=_people)
        ack()

    @bolt.action(GIVE_ON)
    def open_form(ack: Ack, body: dict[str, Any]) -> None:
        holder = _holder(pressed_value(body))
        look_and_open(app, body, verb=Verb.GIVE_ON, see=lambda acting: _form(acting, holder))
        ack()

    @bolt.view(GIVE_ON_FORM)
    def given(ack: Ack, body: dict[str, Any]) -> None:
        form = sent_form(body)
        key = _key(form)
        done = act(
            app,
            verb=Verb.GIVE_ON,
            person=form.person,
            key=f"form:{key.request_key}",
            do=lambda acting: _give(acting, key, form),
        )
        if done is None:
            ack(response_action="clear")
            return
        ack(response_action="update", view=outcome_view(_told(app, done)))
        below = str((body.get("view") or {}).get("previous_view_id") or "")
        if below:
            board = look(app, verb=Verb.GIVE_ON, person=form.person, see=_people)
            redraw(app, view_id=below, view=board)


def _people(acting: Acting) -> Block:
    desk = acting.desk
    titles = {name: team.title for name, team in desk.rules.routing.teams.items()}
    return people_view(_shown(workload.read(desk), titles))


def _shown(read: Workload, titles: Mapping[str, str]) -> PeopleShown:
    """The workload, its teams by what they are called."""
    return PeopleShown(
        queue=_load(read.queue),
        teams=[
            (titles.get(team, team), _load(load, unowned=read.unowned.get(team, Load()).open))
            for team, load in read.teams.items()
        ],
        people=[
            PersonShown(
                slack_user_id=person.slack_user_id,
                load=_load(person.load),
                may_have=person.may_have,
                on_duty=tuple(titles.get(team, team) for team in person.on_duty),
                away_until=person.away_until,
                last_act=person.last_act,
                offered=person.offered,
            )
            for person in read.people
        ],
    )


def _load(load: Load, *, unowned: int = 0) -> LoadShown:
    return LoadShown(load.open, load.late, load.soon, unowned)


def _form(acting: Acting, holder: str) -> Block:
    """The cases of this person, or those that nobody has, as far as whoever asks may read them."""
    desk, (lists, which) = acting.desk, _lists(acting, holder)
    read = workload.read(desk)
    numbers = lists.numbers(which, limit=CASES_MOST)
    total = lists.count(which)
    of_case = _cases(acting, numbers)
    turns = workload.turns(desk, read, but=holder)
    return give_on_form(
        GiveOnShown(
            holder=holder,
            cases=lists.shown(numbers),
            total=total,
            request_key=str(uuid.uuid4()),
            hidden=read.held_by(holder).open - total,
            teams=[(name, team.title) for name, team in desk.rules.routing.teams.items()],
            people=able.who_can_take(desk, but=holder),
            shares=turns.planned(of_case[number].team for number in numbers),
        )
    )


def _lists(acting: Acting, holder: str) -> tuple[Lists, Which]:
    desk = acting.desk
    lists = Lists(
        session=desk.session,
        slack_user_id=holder,
        names=names(desk),
        now=desk.now,
        channels=private_words.channels_read_by(desk, acting.slack_user_id),
    )
    return lists, Which.MINE if holder else Which.QUEUE


def _cases(acting: Acting, numbers: list[int]) -> dict[int, Case]:
    found = acting.desk.session.exec(select(Case).where(col(Case.id).in_(numbers)))
    return {case.number: case for case in found}


def _give(acting: Acting, key: GiveOnKey, form: Sent) -> GivenOn:
    goal = _goal(acting, key.holder, form)
    listed = _listed(acting, key.holder, form)
    if not listed:
        raise AtField({ALL_BLOCK: say("Tick at least one case, or all of them.")})
    return several.give(acting.desk, holder=key.holder, listed=listed, goal=goal, by=acting.by)


def _goal(acting: Acting, holder: str, form: Sent) -> Goal:
    desk, where = acting.desk, form.choice("where", Where)
    to, team = form.text("to"), form.text("team")
    if where is Where.PERSON:
        if not to:
            raise AtField({"to": say("Choose the colleague.")})
        with told_at("to", handoffs.CannotTake, handoffs.AlreadyTheirs):
            return several.to_person(desk, holder=holder, to=to)
    if where is Where.TEAM:
        if not team:
            raise AtField({"team": say("Choose the team.")})
        with told_at("team", handoffs.NoSuchTeam):
            return several.to_team(desk, team=team)
    with told_at("where", handoffs.CannotTake, handoffs.AlreadyTheirs):
        if where is Where.QUEUE:
            return several.to_queue(desk, holder=holder)
        turns = workload.turns(desk, workload.read(desk), but=holder)
        return several.shared(desk, turns=turns)


def _listed(acting: Acting, holder: str, form: Sent) -> dict[int, AsShown]:
    """The ticked ones in the order of the form; or all there are now, the most pressing first."""
    note = form.text("note")
    if ALL not in form.ticked:
        pairs = [box.partition(":") for box in form.ticked]
        return {
            whole_number(number): AsShown(whole_number(version), note)
            for number, _, version in pairs
        }
    lists, which = _lists(acting, holder)
    numbers = lists.numbers(which, limit=CASES_MOST)
    of_case = _cases(acting, numbers)
    return {number: AsShown(of_case[number].version, note) for number in numbers}


def _told(app: App, done: GivenOn) -> list[str]:
    said = outcome(
        app,
        done,
        kept=say("Left out, because they are not theirs any more or have ended:"),
        refused=say("Left where they are:"),
    )
    receivers = [row.to_person for row in done.moved if row.to_person]
    if receivers:
        shares = {person: receivers.count(person) for person in receivers}
        said.insert(1, shares_words(shares))
    return said


def _holder(value: str) -> str:
    if value == QUEUE_VALUE:
        return ""
    if not _PERSON.fullmatch(value):
        raise UnreadableValue
    return value


def _key(form: Sent) -> GiveOnKey:
    try:
        return read_give_on(form.metadata)
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableValue from error
