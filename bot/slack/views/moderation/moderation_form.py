"""The form that takes our answer down, or hides a post: it shows the exact words, and asks why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.cases.post_choice import Offered, post_choice, posts_in_full
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block


@dataclass(frozen=True)
class _Words:
    title: Callable[[], str]
    submit: Callable[[], str]
    question: Callable[[], str]
    means: Callable[[str], str]


_WORDS = {
    Verb.REMOVE_ANSWER: _Words(
        lambda: say("Delete our answer"),
        lambda: say("Delete it"),
        lambda: say("Which answer is to go?"),
        lambda channel: say(
            "It is deleted on {channel} for everybody, with what stands under it there. That cannot be "
            "undone. The words stay in the record.",
            channel=channel,
        ),
    ),
    Verb.HIDE_POST: _Words(
        lambda: say("Hide a post"),
        lambda: say("Hide it"),
        lambda: say("Which post is to be hidden?"),
        lambda channel: say(
            "The public on {channel} sees it no more; its author and their friends still do. It can be "
            "shown again.",
            channel=channel,
        ),
    ),
    Verb.UNHIDE_POST: _Words(
        lambda: say("Show a post again"),
        lambda: say("Show it again"),
        lambda: say("Which post is to be shown again?"),
        lambda channel: say("The public on {channel} sees it again.", channel=channel),
    ),
}


def moderation_form(
    verb: Verb, case: CaseShown, *, posts: Sequence[Offered], key: FormKey
) -> Block:
    """The posts in full, newest first, and the reason."""
    words = _WORDS[verb]
    reason = parts.text_field("reason", most=500, multiline=True)
    return parts.modal(
        callback_id=verb,
        title=words.title(),
        submit=words.submit(),
        close=say("Cancel"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.context(words.means(parts.safe(case.channel_title))),
            *posts_in_full(posts),
            parts.input_block(words.question(), post_choice(posts), block_id="post"),
            parts.input_block(
                say("Reason"),
                reason,
                block_id="reason",
                hint=say("Stands in the record with your name and the time."),
            ),
        ],
    )
