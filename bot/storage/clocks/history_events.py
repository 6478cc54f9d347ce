"""How each verb of the trail is read back as something that happened to a case's clocks.

``REPLAYED`` has the verbs that clocks hear; why they do not hear the others stands in ``not_replayed``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.handover import Handover
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import (
    RULES,
    ClocksSuperseded,
    ComplaintMarked,
    ComplaintRecorded,
    ComplaintWithdrawn,
    GaveBack,
    HandedOver,
    Merged,
    MessageRemoved,
    NotActionable,
    OfComplaint,
    Opened,
    PriorityChanged,
    Reopen,
    Resolved,
    Split,
    TookOver,
    Unmerged,
    Wrote,
)
from bot.domain.records.trail.of_answers import (
    AnsweredElsewhere,
    AnswerFollowed,
    AnswerLookedUp,
    AnswerOwed,
    AnswerWas,
    ApprovalAsked,
    ApprovalDecided,
    ReplyPublished,
)
from bot.domain.records.trail.parts import Details
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.regulatory import STOP_TITLE
from bot.domain.sla.replays.history import Event, What

_STOP_BY_TITLE = {
    title: str(event) for event, title in STOP_TITLE.items()
}  # as it once was written
_REPLIES = {Purpose.ANSWERS: What.ANSWERED, Purpose.ASKS: What.ASKED}


@dataclass(frozen=True)
class Rows:
    """What the entries of some cases name."""

    messages: dict[int, Message]
    handovers: list[Handover]
    replies: dict[int, Reply]
    posts: dict[int, Message]  # what became of a reply on its channel, by the reply's id
    recorded: dict[int, datetime]  # as of when an answer counted that was given before that


Reader = Callable[[AuditEntry, Rows], Event | None]


def event_of(entry: AuditEntry, rows: Rows) -> Event | None:
    """What an entry of the trail says happened; None where it changes no clock, or what it names is gone."""
    read = REPLAYED.get(entry.verb)
    event = read(entry, rows) if read is not None else None
    if event is None:
        return None
    return replace(event, place=entry.pk, rules=str(entry.details.get(RULES, "")))


def _plain(what: What) -> Reader:
    """That it happened, and when it was written down."""
    return lambda entry, _rows: Event(what, at=entry.at, known_at=entry.at)


def _whole(what: What, details: type[Details]) -> Reader:
    """With all that the entry says."""

    def read(entry: AuditEntry, _rows: Rows) -> Event:
        told = details.read(entry.details)
        return Event(what, at=entry.at, known_at=entry.at, details=told)

    return read


def _reopened(entry: AuditEntry, _rows: Rows) -> Event:
    """A reopening by a word counts from that word's own time, however late it reached us."""
    told = Reopen.read(entry.details)
    return Event(What.REOPENED, at=told.reopened_at or entry.at, known_at=entry.at, details=told)


def _resolved(entry: AuditEntry, _rows: Rows) -> Event:
    accepted = Resolved.read(entry.details).accepted is not False
    return Event(What.RESOLVED, at=entry.at, known_at=entry.at, accepted=accepted)


def _set_aside(entry: AuditEntry, _rows: Rows) -> Event:
    why = NotActionable.read(entry.details).outcome
    return Event(What.NOT_ACTIONABLE, at=entry.at, known_at=entry.at, detail=why)


def _removed(entry: AuditEntry, _rows: Rows) -> Event:
    number = MessageRemoved.read(entry.details).message
    return Event(What.REMOVED, at=entry.at, known_at=entry.at, message_id=number)


def _rules_applied(entry: AuditEntry, _rows: Rows) -> Event:
    by_rule = ClocksSuperseded.read(entry.details).by_rule
    return Event(What.RULES_APPLIED, at=entry.at, known_at=entry.at, by_rule=by_rule)


def _priority(entry: AuditEntry, _rows: Rows) -> Event:
    to = PriorityChanged.read(entry.details).to
    return Event(What.PRIORITY, at=entry.at, known_at=entry.at, detail=to)


def _handed_over(entry: AuditEntry, _rows: Rows) -> Event:
    team = HandedOver.read(entry.details).to_team or ""
    return Event(What.HANDED_OVER, at=entry.at, known_at=entry.at, detail=team)


def _approval(what: What, details: type[ApprovalAsked | ApprovalDecided]) -> Reader:
    def read(entry: AuditEntry, _rows: Rows) -> Event:
        surface = details.read(entry.details).surface
        return Event(what, at=entry.at, known_at=entry.at, surface=surface)

    return read


def _complaint(what: What, details: type[OfComplaint]) -> Reader:
    def read(entry: AuditEntry, _rows: Rows) -> Event:
        told = details.read(entry.details)
        return Event(
            what,
            at=entry.at,
            known_at=entry.at,
            detail=told.preset,
            by=str(entry.actor),
            stop_event=_STOP_BY_TITLE.get(told.event, told.event),
            received_at=told.received_at,
            accepted=told.accepted is not False,
        )

    return read


def _opened(entry: AuditEntry, rows: Rows) -> Event | None:
    told = Opened.read(entry.details)
    return _word(What.THANKED if told.thanks else What.OPENED, rows, told.message)


