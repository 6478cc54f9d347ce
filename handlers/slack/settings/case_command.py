"""``/case``: one case, a list or a search, answered to the person who asked alone.

It changes nothing, so it is not kept from being asked twice. What may be private is decided in SQL.
"""

import re
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from slack_sdk.webhook import WebhookClient

from bot.bootstrap import App
from bot.desk import case_access, private_words
from bot.desk.desk import DeskError
from bot.domain.personal_data import find
from bot.domain.records.cases.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.search.case_query import (
    CannotRead,
    Help,
    NamedList,
    One,
    Search,
    read_query,
    written,
)
from bot.language import say
from bot.slack.api.epochs import on_call
from bot.slack.api.names import Names
from bot.slack.shown.lists import Lists, Which
from bot.slack.shown.readers import zone_of_person
from bot.slack.views import parts
from bot.slack.views.home.home_place import FIND
from bot.slack.views.models import Drawn
from bot.slack.views.parts import Block
from bot.slack.views.threads import case_answers
from bot.slack.views.threads.case_answers import PAGE, ROWS, FoundShown
from bot.storage.triage.case_search import TooSlow, find_cases, near_names, without_one
from bot.telemetry.logs import get_logger
from handlers.slack.digests.voice import open_voice
from handlers.slack.door.acting import Acting, Person, look, person_of
from handlers.slack.door.opening import NotShown, open_there, redraw
from handlers.slack.door.ourselves import names_with_links
from handlers.slack.door.presses import view_id_of
from handlers.slack.lessons.causes import open_causes
from handlers.slack.quality.reviews import open_queue
from handlers.slack.settings.canned_page import open_replies
from handlers.slack.settings.weekly_data import open_settings

COMMAND = "/case"
SETTINGS_WORD = "settings"
_PAGES = {
    SETTINGS_WORD: open_settings,
    "causes": open_causes,
    "replies": open_replies,
    "voice": open_voice,
    "quality": open_queue,
}
_ANSWER_S = 2
_log = get_logger(__name__)


