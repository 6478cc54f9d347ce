"""From one thread of a case to the other: the link, once there is one.

A pointer waits the moment that the other headline needs. It does not wait for one that is held up, by
a channel that is archived or no longer private: what it says is true without the link.
"""

from sqlmodel import Session, select

from bot.domain.records.cases.case import CaseThread, Surface
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import headline_key
from bot.outbox.kinds import EventPayload
from bot.outbox.outcome import Refused, TryLater
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped

_MOMENT_S = 2.0


def way_to(*, session: Session, payload: EventPayload, names: Names) -> str:
    """The address of the thread that an event points to; empty when it points to none. Raises Stopped
    while that thread's headline is about to be posted."""
    to_thread = payload.details.get("to_thread")
    there = session.get(CaseThread, to_thread) if to_thread else None
    if there is not None and there.slack_ts is None and _is_about_to_come(session, there):
        reason = "the thread it points to is being opened"
        raise Stopped(TryLater(_MOMENT_S, reason, this_alone=True))
    return names.thread_link(there)


def keep_apart(*, surface: Surface, thread: CaseThread) -> None:
    """Raises Stopped for private words on their way into a public thread, whoever sent them there."""
    if surface == Surface.PRIVATE and thread.surface == Surface.PUBLIC:
        why = "Private words were on their way into a public thread; they were not shown there"
        raise Stopped(Refused("private_words", why))


def _is_about_to_come(session: Session, thread: CaseThread) -> bool:
    headline = select(Delivery.state, Delivery.error).where(
        Delivery.dedupe_key == headline_key(thread.id)
    )
    state, error = session.exec(headline).first() or (None, None)
    if state is DeliveryState.SENDING:
        return True
    return state is DeliveryState.READY and not error
