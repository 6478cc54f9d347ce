"""Blocking and unblocking the author of a case, from the menu; and taking in what was set aside."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.desk.messages import blocked_names, blocking
from bot.domain.records.author import Author
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.client import hurried
from bot.slack.api.values import FormKey
from bot.slack.views.cases.block_form import (
    BLOCK_FORM,
    TAKE_IN,
    UNBLOCK_FORM,
    AsideShown,
    aside_view,
    block_form,
    unblock_form,
)
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, names, person_of
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.moments import picked
from handlers.slack.door.presses import CasePress, Sent, pressed_value, whole_number


def register(bolt: Bolt, app: App) -> None:
    """Two forms and a button."""

    when_sent(bolt, app, BLOCK_FORM, verb=Verb.BLOCK, do=_block)
    when_sent(bolt, app, UNBLOCK_FORM, verb=Verb.BLOCK, do=_unblock)

    @bolt.action(TAKE_IN)
    def take_in(ack: Ack, body: dict[str, Any]) -> None:
        post, person = whole_number(pressed_value(body)), person_of(body)
        once = f"take_in_blocked:{post}"
        act(app, verb=Verb.BLOCK, person=person, key=once, do=lambda acting: _take_in(acting, post))
        view = look(app, verb=Verb.SETTINGS, person=person, see=set_aside_view)
        _show(app, body, view)
        ack()


def open_block(app: App, press: CasePress) -> None:
    """Ask why; or offer to lift the block that stands."""
    open_case_form(app, press, verb=Verb.BLOCK, form=_form)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    author = acting.desk.session.get_one(Author, case.author_id)
    stands = blocking.is_blocked(acting.desk, author=author)
    return unblock_form(shown, key=key) if stands else block_form(shown, key=key)


def _block(acting: Acting, key: FormKey, sent: Sent) -> None:
    blocking.block(
        acting.desk,
        case_id=key.case_id,
        reason=sent.values.get("reason", ""),
        until=picked(sent.values.get("until", "")),
        by=acting.by,
    )


def _unblock(acting: Acting, key: FormKey, _sent: Sent) -> None:
    blocking.unblock(acting.desk, case_id=key.case_id, by=acting.by)


def set_aside_view(acting: Acting) -> Block:
    """The list of set-aside posts; private words are left out, for they stand in no private channel."""
    desk, titles = acting.desk, names(acting.desk)
    shown = [
        AsideShown(
            post_id=post.pk,
            author=blocked_names.name_of(desk, author=desk.session.get(Author, post.author_id)),
            channel_title=titles.title(post.channel),
            posted_at=post.posted_at,
            text=post.text if post.surface == "public" else say("A private message."),
            deleted_at=post.deleted_at,
        )
        for post in blocking.posts(desk)
    ]
    may = desk.rules.may(Verb.BLOCK, acting.roles)
    return aside_view(shown, count=blocking.count(desk), may_take_in=may)


def _take_in(acting: Acting, post_id: int) -> str:
    taken = taking_in.take_in_after_all(acting.desk, post_id=post_id, by=acting.by)
    return case_reference(taken.case_id) if taken.case_id else ""


def _show(app: App, body: dict[str, Any], view: Block) -> None:
    try:
        hurried(app.slack).views_update(view_id=str(body["view"]["id"]), view=view)
    except (SlackApiError, OSError, KeyError):
        return  # it is taken in; the list is right when it is opened again
