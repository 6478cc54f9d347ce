"""What of a case stands in public: our answers and the customer's posts, removed and hidden ones too."""

from sqlmodel import Session, select

from bot.domain.records.case import Surface
from bot.domain.records.message import Direction, Message
from bot.slack.views.models import PostsShown


def public_posts(
    *, session: Session, case_id: int, can_remove_answers: bool, can_hide: bool
) -> PostsShown:
    """Counted from the messages of the case."""
    query = select(Message.direction, Message.deleted_at, Message.hidden_at).where(
        Message.case_id == case_id, Message.surface == Surface.PUBLIC
    )
    rows = session.exec(query).all()
    ours = [deleted for direction, deleted, _ in rows if direction == Direction.OUTBOUND]
    theirs = [
        hidden
        for direction, deleted, hidden in rows
        if direction == Direction.INBOUND and deleted is None
    ]
    return PostsShown(
        answers=sum(deleted is None for deleted in ours),
        answers_removed=sum(deleted is not None for deleted in ours),
        visible=sum(hidden is None for hidden in theirs),
        hidden=sum(hidden is not None for hidden in theirs),
        can_remove_answers=can_remove_answers,
        can_hide=can_hide,
    )
