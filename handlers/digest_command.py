"""`earshot digest now`: issue a digest because somebody asks, or only look at its figures."""

import json

from bot import bootstrap
from bot.desk import digests
from bot.digest import wording
from bot.digest.report import Report
from bot.domain.references import case_reference
from bot.domain.staff import Actor
from config.settings import load
from handlers.endings import CannotStart


def now(*, digest: str, name: str, dry_run: bool, period: str = "", as_json: bool = False) -> None:
    """Issue this digest, or all that have a channel. Its delivery waits for the worker to post it.

    ``dry_run`` prints it instead; a past ``period`` is only ever printed.
    """
    only_look = dry_run or bool(period)
    if not name.strip() and not only_look:
        raise CannotStart("Say who you are with --as NAME.")
    if period and not digest:
        raise CannotStart("Say of which digest: earshot digest now NAME --for PERIOD.")
    app = bootstrap.build(load(), pool_size=1)
    posted = [key for key, rule in app.rules.digests.items() if rule.slack_channel or only_look]
    try:
        reports: list[Report] = []
        for each in [digest] if digest else posted:
            if only_look:
                with app.looking() as desk:
                    reports.append(digests.look(desk, digest=each, period=period))
                continue
            with app.desk() as desk:
                by = Actor.operator(name.strip())
                reports.append(digests.issue_now(desk, digest=each, by=by))
        _tell(reports, as_json=as_json)
        if not only_look and not as_json:
            _say_where(reports, {k: rule.slack_channel for k, rule in app.rules.digests.items()})
    finally:
        app.database.dispose()


def _tell(reports: list[Report], *, as_json: bool) -> None:
    if as_json:
        told = [report.model_dump(mode="json") for report in reports]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for report in reports:
        _print(report)


def _say_where(reports: list[Report], channels: dict[str, str]) -> None:
    for report in reports:
        digest = report.period.digest
        print(f"The digest “{digest}” is on its way to {channels[digest]}.")


def _print(report: Report) -> None:
    period = report.period
    print(f"{report.title} ({period.digest} {period.key})")
    print(f"{period.start:%Y-%m-%d %H:%M} to {period.end:%Y-%m-%d %H:%M} UTC")
    print(wording.sentence(report))
    _rows(wording.figures(report))
    _rows(tuple((band, f"{count:,}") for band, count in wording.ages(report)), "Waiting for")
    for table in wording.tables(report):
        _rows(table.rows, table.title)
    _rows(
        tuple(
            (person.slack_user_id, f"{person.published:,} answers") for person in report.by_person
        ),
        "By person",
    )
    _rows(
        tuple(
            (case_reference(case.case_id), f"{case.words} {case.at:%Y-%m-%d %H:%M} UTC")
            for case in report.to_see
        ),
        "Look at these first",
    )
    print()


def _rows(rows: tuple[tuple[str, str], ...], title: str = "") -> None:
    if rows and title:
        print(f"\n  {title}")
    for label, value in rows:
        print(f"  {label:28} {value.replace(chr(10), ', ')}")
