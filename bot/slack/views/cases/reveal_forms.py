"""The form that asks why, the one that shows for a minute what was masked, and what is left of that."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.cases.case_forms import who_line
from bot.slack.views.cases.post_choice import Offered, post_choice, posts_in_full
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

REVEAL_FORM, REVEALED, HIDDEN_AGAIN = "reveal", "revealed", "revealed_no_more"


def reveal_form(case: CaseShown, *, posts: Sequence[Offered], key: FormKey) -> Block:
    """The posts as they are shown to everybody, and the reason."""
    return parts.modal(
        callback_id=REVEAL_FORM,
        title=say("What was masked"),
        submit=say("Show for a minute"),
        close=say("Cancel"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.context(
                say(
                    "You alone see the original, here and for one minute. Card numbers, codes, PINs and "
                    "passwords stay hidden. Every look is counted, and your lead reads who looked and why."
                )
            ),
            *posts_in_full(posts),
            parts.input_block(say("Which post?"), post_choice(posts), block_id="post"),
            parts.reason_block(say("What do you need it for?")),
        ],
    )


def revealed_view(case: CaseShown, *, text: str, posted_at: datetime, until: datetime) -> Block:
    """The post as it was written. The worker draws HIDDEN_AGAIN in its place when the minute is over."""
    return parts.modal(
        callback_id=REVEALED,
        title=say("For one minute"),
        close=say("Close"),
        blocks=[
            who_line(case),
            parts.context(
                say(
                    "Written {posted}. It is hidden again {until}. Please do not copy it into Slack.",
                    posted=moment(posted_at),
                    until=moment(until),
                )
            ),
            rich.post(text),
        ],
    )


def hidden_again_view() -> Block:
    """What stands there after the minute."""
    return parts.modal(
        callback_id=HIDDEN_AGAIN,
        title=say("Hidden again"),
        close=say("Close"),
        blocks=[
            parts.section(
                say(
                    "The minute is over, and the words are hidden again. If you still need them, choose "
                    "*Show what was masked…* on the case once more."
                )
            )
        ],
    )
