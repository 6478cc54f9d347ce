"""Deleting our own answer, hiding a post and showing it again: from the menu, each with one form."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import cases, moderation
from bot.domain.moderation import Act
from bot.slack.shown import case_shown, post_shown
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.moderation_modal import (
    HIDE_POST,
    REMOVE_ANSWER,
    UNHIDE_POST,
    Offered,
    moderation_form,
)
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act, look, names
from handlers.slack.opening import open_form
from handlers.slack.presses import Press, sent_form

_ACTS = {REMOVE_ANSWER: Act.REMOVE_ANSWER, HIDE_POST: Act.HIDE, UNHIDE_POST: Act.UNHIDE}
_VERBS: dict[str, Callable[..., object]] = {
    REMOVE_ANSWER: moderation.remove_answer,
    HIDE_POST: moderation.hide_post,
    UNHIDE_POST: moderation.unhide_post,
}


def register(bolt: Bolt, app: App) -> None:
    """Three forms."""
    for verb in _VERBS:
        bolt.view(verb)(_listener(app, verb))


def open_remove_answer(app: App, press: Press) -> None:
    """Show our answers of this case, to choose the one that has to go."""
    _open(app, press, verb=REMOVE_ANSWER)


def open_hide_post(app: App, press: Press) -> None:
    """Show the customer's posts, to choose the one to hide."""
    _open(app, press, verb=HIDE_POST)


def open_unhide_post(app: App, press: Press) -> None:
    """Show the hidden posts, to choose the one to show again."""
    _open(app, press, verb=UNHIDE_POST)


def _listener(app: App, verb: str) -> Callable[..., None]:
    def sent(ack: Ack, body: dict[str, Any]) -> None:
        form = sent_form(body)
        key = read_metadata(form.metadata)
        post, reason = int(form.values["post"]), form.values.get("reason", "")

        def do(acting: Acting) -> None:
            _VERBS[verb](
                acting.desk, case_id=key.case_id, message_id=post, reason=reason, by=acting.by
            )

        act(app, verb=verb, person=form.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")

    return sent


def _open(app: App, press: Press, *, verb: str) -> None:
    view = look(app, verb=verb, person=press.person, see=partial(_view, press=press, verb=verb))
    open_form(app.slack, trigger_id=press.trigger_id, view=view)


def _view(acting: Acting, *, press: Press, verb: str) -> Block:
    desk = acting.desk
    case = cases.locked(desk, case_id=press.number)
    posts = [
        Offered(post.id or 0, post_shown(post))
        for post in moderation.offered(desk, case=case, act=_ACTS[verb])
    ]
    shown = case_shown(session=desk.session, case_id=case.number, names=names(desk))
    if shown is None:
        raise cases.NoSuchCase(press.number)
    key = FormKey(case.number, case.version, str(uuid.uuid4()))
    return moderation_form(verb, shown, posts=posts, key=key)
