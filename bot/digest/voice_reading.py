"""Reading the Voice of the customer of a period, for a report that has that part."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.digest.report import Report
from bot.digest.voice import ASKED_AGAIN, IDEAS, PRAISE, QUOTED, WEEKS, CauseFigures, Voice
from bot.domain.lessons.case_mark import MarkKind
from bot.domain.lessons.cause_step import CauseState, CauseStep
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.rules.digest_rules import DigestRule, Part
from bot.domain.rules.register_rules import RegisterRules
from bot.storage import lessons
from bot.storage.figures import voice as rows
from bot.storage.figures.figure_rows import Scope

_WEEK = timedelta(days=7)


def with_voice(
    report: Report, *, session: Session, rule: DigestRule, register: RegisterRules
) -> Report:
    """The report with its voice, where its digest has that part. ``register``: what causes are called."""
    if Part.VOICE not in report.parts:
        return report
    period, scope = report.period, Scope(brands=rule.brands, teams=rule.teams)
    voice = read(
        session=session, register=register, start=period.start, end=period.end, scope=scope
    )
    return report.model_copy(update={"voice": voice})


def read(
    *,
    session: Session,
    register: RegisterRules,
    start: datetime,
    end: datetime,
    scope: Scope,
) -> Voice:
    """The voice of the customers of these brands and teams in this time."""
    public = defaultdict[str, list[int]](list)
    counts: Counter[str] = Counter()
    for mark in rows.marked(session=session, start=start, end=end, scope=scope):
        part = {MarkKind.IDEA: IDEAS, MarkKind.PRAISE: PRAISE}.get(mark.kind, mark.cause)
        counts[part] += 1
        if mark.is_public:
            public[part].append(mark.case_id)
    again = rows.asked_again(session=session, start=start, end=end, scope=scope)
    told = rows.remarks(session=session, start=start, end=end, scope=scope)
    endings = rows.ended(session=session, start=start, end=end, scope=scope)
    names = [name for name, _ in counts.most_common() if name not in (IDEAS, PRAISE)]
    steps = lessons.newest_steps(session=session)
    others = {IDEAS: public[IDEAS], PRAISE: public[PRAISE], ASKED_AGAIN: again}
    return Voice(
        causes=tuple(
            _cause(
                session, name, register, end, scope, step=steps.get(name), cases=counts[name]
            ).model_copy(update={"quoted": tuple(public[name][:QUOTED])})
            for name in names
        ),
        unnamed=rows.resolved_unnamed(session=session, start=start, end=end, scope=scope),
        misdirected=endings.get(NotActionableReason.NOT_OURS, 0),
        ideas=counts[IDEAS],
        praise=counts[PRAISE],
        asked_again=len(again),
        rules=len(told),
        rules_answered=sum(each.answered_at is not None for each in told),
        rule_ids=tuple(each.pk for each in told[:QUOTED]),
        quoted={part: tuple(cases[:QUOTED]) for part, cases in others.items()},
    )


def weekly(
    *, session: Session, cause: str, end: datetime, weeks: int, scope: Scope | None = None
) -> tuple[int, ...]:
    """Cases of one cause in each of the last weeks of seven days up to a moment, the oldest first."""
    found = []
    for back in range(weeks, 0, -1):
        start = end - back * _WEEK
        count = rows.named(
            session=session, start=start, end=start + _WEEK, scope=scope or Scope(), cause=cause
        )
        found.append(count.get(cause, 0))
    return tuple(found)


def _cause(
    session: Session,
    name: str,
    register: RegisterRules,
    end: datetime,
    scope: Scope,
    *,
    step: CauseStep | None,
    cases: int,
) -> CauseFigures:
    known = register.causes.get(name)
    state = step.state if step else CauseState.OPEN
    return CauseFigures(
        cause=name,
        title=known.title if known else register.cause_said(name),
        ar=known.ar if known else "",
        cases=cases,
        weeks=weekly(session=session, cause=name, end=end, weeks=WEEKS, scope=scope),
        state=state,
        owner=step.owner if step else "",
        known_since=rows.first_named(session=session, cause=name),
        mended_at=step.said_at if step and state is CauseState.MENDED else None,
    )
