"""`earshot clocks apply`: running clocks moved to the present rules, shown before, one case at a time."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.clocks import policy_changes
from bot.desk.clocks.policy_changes import Change
from bot.domain.records.staff import Actor
from bot.domain.text.references import case_reference
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database


def apply(*, name: str, dry_run: bool) -> None:
    """Show each running clock that would move, before and after; with a name, move them."""
    if not name.strip() and not dry_run:
        raise CannotStart("Say who you are with --as NAME, or look with --dry-run.")
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.looking() as desk:
            behind = policy_changes.cases_behind(desk)
        changed = sum(_case(app, case_id, name=name.strip(), dry_run=dry_run) for case_id in behind)
    finally:
        app.database.dispose()
    print(_sum(changed, cases=len(behind), dry_run=dry_run))


def _sum(changed: int, *, cases: int, dry_run: bool) -> str:
    if not cases:
        return "Every running clock counts by the policy and calendars in force. Nothing to move."
    clocks = "1 running clock" if changed == 1 else f"{changed:,} running clocks"
    of_cases = "1 case" if cases == 1 else f"{cases:,} cases"
    if dry_run:
        return f"{clocks} of {of_cases} would be superseded. Nothing was changed."
    were = "was" if changed == 1 else "were"
    return f"{clocks} of {of_cases} {were} superseded. The old ones keep their misses."


def _case(app: App, case_id: int, *, name: str, dry_run: bool) -> int:
    """One case is one transaction, so that nobody waits long for it."""
    if dry_run:
        with app.looking() as desk:
            changes = policy_changes.planned(desk, case_id=case_id)
            _print(changes, now=desk.now)
    else:
        with app.desk() as desk:
            changes = policy_changes.apply(desk, case_id=case_id, by=Actor.operator(name))
            _print(changes, now=desk.now)
    return sum(change.after is not None for change in changes)


def _print(changes: Sequence[Change], *, now: datetime) -> None:
    for change in changes:
        case, metric = case_reference(change.case_id), change.metric.replace("_", " ")
        if change.after is None:
            print(f"{case}  {metric:15} no rule takes this case any more; its clock is left alone")
            continue
        before, after = _due(change.due_before, now=now), _due(change.due_after, now=now)
        print(
            f"{case}  {metric:15} {change.before.target}, due {before}"
            f"  ->  {change.after.target}, due {after}"
        )


def _due(at: datetime | None, *, now: datetime) -> str:
    if at is None:
        return "never"
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" + (" (past)" if at < now else "")
