"""Moving running clocks to the policy and calendars in force now: only on purpose, and on the record.

The old clock is closed as superseded and keeps its misses; a new one begins where that one began. Nothing
else ever touches a clock that runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import ClocksSuperseded
from bot.domain.sla import rebeginning, superseding
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.decisions import EVERY
from bot.domain.sla.policy import Subject
from bot.domain.sla.replays.replay import waits_of
from bot.domain.sla.superseding import Move
from bot.storage.cases.handovers import team_at
from bot.storage.clocks.case_clocks import StoredClocks
from bot.storage.clocks.history import history_of
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.clocks.timeline import timeline


@dataclass(frozen=True)
class Change:
    """One running clock, before and after. ``after`` is none where no rule takes the case now."""

    case_id: int
    metric: str
    clock_id: int
    before: SlaClock
    after: SlaClock | None

    @property
    def due_before(self) -> datetime | None:
        """When it is due now."""
        return self.before.due_at

    @property
    def due_after(self) -> datetime | None:
        """When it would be due."""
        return self.after.due_at if self.after is not None else None

    @property
    def keeps_its_promise(self) -> bool:
        """Whether only the version of the rules is another: promised is the same, for the same time."""
        if self.after is None:
            return False
        before = (self.before.target, self.due_before)
        return before == (self.after.target, self.due_after)


def cases_behind(desk: Desk) -> list[int]:
    """The cases with a running clock that counts by a policy, preset or calendar not in force any more."""
    rules = desk.rules
    calendars = (*rules.calendars.values(), *rules.regulatory_calendars.values())
    policies = [rules.sla.version, *(one.version for one in rules.regulatory.choices.values())]
    query = (
        select(SlaClock.case_id)
        .where(
            col(SlaClock.met_at).is_(None),
            col(SlaClock.stopped_at).is_(None),
            col(SlaClock.policy_version).not_in(policies)
            | col(SlaClock.calendar_version).not_in([each.version for each in calendars]),
        )
        .distinct()
        .order_by(col(SlaClock.case_id))
    )
    return list(desk.session.exec(query))


def planned(desk: Desk, *, case_id: int) -> list[Change]:
    """What applying the rules in force would do to one case. Changes nothing. Raises NoSuchCase."""
    case = desk.session.get(Case, case_id)
    if case is None:
        raise case_access.NoSuchCase(case_id)
    clocks = StoredClocks(desk.session, case, desk.rules)
    running = [each for each in clocks.every() if each.ended_at is None]
    return _shown(case, _moves(desk, case=case, clocks=clocks, running=running))


def apply(desk: Desk, *, case_id: int, by: Actor, by_rule: bool = False) -> list[Change]:
    """Close what counts by older rules as superseded and begin it anew. Raises NoSuchCase.

    ``by_rule``: only where another rule takes the case now, its priority being new.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    store_versions(session=desk.session, rules=desk.rules, now=desk.now)
    clocks = StoredClocks(desk.session, case, desk.rules)
    taken = clocks.taken(EVERY)
    moves = _moves(desk, case=case, clocks=clocks, running=taken, by_rule=by_rule)
    for move in moves:
        if move.after is not None:
            rebeginning.keep_quiet(move.before, move.after, now=desk.now)
    superseding.supersede(clocks, taken, moves, at=desk.now)
    changes = [each for each in _shown(case, moves) if each.after is not None]
    if changes:
        _record(desk, case=case, changes=changes, by=by, by_rule=by_rule)
    return changes


def _moves(
    desk: Desk,
    *,
    case: Case,
    clocks: StoredClocks,
    running: Sequence[SlaClock],
    by_rule: bool = False,
) -> list[Move]:
    history = history_of(session=desk.session, case_id=case.number)
    in_force = timeline(session=desk.session, present=desk.rules)
    return superseding.moves(
        [(clock, _subject(desk, case=case, clocks=clocks, clock=clock)) for clock in running],
        clocks=clocks,
        waits=waits_of(history, rules=in_force) if history is not None else [],
        window_h=desk.private_window_h(case.channel),
        by_rule=by_rule,
    )


def _shown(case: Case, moves: Sequence[Move]) -> list[Change]:
    return [
        Change(case.number, str(before.metric), before.pk, before, after)
        for before, after, _ in moves
    ]


def _subject(desk: Desk, *, case: Case, clocks: StoredClocks, clock: SlaClock) -> Subject:
    """As the rules saw the case when the clock began: by the surface of its own word it began with."""
    query = select(Message.surface).where(
        Message.case_id == case.number,
        Message.direction == Direction.INBOUND,
        Message.id == clock.cause_message_id,
    )
    surface = str(desk.session.exec(query).first() or clocks.first_surface())
    team = team_at(session=desk.session, case=case, at=clock.started_at)
    return Subject(case.brand, team, case.channel, case.priority, surface)


def _record(desk: Desk, *, case: Case, changes: Sequence[Change], by: Actor, by_rule: bool) -> None:
    desk.record(
        case.number,
        ClocksSuperseded(
            policy=desk.rules.sla.version,
            by_rule=by_rule,
            clocks=[
                {
                    "metric": change.metric,
                    "old": change.clock_id,
                    "new": change.after.id if change.after else None,
                    "due_before": _iso(change.due_before),
                    "due_after": _iso(change.due_after),
                }
                for change in changes
            ],
        ),
        by=by,
    )
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
