"""Finding a message by the platform's id of it. The one place that says what makes it the same message."""

from sqlmodel import Session, col, select

from bot.domain.records.message import Message


def message_of(
    *, session: Session, channel: str, account: str, external_id: str | None
) -> Message | None:
    """The message that this account of ours met under this id; None when there is none."""
    if not external_id:
        return None
    query = select(Message).where(
        Message.channel == channel,
        Message.account == account,
        Message.external_id == external_id,
    )
    return session.exec(query).first()


def messages_of_post(*, session: Session, channel: str, external_id: str) -> list[Message]:
    """The messages that one post of the platform became: one for each account of ours that met it."""
    query = select(Message).where(Message.channel == channel, Message.external_id == external_id)
    return list(session.exec(query.order_by(col(Message.id))))
