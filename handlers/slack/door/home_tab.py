"""The Home tab, drawn when somebody opens it: their cases, the queue, their team's; for managers the board.

Opened, refreshed and after each press that changes it, from the database as it is.
"""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot import clock
from bot.bootstrap import App
from bot.desk import private_words
from bot.desk.digests import issuing
from bot.desk.permissions import NotAllowed
from bot.desk.threads import home_drawn
from bot.domain.records.staff import Role
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.client import hurried
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.shown.board import board_shown
from bot.slack.shown.cases.consults import asked_shown
from bot.slack.shown.home import home_shown
from bot.slack.shown.lists import Lists
from bot.slack.shown.surges import open_surges_shown
from bot.slack.views.home.board import REFRESH, BoardShown
from bot.slack.views.home.home import PAGE, HomeShown, home_view
from bot.slack.views.home.home_acts import acts_for
from bot.slack.views.home.home_place import ALL, LIST, LISTS, ONLY, HomePlace, read_place
from bot.storage.house import weekly_data as house
from bot.telemetry.logs import get_logger
from handlers.slack.door.acting import Acting, Person, look, person_of
from handlers.slack.door.afterwards import afterwards
from handlers.slack.door.opening import NotShown
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import pressed_value

_MANAGERS = frozenset({Role.LEAD, Role.DUTY_MANAGER, Role.COMPLIANCE})
_PAGES = re.compile(rf"{PAGE}_([a-z]+)_(\d{{1,6}})")
_log = get_logger(__name__)


class HomeNotDrawn(NotShown):
    """What was pressed there is done; only the tab could not be drawn anew."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Slack was slow, so the Home tab may look as before. What you pressed is done: "
                "open the tab again to see it."
            )
        )


def register(bolt: Bolt, app: App) -> None:
    """The one event, the button that does the same, and what changes which part of the lists is shown."""

    @bolt.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            team = event.get("user_team") or body.get("team_id", "")
            person = Person(slack_user_id=str(event["user"]), team_id=str(team))
            afterwards(partial(show_home, app, person, at_the_top=True))
        ack()

    @bolt.action(REFRESH)
    def refresh(ack: Ack, body: dict[str, Any]) -> None:
        show_home_again(app, person_of(body), place=home_place_of(body))
        ack()

    @bolt.action(_PAGES)
    def turn(ack: Ack, body: dict[str, Any]) -> None:
        asked, place = _PAGES.fullmatch(str(body["actions"][0]["action_id"])), home_place_of(body)
        if asked:
            place = replace(place, alone=asked[1] if asked[1] in LISTS else "", page=int(asked[2]))
        show_home_again(app, person_of(body), place=place)
        ack()

    @bolt.action(LIST)
    def choose_list(ack: Ack, body: dict[str, Any]) -> None:
        chosen, place = pressed_value(body), home_place_of(body)
        alone = chosen if chosen in LISTS else ""
        show_home_again(app, person_of(body), place=replace(place, alone=alone, page=1))
        ack()

    @bolt.action(ONLY)
    def choose_part(ack: Ack, body: dict[str, Any]) -> None:
        chosen, place = pressed_value(body), home_place_of(body)
        only = "" if chosen == ALL else chosen
        show_home_again(app, person_of(body), place=replace(place, only=only, page=1))
        ack()


def home_place_of(body: dict[str, Any]) -> HomePlace:
    """Which part of the lists stood on the Home tab where something was pressed."""
    return read_place(str((body.get("view") or {}).get("private_metadata") or ""))


def show_home_again(
    app: App, person: Person, *, notice: str = "", place: HomePlace | None = None
) -> None:
    """Draw it after a press on it. Raises HomeNotDrawn."""
    if not show_home(app, person, notice=notice, place=place):
        raise HomeNotDrawn


def show_home(
    app: App,
    person: Person,
    *,
    notice: str = "",
    place: HomePlace | None = None,
    at_the_top: bool = False,
) -> bool:
    """Draw it, the lists at the place that is open; without one, where this person was last, or
    ``at_the_top`` of that. False when Slack did not take it: it is drawn again when it is opened again."""
    names, looked_at = names_with_links(app), clock.now()
    place = _go_to(app, person, place, at_the_top=at_the_top)

    def see(acting: Acting) -> HomeShown:
        return _shown(acting, names, notice=notice, place=place)

    try:
        shown = look(app, verb=Verb.LOOK, person=person, see=see)
    except NotAllowed as refusal:
        shown = HomeShown(now=looked_at, refusal=str(refusal))
    home = home_view(shown)
    try:
        asked(lambda: hurried(app.slack).views_publish(user_id=person.slack_user_id, view=home))
    except Stopped as stopped:
        _log.warning("slack.home_not_shown", why=stopped.why)
        return False
    with app.desk() as desk:
        home_drawn.record(
            desk,
            slack_user_id=person.slack_user_id,
            place=str(place),
            case_ids={case.case_id for each in shown.lists for case in each.cases},
            looked_at=looked_at,
        )
    return True


def _go_to(app: App, person: Person, place: HomePlace | None, *, at_the_top: bool) -> HomePlace:
    """Kept before it is drawn: of two drawings at once, the one that shows another place is drawn again."""

    def chosen(last: str) -> str:
        there = place or read_place(last)
        return str(replace(there, page=1) if at_the_top else there)

    with app.desk() as desk:
        return read_place(home_drawn.go_to(desk, slack_user_id=person.slack_user_id, place=chosen))


def _shown(acting: Acting, names: Names, *, notice: str, place: HomePlace) -> HomeShown:
    desk, user = acting.desk, acting.slack_user_id
    teams, channels = _teams(acting), private_words.channels_read_by(desk, user)
    lists = Lists(
        session=desk.session,
        slack_user_id=user,
        names=names,
        now=desk.now,
        channels=channels,
        teams=teams,
        only=place.only,
    )
    board = _board(acting, names, notice)
    return home_shown(
        lists=lists,
        names=names,
        has_team=bool(teams),
        place=place,
        board=board,
        acts=acts_for(lambda verb: _may(acting, verb)),
        surges=open_surges_shown(session=desk.session, names=names),
        asked=asked_shown(session=desk.session, teams=teams, channels=channels, names=names),
        notice="" if board else notice,  # the board says it itself
    )


def _teams(acting: Acting) -> tuple[str, ...]:
    """The teams this person is in; where the bank has only one, everybody is."""
    teams = tuple(acting.desk.rules.routing.teams)
    named = house.read(session=acting.desk.session).teams_of(acting.slack_user_id)
    return named or (teams if len(teams) == 1 else ())


def _board(acting: Acting, names: Names, notice: str) -> BoardShown | None:
    desk = acting.desk
    if not acting.roles & _MANAGERS:
        return None
    report = issuing.look(desk, digest=issuing.BOARD)
    may_ask = desk.rules.may(Verb.DIGEST_NOW, acting.roles)
    return board_shown(
        report, digests=desk.rules.digests if may_ask else {}, names=names, notice=notice
    )


def _may(acting: Acting, verb: Verb) -> bool:
    """By their roles; and reviewing only for who is named to."""
    rules = acting.desk.rules
    is_named = verb is not Verb.REVIEW or acting.slack_user_id in rules.quality.reviewers
    return is_named and rules.may(verb, acting.roles)
