"""The form that blocks the author of a case, or lifts the block; and the list of what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say, say_count
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

BLOCK_FORM = "block_author"
UNBLOCK_FORM = "unblock_author"
TAKE_IN = "take_in_blocked"
_POSTS_MOST = 20


@dataclass(frozen=True)
class AsideShown:
    """One post that was set aside; the text is masked already."""

    post_id: int
    author: str
    channel_title: str
    posted_at: datetime
    text: str
    deleted_at: datetime | None = None


def block_form(case: CaseShown, *, key: FormKey) -> Block:
    """Why, and until when."""
    reason = parts.text_field("reason", most=500, multiline=True)
    explained = say(
        "Their later posts are set aside: kept, listed and counted, and no case is made of them. "
        "Cases that are open stay as they are. A blocked customer may still have a complaint that "
        "the bank must answer."
    )
    return parts.modal(
        callback_id=BLOCK_FORM,
        title=say("Block the author"),
        submit=say("Block"),
        metadata=form_metadata(key),
        blocks=[
            _author(case),
            parts.section(explained),
            parts.input_block(say("Reason"), reason, block_id="reason"),
            parts.input_block(
                say("Until when?"),
                {"type": "datetimepicker", "action_id": "until"},
                block_id="until",
                hint=say("Left empty, until somebody unblocks them."),
                optional=True,
            ),
        ],
    )


def unblock_form(case: CaseShown, *, key: FormKey) -> Block:
    """One press."""
    said = say(
        "This author is blocked. Unblocked, what they post from then on becomes cases again."
    )
    return parts.modal(
        callback_id=UNBLOCK_FORM,
        title=say("Unblock the author"),
        submit=say("Unblock"),
        metadata=form_metadata(key),
        blocks=[_author(case), parts.section(said)],
    )


def aside_view(posts: Sequence[AsideShown], *, count: int, may_take_in: bool) -> Block:
    """What is set aside, the newest first, with a button that takes a post in after all."""
    blocks: list[Block] = []
    for post in posts[:_POSTS_MOST]:
        blocks += _post(post, may_take_in=may_take_in)
    left = count - min(len(posts), _POSTS_MOST)
    if left > 0:
        words = say_count(
            left,
            "and {count} older one, which whoever looks after Earshot can list",
            "and {count} older ones, which whoever looks after Earshot can list",
        )
        blocks.append(parts.context(words))
    return parts.modal(
        callback_id="blocked_posts",
        title=say("Set-aside posts"),
        close=say("Back"),
        blocks=blocks or [parts.section(say("No post is set aside."))],
    )


def _post(post: AsideShown, *, may_take_in: bool) -> list[Block]:
    who = parts.clip(post.author, 90)
    blocks: list[Block] = [
        rich.line(rich.words(who, bold=True), rich.words(f" · {post.channel_title}"))
    ]
    if post.deleted_at is not None:
        blocks.append(
            parts.context(say("Its author took it down, {when}.", when=moment(post.deleted_at)))
        )
        return blocks
    blocks.append(rich.quote(post.text or "–", most=400))
    button = parts.button(say("Take it in"), action_id=TAKE_IN, value=str(post.post_id))
    blocks.append(parts.section(moment(post.posted_at), accessory=button if may_take_in else None))
    return blocks


def _author(case: CaseShown) -> Block:
    return rich.line(
        rich.words(parts.clip(case.author, 90), bold=True), rich.words(f" · {case.channel_title}")
    )
