"""What a digest counts that only the trail tells: one query, no words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlmodel import Session, col

from bot.domain.records.answers.looked import Looked
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import Resolved, Wrote
from bot.domain.records.trail.of_answers import AnswerLookedUp, AnswerWas
from bot.domain.records.trail.verbs import Trail
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope

Entries = Sequence[tuple[int, Mapping[str, Any]]]  # case and details, the oldest first
Told = Mapping[Trail, Entries]

_READ = (
    *(Trail.WROTE, Trail.OPENED, Trail.RESOLVED),
    *(Trail.ANSWER_LOOKED_UP, Trail.ANSWER_WAS),
)


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> Told:
    """The entries of a period, by their verb."""
    query: Any = (
        sqlalchemy.select(
            col(AuditEntry.id),
            col(AuditEntry.case_id),
            col(AuditEntry.verb),
            col(AuditEntry.details),
        )
        .join(Case, col(Case.id) == col(AuditEntry.case_id))
        .where(
            col(AuditEntry.verb).in_(_READ),
            within(col(AuditEntry.at), start, end),
            *in_scope(scope),
        )
    )
    by_verb = defaultdict[Trail, list[tuple[int, Mapping[str, Any]]]](list)
    # Put in their order here: asked for it, SQLite walks through the whole trail.
    found = sorted(session.connection().execute(query), key=lambda row: row[0])
    for _, case_id, verb, details in found:
        by_verb[Trail(verb)].append((case_id, details))
    return by_verb


def thanked(told: Told) -> frozenset[int]:
    """The cases whose customer said thanks and nothing else: that starts no clock and reopens nothing."""
    said = (*told.get(Trail.WROTE, ()), *told.get(Trail.OPENED, ()))
    return frozenset(case_id for case_id, each in said if Wrote.read(each).thanks)


def resolved_unanswered(told: Told) -> frozenset[int]:
    """The cases that were resolved while the customer waited and got no answer."""
    ended = told.get(Trail.RESOLVED, ())
    return frozenset(case_id for case_id, each in ended if Resolved.read(each).unanswered)


def on_word(told: Told) -> frozenset[int]:
    """The cases whose answer a person told of and nobody could look at, unless it was taken back."""
    last = {
        (case_id, each.message): each.found
        for case_id, details in told.get(Trail.ANSWER_LOOKED_UP, ())
        for each in [AnswerLookedUp.read(details)]
    }
    none = {
        (case_id, AnswerWas.read(details).message)
        for case_id, details in told.get(Trail.ANSWER_WAS, ())
        if AnswerWas.read(details).purpose == Purpose.NOTHING
    }
    return frozenset(
        case_id
        for (case_id, message), found in last.items()
        if found is Looked.NOBODY_LOOKED and (case_id, message) not in none
    )
