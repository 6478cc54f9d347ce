"""The Home tab, drawn when somebody opens it: their cases, the queue, their team's; for managers the board.

Opened, refreshed and after each press that changes it, from the database as it is.
"""

import re
from collections.abc import Mapping
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
from bot.slack.shown.home import home_shown
from bot.slack.shown.lists import Lists
from bot.slack.shown.surges import open_surges_shown
from bot.slack.views.home.board import REFRESH, BoardShown
from bot.slack.views.home.home import PAGE, HomeShown, home_view, read_pages
from bot.slack.views.home.home_acts import acts_for
from bot.storage import house
from bot.telemetry.logs import get_logger
from handlers.slack.door.acting import Acting, Person, look, person_of
from handlers.slack.door.opening import NotShown
from handlers.slack.door.ourselves import names_with_links

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
    """The one event, the button that does the same, and the buttons that turn a page."""

    @bolt.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            team = event.get("user_team") or body.get("team_id", "")
            show_home(app, Person(slack_user_id=str(event["user"]), team_id=str(team)))
        ack()

    @bolt.action(REFRESH)
    def refresh(ack: Ack, body: dict[str, Any]) -> None:
        show_home_again(app, person_of(body), pages=pages_of(body))
        ack()

    @bolt.action(_PAGES)
    def turn(ack: Ack, body: dict[str, Any]) -> None:
        asked = _PAGES.fullmatch(str(body["actions"][0]["action_id"]))
        pages = {**pages_of(body), **({asked[1]: int(asked[2])} if asked else {})}
        show_home_again(app, person_of(body), pages=pages)
        ack()


def pages_of(body: dict[str, Any]) -> dict[str, int]:
    """Which pages were open on the Home tab where something was pressed."""
    return read_pages(str((body.get("view") or {}).get("private_metadata") or ""))


def show_home_again(
    app: App, person: Person, *, notice: str = "", pages: Mapping[str, int] | None = None
) -> None:
    """Draw it after a press on it. Raises HomeNotDrawn."""
    if not show_home(app, person, notice=notice, pages=pages):
        raise HomeNotDrawn


def show_home(
    app: App, person: Person, *, notice: str = "", pages: Mapping[str, int] | None = None
) -> bool:
    """Draw it, each list at its open page. False when Slack did not take it: it is drawn again when it is
    opened again."""
    names, looked_at = names_with_links(app), clock.now()

    def see(acting: Acting) -> HomeShown:
        return _shown(acting, names, notice=notice, pages=pages)

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
            case_ids={case.case_id for each in shown.lists for case in each.cases},
            looked_at=looked_at,
        )
    return True


def _shown(
    acting: Acting, names: Names, *, notice: str, pages: Mapping[str, int] | None
) -> HomeShown:
    desk, user = acting.desk, acting.slack_user_id
    teams = _teams(acting)
    lists = Lists(
        session=desk.session,
        slack_user_id=user,
        names=names,
        now=desk.now,
        channels=private_words.channels_read_by(desk, user),
        teams=teams,
    )
    board = _board(acting, names, notice)
    return home_shown(
        lists=lists,
        has_team=bool(teams),
        pages=pages,
        board=board,
        acts=acts_for(lambda verb: desk.rules.may(verb, acting.roles)),
        surges=open_surges_shown(session=desk.session, names=names),
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
