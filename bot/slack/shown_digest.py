"""Reads a digest as the view shows it: figures as they were issued, cases as they stand now."""

from typing import Any

from sqlmodel import Session

from bot.digest.report import CaseToSee, Report, Why
from bot.digest.wording import ages, figures, sentence
from bot.slack.shown import Names, case_shown
from bot.slack.views.digest import CaseToLookAt, DigestShown

_MARKS = {Why.OVERDUE_UNOWNED: "🔴", Why.OVERDUE: "🔴", Why.AT_RISK: "🟠", Why.NO_CLOCK: "🟠"}


def digest_shown(*, session: Session, payload: dict[str, Any], names: Names) -> DigestShown:
    """The report of the payload, with each case it names drawn from the database."""
    report = Report.model_validate(payload["report"])
    rows = tuple(_row(session, entry, names) for entry in report.to_see)
    cases = tuple(row for row in rows if row is not None)
    return DigestShown(
        title=report.title,
        begins_at=report.period.start,
        ends_at=report.period.end,
        sentence=sentence(report),
        figures=figures(report),
        ages=ages(report),
        cases=cases,
        cases_in_all=len(cases) + report.to_see_more,
    )


def _row(session: Session, entry: CaseToSee, names: Names) -> CaseToLookAt | None:
    case = case_shown(session=session, case_id=entry.case_id, names=names)
    if case is None:
        return None
    mark = _MARKS.get(entry.why, "")
    return CaseToLookAt(case=case, mark=mark, why=entry.words, since=entry.at)
