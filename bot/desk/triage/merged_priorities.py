"""What merging and un-merging do to a priority: what is graver goes along, and goes back.

Signals are not carried: a case is read with those of every case that goes on in it.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.desk.desk import Desk
from bot.desk.threads.thread_events import tell
from bot.desk.triage import priorities
from bot.desk.triage.priorities import Standing
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.cases.merge import Merge
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import PriorityChanged
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit
from bot.storage.triage import signals as stored


def take_over(desk: Desk, *, case: Case, source: Case, by: Actor) -> None:
    """Raise a case to the priority of the one that went into it, for the same reason and on the same word."""
    rank = desk.rules.priority.rank
    if rank(source.priority) <= rank(case.priority):
        return
    decided = priorities.latest(desk, case=source)
    to = priorities.standing_of(decided) if decided else Standing(source.priority, [])
    _change(desk, case=case, to=to, by=by, came_from=source.number)


def give_back(desk: Desk, *, case: Case, source: Case, merge: Merge, by: Actor) -> None:
    """Take back what the merge of ``source`` raised, as far as what stays asks for less; nothing where
    something else decided since. The source follows what was heard, or was not so, of its words meanwhile."""
    _catch_up(desk, source=source, since=merge.merged_at, by=by)
    before = _raised_from(desk, case=case, source=source)
    if before is None:
        return
    by_words = priorities.by_words(desk, case=case)
    asked = [
        before,
        *([Standing(*by_words)] if by_words else []),
        *_by_signals(desk, stored.standing(session=desk.session, case_id=case.number)),
    ]
    _change_if(desk, case=case, to=_gravest(desk, asked), by=by, is_lower=True)


def _catch_up(desk: Desk, *, source: Case, since: datetime, by: Actor) -> None:
    standing = stored.standing(session=desk.session, case_id=source.number)
    heard = _by_signals(desk, [row for row in standing if row.found_at >= since])
    if heard:
        _change_if(desk, case=source, to=_gravest(desk, heard), by=by, is_lower=False)
    elif not standing and stored.were_taken_back(
        session=desk.session, case_id=source.number, since=since
    ):
        left = priorities.left(desk, case=source)
        _change_if(desk, case=source, to=left, by=by, is_lower=True)


def _raised_from(desk: Desk, *, case: Case, source: Case) -> Standing | None:
    """What was in force before, if the last change of all came with that merge."""
    entries = audit.entries(session=desk.session, case_id=case.number)
    changes = [PriorityChanged.read(one.details) for one in entries if one.verb == Trail.PRIORITY]
    if not changes or changes[-1].came_from != source.number:
        return None
    _, *earlier = priorities.decisions(desk, case=case)
    return priorities.standing_of(earlier[0]) if earlier else Standing(changes[-1].from_, [])


def _by_signals(desk: Desk, rows: Iterable[CaseSignal]) -> list[Standing]:
    """What each of them asks for."""
    asked = ((row, desk.rules.priority_of_signals([row.signal])) for row in rows)
    return [
        Standing(found[0], priorities.tellable(row.surface, found[1]))
        for row, found in asked
        if found is not None
    ]


def _gravest(desk: Desk, asked: Iterable[Standing]) -> Standing:
    rank = desk.rules.priority.rank
    return max(asked, key=lambda one: rank(one.priority))


def _change_if(desk: Desk, *, case: Case, to: Standing, by: Actor, is_lower: bool) -> None:
    rank = desk.rules.priority.rank
    before, after = rank(case.priority), rank(to.priority)
    if after < before if is_lower else after > before:
        _change(desk, case=case, to=to, by=by)


def _change(
    desk: Desk, *, case: Case, to: Standing, by: Actor, came_from: int | None = None
) -> None:
    """Told without the reason of a person, who gave it for the other case; the headline has it."""
    priorities.changed(desk, case=case, to=to, by=by, came_from=came_from)
    tell(
        desk,
        case=case,
        template="priority",
        by=Actor.system(),
        level=to.priority,
        because=to.because,
    )
