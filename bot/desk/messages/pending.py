"""What staff asked a platform to do with a post, and has not ended yet."""

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.records.answers.moderation import Moderation


def pending_moderation(desk: Desk, *, message_id: int) -> Moderation | None:
    """The moderation of this post that was neither done nor refused yet, or None."""
    query = select(Moderation).where(
        Moderation.message_id == message_id,
        col(Moderation.done_at).is_(None),
        col(Moderation.refused_at).is_(None),
    )
    return desk.session.exec(query).first()