class PageNotShown(NotShown):
    """Slack was slow, or the list is too old to be replaced."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Slack did not turn the page. Press once more; if the list is old, ask with "
                "{command} again.",
                command="`/case`",
            )
        )


def register(bolt: Bolt, app: App) -> None:
    """The command, the buttons under a list, and the box of the Home tab that answers the same."""

    @bolt.command(COMMAND)
    def case(ack: Ack, body: dict[str, Any]) -> None:
        person = Person(slack_user_id=str(body["user_id"]), team_id=str(body.get("team_id", "")))
        opens = _PAGES.get(str(body.get("text") or "").strip().lower())
        if opens is not None:
            opens(app, person, trigger_id=str(body.get("trigger_id", "")))
            ack()
            return
        drawn = answer(app, person, str(body.get("text") or ""))
        ack(text=drawn.text, blocks=drawn.blocks, response_type="ephemeral")

    @bolt.action(re.compile(rf"{PAGE}_\d+"))
    def page(ack: Ack, body: dict[str, Any]) -> None:
        query, number = case_answers.read_page(str(body["actions"][0].get("value", "")))
        drawn = answer(app, person_of(body), query, page=number)
        view_id = view_id_of(body)
        if view_id:
            redraw(app, view_id=view_id, view=_as_form(drawn))
        else:
            _replace(app, str(body.get("response_url", "")), drawn)
        ack()

    @bolt.action(FIND)
    def find_at_home(ack: Ack, body: dict[str, Any]) -> None:
        words = str(body["actions"][0].get("value") or "").strip()
        if words:
            open_there(app, body, _as_form(answer(app, person_of(body), words)))
        ack()


def answer(app: App, person: Person, text: str, *, page: int = 1) -> Drawn:
    """What is answered to this text; every refusal too is an answer."""
    names = names_with_links(app)
    try:
        return look(
            app,
            verb=Verb.LOOK,
            person=person,
            see=lambda acting: _answer(acting, text, page, names),
        )
    except (CannotRead, TooSlow, DeskError) as wrong:
        return case_answers.not_understood(str(wrong))


def _as_form(drawn: Drawn) -> Block:
    """The same answer for who asked from the Home tab."""
    title, close = say("Finding cases"), say("Close")
    return parts.modal(callback_id="found", title=title, close=close, blocks=drawn.blocks)


def _answer(acting: Acting, text: str, page: int, names: Names) -> Drawn:
    desk, person = acting.desk, acting.slack_user_id
    if find(text):
        raise CannotRead(
            say(
                "That looks like a number or address of a customer. Earshot keeps none to look for."
            )
        )
    asked = read_query(text, asked_by=person, now=_now_of(acting), topics=desk.rules.topics.named)
    lists = Lists(
        session=desk.session,
        slack_user_id=person,
        names=names,
        now=desk.now,
        channels=private_words.channels_read_by(desk, person),
    )
    if isinstance(asked, Help):
        return case_answers.how_to_ask()
    if isinstance(asked, One):
        return _one(acting, asked.number, lists)
    if isinstance(asked, NamedList):
        return case_answers.found(_listed(lists, asked, page))
    return case_answers.found(_searched(acting, asked, lists, text=text, page=page))


def _one(acting: Acting, number: int, lists: Lists) -> Drawn:
    """Raises NoSuchCase, NotForYou."""
    case = acting.desk.session.get(Case, number)
    if case is None:
        raise case_access.NoSuchCase(number)
    desk, person = acting.desk, acting.slack_user_id
    if private_words.is_private_only(desk, case=case) and not private_words.may_see_private(
        desk, case=case, slack_user_id=person
    ):
        raise private_words.NotForYou(case)
    return case_answers.card(lists.whole(number))


def _listed(lists: Lists, asked: NamedList, page: int) -> FoundShown:
    which = Which(asked)
    titles = {
        NamedList.MINE: say("My cases"),
        NamedList.APPROVALS: say("Their answers wait for approval, the oldest first"),
    }
    found = lists.cases(which, limit=ROWS + 1, offset=(page - 1) * ROWS)
    return FoundShown(
        title=titles.get(asked, say("Nobody has these yet")),
        cases=found[:ROWS],
        query=asked.value,
        now=lists.now,
        page=page,
        has_more=len(found) > ROWS,
        count=lists.count(which),
    )


def _searched(acting: Acting, asked: Search, lists: Lists, *, text: str, page: int) -> FoundShown:
    desk = acting.desk
    found = find_cases(
        session=desk.session,
        search=asked,
        channels=private_words.channels_read_by(desk, acting.slack_user_id),
        now=desk.now,
        limit=ROWS,
        offset=(page - 1) * ROWS,
    )
    return FoundShown(
        title=say("Found"),
        cases=lists.shown(found.case_ids),
        query=text,
        now=lists.now,
        page=page,
        has_more=found.has_more,
        searched_since=found.since,
        instead=[] if found.case_ids or page > 1 else _instead(acting, asked),
        near=[] if found.case_ids or page > 1 else _near(acting, asked),
    )


def _instead(acting: Acting, asked: Search) -> list[str]:
    """What to ask instead of what found nothing, as it is typed."""
    fewer = without_one(
        session=acting.desk.session,
        search=asked,
        channels=private_words.channels_read_by(acting.desk, acting.slack_user_id),
        now=acting.desk.now,
    )
    return [written(search, asked_by=acting.slack_user_id) for search in fewer]


def _near(acting: Acting, asked: Search) -> list[str]:
    """The customers who may have been meant."""
    channels = private_words.channels_read_by(acting.desk, acting.slack_user_id)
    return near_names(session=acting.desk.session, search=asked, channels=channels)


def _now_of(acting: Acting) -> datetime:
    """Now, in the person's own zone, so that *monday* is theirs."""
    zone = zone_of_person(session=acting.desk.session, slack_user_id=acting.slack_user_id)
    return acting.desk.now.astimezone(zone)


def _replace(app: App, response_url: str, drawn: Drawn) -> None:
    """Put another page in the place of this one: five times and for half an hour Slack lets us.

    Raises PageNotShown.
    """
    try:
        hook = WebhookClient(response_url, timeout=_ANSWER_S, retry_handlers=[])
        told = {"text": drawn.text, "blocks": drawn.blocks, "replace_original": True}
        status = hook.send_dict(on_call(told, epoch=app.slack.epoch)).status_code
    except (OSError, ValueError, HTTPException) as error:  # the second: that is no address
        _log.warning("slack.page_not_shown", error=type(error).__name__)
        raise PageNotShown from error
    if status != HTTPStatus.OK:
        _log.warning("slack.page_not_shown", status=status)
        raise PageNotShown
