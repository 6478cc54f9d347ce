"""Blocking and unblocking the author of a case, from the menu; and taking in what was set aside."""

import uuid
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.desk import blocking, cases, intake
from bot.domain.author import Author
from bot.domain.references import case_reference
from bot.language import say
from bot.slack.client import hurried
from bot.slack.shown import case_shown
from bot.slack.values import FormKey, UnreadableValue, read_metadata
from bot.slack.views.block_form import (
    BLOCK_FORM,
    TAKE_IN,
    UNBLOCK_FORM,
    AsideShown,
    aside_view,
    block_form,
    unblock_form,
)
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act, look, names, person_of
from handlers.slack.opening import open_form
from handlers.slack.presses import Press, sent_form

VERB = "block"


def register(bolt: Bolt, app: App) -> None:
    """Two forms and a button."""

    @bolt.view(BLOCK_FORM)
    def block(ack: Ack, body: dict[str, Any]) -> None:
        form = sent_form(body)
        key, given = read_metadata(form.metadata), form.values
        until = given.get("until", "")

        def do(acting: Acting) -> None:
            blocking.block(
                acting.desk,
                case_id=key.case_id,
                reason=given.get("reason", ""),
                until=datetime.fromtimestamp(int(until), UTC) if until else None,
                by=acting.by,
            )

        act(app, verb=VERB, person=form.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")

    @bolt.view(UNBLOCK_FORM)
    def unblock(ack: Ack, body: dict[str, Any]) -> None:
        form = sent_form(body)
        key = read_metadata(form.metadata)

        def do(acting: Acting) -> None:
            blocking.unblock(acting.desk, case_id=key.case_id, by=acting.by)

        act(app, verb=VERB, person=form.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")

    @bolt.action(TAKE_IN)
    def take_in(ack: Ack, body: dict[str, Any]) -> None:
        value, person = str(body["actions"][0].get("value", "")), person_of(body)
        if not value.isdecimal():
            raise UnreadableValue
        intake_key = f"take_in_blocked:{value}"
        act(app, verb=VERB, person=person, key=intake_key, do=lambda at: _take_in(at, int(value)))
        view = look(app, verb="settings", person=person, see=set_aside_view)
        _show(app, body, view)
        ack()


def open_block(app: App, press: Press) -> None:
    """Ask why; or offer to lift the block that stands."""

    def see(acting: Acting) -> Block:
        desk = acting.desk
        case = cases.locked(desk, case_id=press.number)
        shown = case_shown(session=desk.session, case_id=case.number, names=names(desk))
        author = desk.session.get(Author, case.author_id)
        if shown is None or author is None:
            raise cases.NoSuchCase(press.number)
        key = FormKey(case.number, case.version, str(uuid.uuid4()))
        stands = blocking.is_blocked(desk, author=author)
        return unblock_form(shown, key=key) if stands else block_form(shown, key=key)

    view = look(app, verb=VERB, person=press.person, see=see)
    open_form(app.slack, trigger_id=press.trigger_id, view=view)


def set_aside_view(acting: Acting) -> Block:
    """The list of set-aside posts; private words are left out, for they stand in no private channel."""
    desk, titles = acting.desk, names(acting.desk)
    shown = [
        AsideShown(
            post_id=post.id or 0,
            author=author.shown_as if author else "Somebody",
            channel_title=titles.title(post.channel),
            posted_at=post.posted_at,
            text=post.text if post.surface == "public" else say("A private message."),
            deleted_at=post.deleted_at,
        )
        for post in blocking.posts(desk)
        for author in [desk.session.get(Author, post.author_id)]
    ]
    may = desk.rules.may(VERB, acting.roles)
    return aside_view(shown, count=blocking.count(desk), may_take_in=may)


def _take_in(acting: Acting, post_id: int) -> str:
    taken = intake.take_in_after_all(acting.desk, post_id=post_id, by=acting.by)
    return case_reference(taken.case_id) if taken.case_id else ""


def _show(app: App, body: dict[str, Any], view: Block) -> None:
    try:
        hurried(app.slack).views_update(view_id=str(body["view"]["id"]), view=view)
    except (SlackApiError, OSError, KeyError):
        return  # it is taken in; the list is right when it is opened again
