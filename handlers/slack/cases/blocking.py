"""Blocking and unblocking the author of a case, from the menu; and taking in what was set aside."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.desk.messages import blocked_names, blocking, kept_back, unblocking
from bot.domain.records.messages.author import Author
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views.cases.block_form import (
    BLOCK_FORM,
    TAKE_IN,
    UNBLOCK_FORM,
    AsideShown,
    aside_view,
    block_form,
    unblock_form,
)
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look, names, person_of
from handlers.slack.door.moments import picked
from handlers.slack.door.opening import redraw
from handlers.slack.door.presses import pressed_value, view_id_of, whole_number
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def register(bolt: Bolt, app: App) -> None:
    """The button under a post that was set aside."""

    @bolt.action(TAKE_IN)
    def take_in(ack: Ack, body: dict[str, Any]) -> None:
        post, person = whole_number(pressed_value(body)), person_of(body)
        once = f"take_in_blocked:{post}"
        act(app, verb=Verb.BLOCK, person=person, key=once, do=lambda acting: _take_in(acting, post))
        view = look(app, verb=Verb.SETTINGS, person=person, see=set_aside_view)
        redraw(app, view_id=view_id_of(body), view=view)
        ack()


def _form(asked: Asked) -> Block:
    """Asks why; or offers to lift the block that stands."""
    desk = asked.acting.desk
    author = desk.session.get_one(Author, asked.case.author_id)
    form = unblock_form if blocking.is_blocked(desk, author=author) else block_form
    return form(asked.shown, key=asked.key)


BLOCK = CaseForm(
    Verb.BLOCK,
    draw=_form,
    sends={
        BLOCK_FORM: lambda acting, sent: blocking.block(
            acting.desk,
            case_id=sent.case_id,
            reason=sent.text("reason"),
            until=picked(sent.text("until")),
            by=acting.by,
        ),
        UNBLOCK_FORM: lambda acting, sent: unblocking.unblock(
            acting.desk, case_id=sent.case_id, by=acting.by
        ),
    },
)


TAKE_IN_ALL_KEPT = AtOnce(
    Verb.BLOCK,
    CaseValue,
    lambda acting, about: taking_in.take_in_kept(acting.desk, case_id=about.case_id, by=acting.by),
)


def opened_list(acting: Acting) -> Block:
    """The list for somebody who opens it, which ends the alarms about what stands in it."""
    for author_id in {post.author_id for post in blocking.posts(acting.desk)}:
        kept_back.looked_at(acting.desk, author_id=author_id)
    return set_aside_view(acting)


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
