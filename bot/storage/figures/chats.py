"""What became of invitations into the secure chat in a period, as the trail tells: one query, no words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatRoute, Unlocked
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.of_chats import ChatEntered, ChatInvited, ChatNeverCame, ChatRated
from bot.domain.records.trail.verbs import Trail
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import ChatRow, ChatStep, Scope

_AT_ONCE = 500  # SQLite takes a limited list


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[ChatRow]:
    """The steps in a period; an invitation that was taken back or refused was never sent."""
    query: Any = (
        sqlalchemy.select(
            col(AuditEntry.id),
            col(AuditEntry.case_id),
            col(AuditEntry.verb),
            col(AuditEntry.at),
            col(AuditEntry.details),
        )
        .join(Case, col(Case.id) == col(AuditEntry.case_id))
        .where(
            col(AuditEntry.verb).in_(_READ),
            within(col(AuditEntry.at), start, end),
            *in_scope(scope),
        )
    )
    # Put in their order here: asked for it, SQLite walks through the whole trail.
    found = [
        row
        for _, case_id, verb, at, told in sorted(
            session.connection().execute(query), key=lambda row: row[0]
        )
        if (row := _row(case_id, Trail(verb), at, told)) is not None
    ]
    back = _taken_back(session, [row.reply for row in found if row.reply])
    return _last_ratings([row for row in found if row.reply is None or row.reply not in back])


def _row(case_id: int, verb: Trail, at: datetime, told: Mapping[str, Any]) -> ChatRow | None:
    match verb:
        case Trail.CHAT_INVITED:
            sent = ChatInvited.read(told)
            return ChatRow(
                case_id, ChatStep.SENT, at, sent.invitation, sent.route, reply=sent.reply
            )
        case Trail.CHAT_ENTERED:
            came = ChatEntered.read(told)
            route = ChatRoute.DIRECT if came.how is Unlocked.DIRECT_LINK else ChatRoute.PUBLIC
            step = ChatRow(case_id, ChatStep.CAME, at, came.invitation, route)
            return None if came.again else step
        case Trail.CHAT_NEVER_CAME:
            never = ChatNeverCame.read(told)
            return ChatRow(case_id, ChatStep.NEVER_CAME, at, never.invitation, never.route)
    said = ChatRated.read(told)
    return ChatRow(
        case_id, ChatStep.RATED, at, said.invitation, solved=said.solved, stars=said.stars
    )


_READ = (Trail.CHAT_INVITED, Trail.CHAT_ENTERED, Trail.CHAT_NEVER_CAME, Trail.CHAT_RATED)


def _taken_back(session: Session, replies: Sequence[int | None]) -> set[int | None]:
    """Those of these replies that never went out."""
    gone: set[int | None] = set()
    for first in range(0, len(replies), _AT_ONCE):
        query: Any = select(Reply.id).where(
            col(Reply.id).in_(replies[first : first + _AT_ONCE]),
            col(Reply.withdrawn_at).is_not(None) | col(Reply.refused_at).is_not(None),
        )
        gone.update(session.exec(query))
    return gone


def _last_ratings(rows: Sequence[ChatRow]) -> list[ChatRow]:
    """What was said last of each chat counts."""
    last = {row.invitation: row for row in rows if row.step is ChatStep.RATED}
    return [row for row in rows if row.step is not ChatStep.RATED or last[row.invitation] is row]
