"""Canned replies and banks: the menu beside each in the *Desk settings…*, to edit it, to review it, to retire it."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.house import reviewed, weekly_data
from bot.domain.rules.house.weekly_data import Kind
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import UnreadableValue
from bot.slack.views.home.reviewed_forms import EDIT, MENUS, RETIRE, REVIEW, REVIEW_DAYS
from handlers.slack.door.acting import Acting, act, look, person_of
from handlers.slack.door.opening import open_there, redraw
from handlers.slack.door.presses import pressed_value, view_id_of, whole_number
from handlers.slack.settings import canned_page
from handlers.slack.settings.weekly_data import kind_shown


def register(bolt: Bolt, app: App) -> None:
    """The menu of each kind."""

    def listen(kind: Kind, menu: str) -> None:
        @bolt.action(re.compile(rf"{menu}_\d+"))
        def chosen(ack: Ack, body: dict[str, Any]) -> None:
            what, _, number = pressed_value(body).partition(":")
            entry_id = whole_number(number)
            if what == EDIT:
                _edit(app, body, kind, entry_id)
            else:
                _change(app, body, kind, what, entry_id)
            ack()

    for kind, menu in MENUS.items():
        listen(kind, menu)


def _edit(app: App, body: dict[str, Any], kind: Kind, entry_id: int) -> None:
    see = partial(kind_shown, kind=kind, edits=entry_id)
    verb = weekly_data.VERBS[kind]
    open_there(app, body, look(app, verb=verb, person=person_of(body), see=see))


def _change(app: App, body: dict[str, Any], kind: Kind, what: str, entry_id: int) -> None:
    """Do it, and show the list as it stands; where it cannot be done, why."""
    person = person_of(body)
    refusal: DeskError | None = None
    verb = weekly_data.VERBS[kind] if what == RETIRE else reviewed.REVIEWS[kind]
    try:
        act(
            app,
            verb=verb,
            person=person,
            key=f"{MENUS[kind]}:{what}:{entry_id}",
            do=lambda acting: _done(acting, kind, what, entry_id),
        )
    except (weekly_data.NotThere, reviewed.OwnWriting) as why:
        refusal = why
    notice = str(refusal or (say("Retired.") if what == RETIRE else say("Reviewed.")))
    see = partial(kind_shown, kind=kind, notice=notice)
    if canned_page.is_page(body):
        query, only = canned_page.asked_in(body)
        see = partial(canned_page.shown, query=query, only=only, notice=notice)
    view = look(app, verb=Verb.SETTINGS, person=person, see=see)
    redraw(app, view_id=view_id_of(body), view=view, else_told=refusal)


def _done(acting: Acting, kind: Kind, what: str, entry_id: int) -> None:
    """Raises NotThere, OwnWriting, UnreadableValue."""
    if what == RETIRE:
        weekly_data.remove(acting.desk, kind=kind, entry_id=entry_id, by=acting.by)
        return
    days = {f"{REVIEW}_{days}": days for days in REVIEW_DAYS}
    if what not in days:
        raise UnreadableValue
    reviewed.review(acting.desk, kind=kind, entry_id=entry_id, days=days[what], by=acting.by)
