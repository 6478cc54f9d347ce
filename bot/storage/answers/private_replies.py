"""Whether a public post has had its one private answer."""

from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message


def was_given(*, session: Session, brand: str, post: Message) -> bool:
    """From here, on its way also; or by a colleague in the native app. From whatever case of the
    brand: the post may have been split off since, or its case have gone on in another."""
    ours = (
        select(Reply.id)
        .join(Case, col(Case.id) == col(Reply.case_id))
        .where(
            Case.channel == post.channel,
            Case.brand == brand,
            Reply.surface == Surface.PRIVATE,
            Reply.in_reply_to == post.external_id,
            col(Reply.channel).is_(None),
            col(Reply.withdrawn_at).is_(None),
            col(Reply.refused_at).is_(None),
        )
    )
    native = select(Message.id).where(
        Message.channel == post.channel,
        Message.account == post.account,
        Message.surface == Surface.PRIVATE,
        Message.direction == Direction.OUTBOUND,
        Message.parent_external_id == post.external_id,
    )
    return any(session.exec(query).first() is not None for query in (ours, native))
