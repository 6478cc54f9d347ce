"""Reads a digest as the view shows it: figures as they were issued, cases as they stand now."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.digest.choices import ChoiceGroup, choices, title_of
from bot.digest.narrowing import By
from bot.digest.report import CaseToSee, Report, Why
from bot.digest.words import censuses, wording
from bot.domain.rules.digest_rules import Part
from bot.language import listed, say
from bot.outbox.kinds import DigestPayload
from bot.slack.api.figure_values import FigureChosen, figure_value, more_value
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import row_shown
from bot.slack.shown.voice import voice_shown
from bot.slack.views.digests.digest import CaseToLookAt, DigestShown
from bot.slack.views.digests.figures import FiguresShown, TableShown
from bot.slack.views.digests.opened_figure import LISTED_MOST, OpenedFigure
from bot.slack.views.models import CaseShown
from bot.storage.figures.figure_rows import CaseRow
from bot.storage.triage.worklist import Worklist

_MARKS = {
    Why.OVERDUE_UNOWNED: "🔴",
    Why.OVERDUE: "🔴",
    Why.PLEDGE_BROKEN: "🔴",
    Why.AT_RISK: "🟠",
    Why.NO_CLOCK: "🟠",
}

_ON_TIME = timedelta(minutes=10)  # a digest later than this says of when its "now" is


def digest_shown(*, session: Session, payload: DigestPayload, names: Names) -> DigestShown:
    """The report of the payload, with each case it names drawn from the database."""
    report = Report.model_validate(payload.report)
    rows = tuple(_row(session, entry, names, as_of=report.as_of) for entry in report.to_see)
    cases = tuple(row for row in rows if row is not None)
    return DigestShown(
        title=report.title,
        begins_at=report.period.start,
        ends_at=report.period.end,
        figures=figures_shown(report, names),
        about=_about(report, names),
        as_of=report.as_of if report.as_of - report.period.end > _ON_TIME else None,
        names_cases=Part.CASES in report.parts,
        cases=cases,
        cases_in_all=len(cases) + report.to_see_more,
        seal=report.seal,
        census=censuses.line(report.census, now=report.as_of) if report.census else "",
        voice=voice_shown(report),
    )


def figures_shown(report: Report, names: Names) -> FiguresShown:
    """The figures in words, each that has cases with a choice that opens them."""
    return FiguresShown(
        sentence=wording.sentence(report),
        figures=wording.figures(report),
        ages=wording.ages(report) if Part.ANSWERED in report.parts else (),
        tables=tuple(TableShown(*table) for table in wording.tables(report, titles=names.line)),
        people=tuple(
            (
                person.slack_user_id,
                say(
                    "answers {published}, holds {holds}",
                    published=f"{person.published:,}",
                    holds=f"{person.holds:,}",
                ),
            )
            for person in report.by_person
        ),
        more=more_value(report.period.digest, report.period.key),
        choices=tuple(
            (group.title, tuple(_values(report, group)))
            for group in choices(report, titles=names.line)
        ),
    )


def opened_shown(
    *, session: Session, chosen: FigureChosen, rows: Sequence[CaseRow], names: Names, now: datetime
) -> OpenedFigure:
    """The first of these cases as they stand now, the most pressing first; private ones only counted."""
    numbers = [row.case_id for row in rows if not row.is_private]
    places = Worklist(session=session, now=now).places(numbers)
    public = sorted(places, key=places.__getitem__)
    shown = [
        row_shown(session=session, case_id=number, names=names) for number in public[:LISTED_MOST]
    ]
    cases: list[CaseShown] = [case for case in shown if case is not None]
    return OpenedFigure(
        title=title_of(chosen.figure, chosen.only, titles=names.line),
        now=now,
        cases=cases,
        in_all=len(rows),
        private=len(rows) - len(public),
        value=figure_value(chosen.digest, chosen.period, chosen.figure, chosen.only),
    )


def _values(report: Report, group: ChoiceGroup) -> Iterator[tuple[str, str]]:
    """Value and label of each choice that can be carried."""
    for choice in group.choices:
        period = report.period
        value = figure_value(period.digest, period.key, choice.figure, choice.only)
        if value:
            yield value, choice.label


def _about(report: Report, names: Names) -> str:
    brands = (names.line(By.BRAND, key) for key in report.brands)
    return listed((*brands, *(names.line(By.TEAM, key) for key in report.teams)))


def _row(
    session: Session, entry: CaseToSee, names: Names, *, as_of: datetime
) -> CaseToLookAt | None:
    case = row_shown(session=session, case_id=entry.case_id, names=names)
    if case is None:
        return None
    mark = _MARKS.get(entry.why, "")
    is_late = entry.why in {Why.OVERDUE, Why.OVERDUE_UNOWNED}
    late = as_of - entry.at if is_late else timedelta()
    return CaseToLookAt(case=case, mark=mark, why=entry.words, since=entry.at, late=late)
