"""`earshot digest now`: issue a digest because somebody asks, or only look at its figures."""

import json
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.digests import issuing
from bot.digest.report import Report
from bot.digest.voice import Voice
from bot.digest.words import censuses, voice_words, wording
from bot.domain.records.staff import Actor, Staff
from bot.domain.text.references import case_reference
from bot.slack.api.names import Names
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database


class _Known(NamedTuple):
    """Names for what a report only has keys of."""

    names: Names
    people: dict[str, str]

    def person(self, slack_user_id: str) -> str:
        """Their name; their id where the staff table has none."""
        return self.people.get(slack_user_id) or slack_user_id


def now(*, digest: str, name: str, dry_run: bool, period: str = "", as_json: bool = False) -> None:
    """Issue this digest, or all that have a channel. Its delivery waits for the worker to post it.

    ``dry_run`` prints it instead; a past ``period`` is only ever printed.
    """
    only_look = dry_run or bool(period)
    if not name.strip() and not only_look:
        raise CannotStart("Say who you are with --as NAME, or only look at it with --dry-run.")
    if period and not digest:
        raise CannotStart(
            "Say of which digest, for example: python -m handlers digest now daily --for DATE."
        )
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        keys = [key for key, rule in app.rules.digests.items() if rule.slack_channel or only_look]
        keys, by = [digest] if digest else keys, Actor.operator(name.strip())
        reports = _looked_at(app, keys, period) if only_look else _issued(app, keys, by=by)
        _tell(app, reports, as_json=as_json)
        if not only_look and not as_json:
            _say_where(reports, {k: rule.slack_channel for k, rule in app.rules.digests.items()})
    finally:
        app.database.dispose()


def _looked_at(app: App, keys: list[str], period: str) -> list[Report]:
    with app.looking() as desk:
        return [issuing.look(desk, digest=each, period=period) for each in keys]


def _issued(app: App, keys: list[str], *, by: Actor) -> list[Report]:
    reports = []
    for each in keys:
        with app.desk() as desk:
            reports.append(issuing.issue_now(desk, digest=each, by=by))
    return reports


def _tell(app: App, reports: list[Report], *, as_json: bool) -> None:
    """JSON keeps keys and ids; a person reads names."""
    if as_json:
        told = [report.model_dump(mode="json") for report in reports]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for report in reports:
        zone = ZoneInfo(app.rules.digests[report.period.digest].time_zone)
        _print(report, zone, _known(app, report))


def _say_where(reports: list[Report], channels: dict[str, str]) -> None:
    for report in reports:
        digest = report.period.digest
        print(f"The digest “{digest}” is on its way to {channels[digest]}.")


def _known(app: App, report: Report) -> _Known:
    """What the terminal calls brands, teams, channels and people."""
    names = Names.of(app.capabilities, app.account_names, rules=app.rules)
    with app.database.reading() as session:
        rows = [session.get(Staff, person.slack_user_id) for person in report.by_person]
        return _Known(names, {row.slack_user_id: row.name for row in rows if row})


def _print_voice(report: Report, found: Voice) -> None:
    """What the business learns; `export voice` has what customers said."""
    print(voice_words.sentence(found))
    causes = voice_words.cause_rows(found, now=report.as_of)
    _rows(tuple((row.label, row.value) for row in causes), "Root causes")
    _rows(tuple((row.label, row.value) for row in voice_words.other_rows(found)))


def _print(report: Report, zone: ZoneInfo, known: _Known) -> None:
    """By the clock on the wall of the digest's own zone."""
    period = report.period
    print(f"{report.title} ({period.digest} {period.key})")
    print(f"{_on_the_wall(period.start, zone)} to {_on_the_wall(period.end, zone)}, {zone.key}")
    if report.as_of > period.end:
        print(f"What stands there as “now” is of {_on_the_wall(report.as_of, zone)}.")
    if report.voice is not None:
        _print_voice(report, report.voice)
        return
    print(wording.sentence(report))
    _rows(wording.figures(report))
    if report.census is not None:
        _rows((("Census", censuses.verdict(report.census)),))
    _rows(tuple((band, f"{count:,}") for band, count in wording.ages(report)), "Waiting for")
    for table in wording.tables(report, titles=known.names.line):
        _rows(table.rows, table.title)
    _rows(
        tuple(
            (
                known.person(person.slack_user_id),
                f"answers {person.published:,}, holds {person.holds:,}",
            )
            for person in report.by_person
        ),
        "By person",
    )
    _rows(
        tuple(
            (case_reference(case.case_id), f"{case.words} {_on_the_wall(case.at, zone)}")
            for case in report.to_see
        ),
        "Look at these first",
    )
    print()


def _on_the_wall(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _rows(rows: tuple[tuple[str, str], ...], title: str = "") -> None:
    if rows and title:
        print(f"\n  {title}")
    for label, value in rows:
        print(f"  {label:28} {value.replace(chr(10), ', ')}")
