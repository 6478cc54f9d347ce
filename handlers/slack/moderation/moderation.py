"""Deleting our own answer, hiding a post and showing it again: each with one form."""

from collections.abc import Callable

from bot.desk.moderation import moderation
from bot.domain.records.answers.moderation import Act
from bot.domain.rules.role_rules import Verb
from bot.slack.shown.cases.posts import post_shown
from bot.slack.views.cases.post_choice import Offered
from bot.slack.views.moderation.moderation_form import moderation_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import Sent, whole_number
from handlers.slack.door.verb_rows import Asked, CaseForm


def _row(verb: Verb, act: Act, do: Callable[..., object]) -> CaseForm:
    def draw(asked: Asked) -> Block:
        found = moderation.offered(asked.acting.desk, case=asked.case, act=act)
        posts = [Offered(post.pk, post_shown(post)) for post in found]
        return moderation_form(verb, asked.shown, posts=posts, key=asked.key)

    def send(acting: Acting, sent: Sent) -> None:
        """The desk looks itself whether the post is one of this case."""
        do(
            acting.desk,
            case_id=sent.case_id,
            message_id=whole_number(sent.text("post")),
            reason=sent.text("reason"),
            by=acting.by,
        )

    return CaseForm(verb, draw=draw, sends={verb: send})


REMOVE_ANSWER = _row(Verb.REMOVE_ANSWER, Act.REMOVE_ANSWER, moderation.remove_answer)
HIDE_POST = _row(Verb.HIDE_POST, Act.HIDE, moderation.hide_post)
UNHIDE_POST = _row(Verb.UNHIDE_POST, Act.UNHIDE, moderation.unhide_post)