def _wrote(entry: AuditEntry, rows: Rows) -> Event | None:
    told = Wrote.read(entry.details)
    began = What.OPENED if told.begins else What.WROTE
    began = What.THANKED if told.thanks else began
    if told.edited_at is not None:
        return Event(
            began,
            at=told.edited_at,
            known_at=told.heard_at or entry.at,
            message_id=told.message,
            surface=told.surface,
            again=True,
        )
    return _word(began, rows, told.message)


def _answered_elsewhere(entry: AuditEntry, rows: Rows) -> Event | None:
    number = AnsweredElsewhere.read(entry.details).message
    message = rows.messages.get(number or 0)
    if message is None or message.direction != Direction.OUTBOUND:
        return None
    given = _word(What.ANSWERED_ELSEWHERE, rows, number)
    return given and replace(given, at=rows.recorded.get(message.pk, given.at))


def _seen_earlier(entry: AuditEntry, rows: Rows) -> Event | None:
    """That an answer was seen; none where its time is the one it had counted as of all along."""
    told = AnswerLookedUp.read(entry.details)
    message = rows.messages.get(told.message or 0)
    if message is None or told.recorded is None:
        return None
    return Event(What.SEEN_EARLIER, at=message.posted_at, known_at=entry.at, message_id=message.id)


def _word(what: What, rows: Rows, number: int | None) -> Event | None:
    """A message, at its own time on the platform."""
    message = rows.messages.get(number or 0)
    if message is None:
        return None
    return Event(
        what,
        at=message.posted_at,
        known_at=message.received_at,
        message_id=message.id,
        surface=str(message.surface),
        in_chat=message.channel == WEBCHAT,
    )


def _followed(entry: AuditEntry, _rows: Rows) -> Event:
    """An answer to a case that went into this one, published afterwards."""
    told = AnswerFollowed.read(entry.details)
    return Event(
        _REPLIES.get(told.purpose, What.REPLIED),
        at=told.at,
        known_at=entry.at,
        surface=told.surface,
        in_chat=told.in_chat,
        seen_until=told.seen_until,
    )


def _said_otherwise(entry: AuditEntry, rows: Rows) -> Event | None:
    told = AnswerWas.read(entry.details)
    message = rows.messages.get(told.message or 0)
    if message is None:
        return None
    return Event(
        What.NO_ANSWER,
        at=message.posted_at,
        known_at=entry.at,
        message_id=message.id,
        detail=told.purpose,
    )


def _owed_again(entry: AuditEntry, _rows: Rows) -> Event:
    told = AnswerOwed.read(entry.details)
    return Event(
        What.OWED_AGAIN,
        at=entry.at,
        known_at=entry.at,
        message_id=told.waits,
        surface=told.surface,
    )


def _published(entry: AuditEntry, rows: Rows) -> Event | None:
    told = ReplyPublished.read(entry.details)
    reply = rows.replies.get(told.reply or 0)
    at = told.at or (reply.published_at if reply is not None else None)
    if reply is None or at is None:
        return None
    post = rows.posts.get(reply.pk)
    known = post.id if post is not None else None
    return Event(
        _REPLIES.get(reply.purpose, What.REPLIED),
        at=at,
        known_at=entry.at,
        message_id=told.message or known,
        surface=str(reply.surface),
        in_chat=reply.channel == WEBCHAT,
        seen_until=reply.written_at,
    )


REPLAYED: Mapping[str, Reader] = {
    Trail.OPENED: _opened,
    Trail.WROTE: _wrote,
    Trail.MESSAGE_REMOVED: _removed,
    Trail.CLAIM: _plain(What.CLAIMED),
    Trail.RELEASE: _plain(What.RELEASED),
    Trail.HAND_OVER: _handed_over,
    Trail.PRIORITY: _priority,
    Trail.REPLY_PUBLISHED: _published,
    Trail.ANSWERED_ELSEWHERE: _answered_elsewhere,
    Trail.ANSWER_LOOKED_UP: _seen_earlier,
    Trail.ANSWER_WAS: _said_otherwise,
    Trail.ANSWER_OWED: _owed_again,
    Trail.ANSWER_FOLLOWED: _followed,
    Trail.APPROVAL_ASKED: _approval(What.APPROVAL_ASKED, ApprovalAsked),
    Trail.APPROVAL_DECIDED: _approval(What.APPROVAL_DECIDED, ApprovalDecided),
    Trail.RESOLVED: _resolved,
    Trail.NOT_ACTIONABLE: _set_aside,
    Trail.REOPEN: _reopened,
    Trail.MERGED: _whole(What.MERGED, Merged),
    Trail.UNMERGED: _whole(What.UNMERGED, Unmerged),
    Trail.TOOK_OVER: _whole(What.TOOK_OVER, TookOver),
    Trail.GAVE_BACK: _whole(What.GAVE_BACK, GaveBack),
    Trail.SPLIT: _whole(What.SPLIT, Split),
    Trail.COMPLAINT_MARKED: _complaint(What.MARKED, ComplaintMarked),
    Trail.COMPLAINT_WITHDRAWN: _complaint(What.WITHDRAWN, ComplaintWithdrawn),
    Trail.COMPLAINT_RECORDED: _complaint(What.RECORDED, ComplaintRecorded),
    Trail.CLOCKS_SUPERSEDED: _rules_applied,
    Trail.CHAT_ENDED: _plain(What.CHAT_OVER),
    Trail.CHAT_REVOKED: _plain(What.CHAT_OVER),
}
