"""An answer in several posts: each leaves once the one before is there, and answers it.

The next post is enqueued in the commit that writes down the receipt of the one before: what was refused, or is in
doubt, holds the rest by itself, and no crash sends a post twice or out of turn.
"""

from dataclasses import replace

from bot.desk.desk import Desk
from bot.desk.messages import held_rest
from bot.domain.channels.capabilities import Capabilities
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.domain.text.answer_parts import parts_of
from bot.language import stored
from bot.outbox.delivery import Delivery
from bot.outbox.enqueue import enqueue
from bot.outbox.gone_back import FORGOTTEN
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt


def most_posts(channel: Capabilities, surface: Surface) -> int:
    """Of how many posts one answer may consist there."""
    return channel.chain_most if surface == Surface.PUBLIC else 1


def posts(desk: Desk, *, reply: Reply, channel: str) -> tuple[str, ...]:
    """The posts that an answer is published as, one as a rule."""
    most = most_posts(desk.channels[channel], reply.surface)
    found = parts_of(reply.text) if most > 1 else (reply.text,)
    return found if len(found) <= most else (reply.text,)


def seek(desk: Desk, *, delivery: Delivery) -> None:
    """Note that this post, and what follows it, may be out from a moment that the database lost."""
    post = ReplyPayload.read(delivery.payload)
    if post.part < post.parts:
        delivery.payload = replace(post, sought=True).stored()
        desk.session.add(delivery)


def go_on(
    desk: Desk,
    *,
    case: Case,
    reply: Reply,
    delivery: Delivery,
    receipt: Receipt,
    ended: bool = False,
) -> None:
    """Enqueue the post that follows the one that is there now; nothing after the last.

    It is held where a post of the answer is deleted, or is being, or is in question again, or the case
    has ``ended``; and looked for first where it may be out already.
    """
    before = ReplyPayload.read(delivery.payload)
    words = posts(desk, reply=reply, channel=before.channel)
    if before.part >= before.parts or len(words) != before.parts:
        return
    seeks = before.sought and not delivery.resends
    holds = (
        ended
        or reply.published_at is None
        or held_rest.is_cut(desk, reply=reply)
        or bool(held_rest.posts_open(desk, reply=reply))
    )
    following = enqueue(
        session=desk.session,
        lane=delivery.lane,
        ordering_key=delivery.ordering_key,
        priority=delivery.priority,
        payload=replace(
            before,
            in_reply_to=receipt.reference,
            text=words[before.part],
            part=before.part + 1,
            sought=seeks,
        ),
        dedupe_key=f"{_key(delivery)}:{before.part + 1}:{receipt.reference}",
        case_id=delivery.case_id,
        actor=reply.by,
    )
    if following is None:
        return
    if holds:
        by = reply.by if ended else Actor.system()
        held_rest.hold(desk, case=case, reply=reply, delivery=following, by=by, ended=ended)
    elif seeks:
        following.attempt, following.intent_at = 1, receipt.at or delivery.intent_at
        now = desk.database_now
        following.mark_in_doubt(stored(FORGOTTEN), now=now, look_at=now)
        desk.session.add(following)


def once_more(desk: Desk, *, reply: Reply, delivery: Delivery) -> bool:
    """Enqueue a post that was refused or dropped again; False where that was done before."""
    queued = enqueue(
        session=desk.session,
        lane=delivery.lane,
        ordering_key=delivery.ordering_key,
        priority=delivery.priority,
        payload=ReplyPayload.read(delivery.payload),
        dedupe_key=f"{_key(delivery)}:again:{delivery.pk}",
        case_id=delivery.case_id,
        actor=reply.by,
    )
    return queued is not None


def _key(delivery: Delivery) -> str:
    """The key of the answer, which that of its first post is."""
    return ":".join(delivery.dedupe_key.split(":")[:3])
