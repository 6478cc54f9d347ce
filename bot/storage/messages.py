"""Finding a message by the platform's id of it. The one place that says what makes it the same message."""

from sqlmodel import Session, col, select

from bot.domain.records.case import Case, Surface
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


def message_of_brand(
    *, session: Session, brand: str, channel: str, account: str, external_id: str | None
) -> Message | None:
    """The same; of a public post also the message that another account of the brand met."""
    own = message_of(session=session, channel=channel, account=account, external_id=external_id)
    if own is not None or not external_id or not brand:
        return own
    query = (
        select(Message)
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(
            Message.channel == channel,
            Message.external_id == external_id,
            Message.surface == Surface.PUBLIC,
            Case.brand == brand,
        )
    )
    return session.exec(query.order_by(col(Message.id))).first()


def messages_of_post(*, session: Session, channel: str, external_id: str) -> list[Message]:
    """The messages that one post of the platform became: one for each brand that met it."""
    query = select(Message).where(Message.channel == channel, Message.external_id == external_id)
    return list(session.exec(query.order_by(col(Message.id))))
