"""What a blocked author is called in a list: who wrote in private alone is named to nobody outside."""

from sqlmodel import col, select

from bot.desk import private_words
from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.language import say
from bot.storage.cases.private_words import not_hidden


def name_of(desk: Desk, *, author: Author | None) -> str:
    """Their name, for whoever pressed: of somebody who was never seen in public only for those who
    may read their private words."""
    if author is None:
        return say("Somebody")
    if _was_public(desk, author=author) or _is_readable(desk, author=author):
        return author.shown_as
    return say("Somebody who wrote in private")


def _was_public(desk: Desk, *, author: Author) -> bool:
    """A post of theirs that was set aside is none of a case."""
    query = select(BlockedPost.id).where(
        BlockedPost.author_id == author.id, BlockedPost.surface == str(Surface.PUBLIC)
    )
    return desk.session.exec(query.limit(1)).first() is not None


def _is_readable(desk: Desk, *, author: Author) -> bool:
    """Something of a case of theirs is public, or stands in a private channel the reader is in."""
    channels = private_words.channels_read_by(desk, desk.pressed_by)
    query = select(Case.id).where(col(Case.author_id) == author.id, not_hidden(channels))
    return desk.session.exec(query.limit(1)).first() is not None
