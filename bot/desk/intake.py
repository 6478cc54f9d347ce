"""Taking in what happened on a channel: a case, part of one, or nothing of use with a reason.

Everything here is told more than once and out of order, so each step first asks what is already known.
"""

from dataclasses import dataclass

from sqlmodel import select

from bot.desk import answers_seen, case_finding, changes, postings, recording
from bot.desk.desk import Desk
from bot.domain.case import Case
from bot.domain.inbound import Happening, Inbound
from bot.domain.message import EarlyRemoval, Message


@dataclass(frozen=True)
class TakenIn:
    """What became of one happening. ``reason`` says why, when it became no part of a case."""

    case_id: int | None
    reason: str = ""


def take_in(desk: Desk, *, inbound: Inbound) -> TakenIn:
    """Settle one happening, in the caller's transaction. Safe to repeat."""
    if inbound.is_ours:
        return TakenIn(*answers_seen.take_in(desk, inbound=inbound))
    if inbound.happening in {Happening.HIDDEN, Happening.UNHIDDEN}:
        return _visibility(desk, inbound=inbound)
    if inbound.happening == Happening.REMOVED:
        return _removed(desk, inbound=inbound)
    known = find_message(desk, channel=inbound.channel, external_id=inbound.external_id)
    if known is not None:
        changed = changes.edit(desk, message=known, inbound=inbound)
        return TakenIn(known.case_id, "" if changed else "already known")
    if inbound.is_repost:
        return TakenIn(None, "a repost without words of its own")
    if desk.session.get(EarlyRemoval, (inbound.channel, inbound.external_id)) is not None:
        return TakenIn(None, "removed by its author before it reached us")
    return TakenIn(_posted(desk, inbound=inbound).number)


def find_message(desk: Desk, *, channel: str, external_id: str) -> Message | None:
    """A message we hold, by the channel's own id."""
    query = select(Message).where(Message.channel == channel, Message.external_id == external_id)
    return desk.session.exec(query).first()


def _posted(desk: Desk, *, inbound: Inbound) -> Case:
    author = recording.author(desk, inbound=inbound)
    found = case_finding.find(desk, inbound=inbound, author=author)
    if found.case is None:
        return recording.open_case(desk, inbound=inbound, author=author, previous=found.previous)
    message = recording.message(desk, case=found.case, inbound=inbound, author=author)
    case_finding.customer_wrote(desk, case=found.case, message=message, author=author)
    thread = recording.thread(desk, case=found.case, surface=message.surface)
    postings.said(desk, thread=thread, message_id=message.id or 0, revision=1, what="posted")
    postings.redraw(desk, case=found.case)
    return found.case


def _removed(desk: Desk, *, inbound: Inbound) -> TakenIn:
    known = find_message(desk, channel=inbound.channel, external_id=inbound.external_id)
    if known is None:
        gone = EarlyRemoval(
            channel=inbound.channel, external_id=inbound.external_id, removed_at=inbound.at
        )
        desk.session.merge(gone)
        return TakenIn(None, "removed before it reached us")
    changed = changes.remove(desk, message=known, inbound=inbound)
    return TakenIn(known.case_id, "" if changed else "already known")


def _visibility(desk: Desk, *, inbound: Inbound) -> TakenIn:
    known = find_message(desk, channel=inbound.channel, external_id=inbound.external_id)
    if known is None:
        return TakenIn(None, f"{inbound.happening} something we do not hold")
    changes.visibility(desk, message=known, inbound=inbound)
    return TakenIn(known.case_id)
