"""What became of the customer's words since an answer to them was asked about."""

from dataclasses import dataclass

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.records.answers.approval import Approval
from bot.domain.records.answers.reply import Reply
from bot.domain.records.messages.message import Direction, Message, MessageRevision
from bot.language import say


@dataclass(frozen=True)
class News:
    """What whoever asked could not know."""

    wrote_again: bool = False
    edited: bool = False
    answered: bool = False  # by a colleague, from here or in a native app

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each as one sentence."""
        told = (
            (self.wrote_again, say("The customer wrote again after this was written.")),
            (self.edited, say("The customer changed their message after this was written.")),
            (self.answered, say("Somebody answered the customer after this was written.")),
        )
        return tuple(sentence for is_so, sentence in told if is_so)


def news(desk: Desk, *, reply: Reply, row: Approval, last: Message) -> News:
    """What came in since; ``last`` is the message that would be answered now."""
    edits = select(MessageRevision.id).where(
        MessageRevision.message_id == last.id,
        MessageRevision.revision > 1,
        MessageRevision.received_at > row.asked_at,
    )
    answers = select(Message.id).where(
        Message.case_id == reply.case_id,
        Message.direction == Direction.OUTBOUND,
        Message.received_at > row.asked_at,
        col(Message.deleted_at).is_(None),
    )
    wrote_again = last.external_id != reply.in_reply_to
    return News(
        wrote_again=wrote_again,
        edited=not wrote_again and desk.session.exec(edits).first() is not None,
        answered=desk.session.exec(answers).first() is not None,
    )
