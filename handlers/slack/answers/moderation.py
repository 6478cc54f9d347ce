"""Deleting our own answer, hiding a post and showing it again: from the menu, each with one form."""

from collections.abc import Callable
from functools import partial

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.answers import moderation
from bot.domain.records.case import Case
from bot.domain.records.moderation import Act
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import FormKey
from bot.slack.shown.posts import post_shown
from bot.slack.views.cases.moderation_form import Offered, moderation_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent, whole_number

_ACTS = {
    Verb.REMOVE_ANSWER: Act.REMOVE_ANSWER,
    Verb.HIDE_POST: Act.HIDE,
    Verb.UNHIDE_POST: Act.UNHIDE,
}
_VERBS: dict[Verb, Callable[..., object]] = {
    Verb.REMOVE_ANSWER: moderation.remove_answer,
    Verb.HIDE_POST: moderation.hide_post,
    Verb.UNHIDE_POST: moderation.unhide_post,
}


def register(bolt: Bolt, app: App) -> None:
    """Three forms."""
    for verb in _VERBS:
        when_sent(bolt, app, verb, verb=verb, do=partial(_do, verb))


def open_remove_answer(app: App, press: CasePress) -> None:
    """Show our answers of this case, to choose the one that has to go."""
    _open(app, press, Verb.REMOVE_ANSWER)


def open_hide_post(app: App, press: CasePress) -> None:
    """Show the customer's posts, to choose the one to hide."""
    _open(app, press, Verb.HIDE_POST)


def open_unhide_post(app: App, press: CasePress) -> None:
    """Show the hidden posts, to choose the one to show again."""
    _open(app, press, Verb.UNHIDE_POST)


def _open(app: App, press: CasePress, verb: Verb) -> None:
    open_case_form(app, press, verb=verb, form=partial(_form, verb))


def _form(verb: Verb, acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    found = moderation.offered(acting.desk, case=case, act=_ACTS[verb])
    posts = [Offered(post.pk, post_shown(post)) for post in found]
    return moderation_form(verb, shown, posts=posts, key=key)


def _do(verb: Verb, acting: Acting, key: FormKey, sent: Sent) -> None:
    """The desk looks itself whether the post is one of this case."""
    _VERBS[verb](
        acting.desk,
        case_id=key.case_id,
        message_id=whole_number(sent.values.get("post", "")),
        reason=sent.values.get("reason", ""),
        by=acting.by,
    )
