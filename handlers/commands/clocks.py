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
    """Show each running clock whose promise would change, before and after; with a name, move them.

    Those that only come to count by the present rules are told by their number.
    """
    if not name.strip() and not dry_run:
        raise CannotStart("Say who you are with --as NAME, or look with --dry-run.")
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        with app.looking() as desk:
            behind = policy_changes.cases_behind(desk)
        changes = [
            change
            for case_id in behind
            for change in _case(app, case_id, name=name.strip(), dry_run=dry_run)
        ]
    finally:
        app.database.dispose()
    moved = [change for change in changes if change.after is not None]
    print(_sum(len(moved), cases=len(behind), dry_run=dry_run))
    if kept := sum(change.keeps_its_promise for change in moved):
        print(
            f"{kept:,} of these with the target and due time {'it' if kept == 1 else 'they'} had."
        )


def _sum(changed: int, *, cases: int, dry_run: bool) -> str:
    if not cases:
        return "Every running clock counts by the policy and calendars in force. Nothing to move."
    clocks = "1 running clock" if changed == 1 else f"{changed:,} running clocks"
    of_cases = "1 case" if cases == 1 else f"{cases:,} cases"
    if dry_run:
        return f"{clocks} of {of_cases} would be superseded. Nothing was changed."
    were = "was" if changed == 1 else "were"
    return f"{clocks} of {of_cases} {were} superseded. The old ones keep their misses."


def _case(app: App, case_id: int, *, name: str, dry_run: bool) -> list[Change]:
    """One case is one transaction, so that nobody waits long for it."""
    if dry_run:
        with app.looking() as desk:
            changes = policy_changes.planned(desk, case_id=case_id)
            _print(changes, now=desk.now)
    else:
        with app.desk() as desk:
            changes = policy_changes.apply(desk, case_id=case_id, by=Actor.operator(name))
            _print(changes, now=desk.now)
    return changes


def _print(changes: Sequence[Change], *, now: datetime) -> None:
    for change in changes:
        if change.keeps_its_promise:
            continue
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
