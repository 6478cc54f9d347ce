"""The last door before Slack: nothing of a private thread leaves while its channel is not private.

Asked when the message is sent, so that a channel which was opened meanwhile gets no more words.
"""

from datetime import timedelta

from sqlmodel import Session

from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.private_channel import PrivateChannel
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import ConsultPayload, DeliveryKind, RedrawPayload, SlackPayload
from bot.outbox.outcome import Parcel, TryLater
from bot.slack.api.outcomes import Stopped, waits_for
from bot.storage.engine import ours

_SOON_S = 5.0


def keep_private(*, session: Session, parcel: Parcel, trusted_for: timedelta) -> None:
    """Raises Stopped when the message belongs to a private thread whose channel is not known to be
    private, or was read longer ago than it is trusted for."""
    slack_channel = _private_place(session, parcel)
    if not slack_channel:
        return
    known = session.get(PrivateChannel, slack_channel)
    if known is None:
        raise Stopped(TryLater(_SOON_S, "its Slack channel was not read yet", this_alone=True))
    if not known.is_safe(ours(session).first_now, trusted_for=trusted_for):
        raise Stopped(waits_for("private_channel_open", slack_channel=slack_channel))


def _private_place(session: Session, parcel: Parcel) -> str:
    """The Slack channel of a message that is private; empty of any other. Of a message drawn anew, that of
    the first drawing."""
    is_redraw = parcel.kind == DeliveryKind.REDRAW
    again = RedrawPayload.read(parcel.payload).delivery_id if is_redraw else None
    quoted = session.get(Delivery, again) if again is not None else None
    kind, stored = (quoted.kind, quoted.payload) if quoted else (parcel.kind, parcel.payload)
    if kind == DeliveryKind.CONSULT:
        asked = ConsultPayload.read(stored)
        return asked.slack_channel if asked.private else ""
    place = SlackPayload.read(stored)
    thread = session.get(CaseThread, place.thread_id) if place.thread_id is not None else None
    return thread.slack_channel if thread and thread.surface == Surface.PRIVATE else ""
