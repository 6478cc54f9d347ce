"""Whether this process can serve, and whether the deployment does its work: two questions, each with its
reasons. The trouble of a platform or of a worker takes no process away that can take webhooks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.bootstrap import App
from bot.channels.channel import Source
from bot.domain.rules.house.alarm_kinds import ALARMS
from bot.inbox import review
from bot.language import say
from bot.migrations import runner
from bot.storage import topic_models
from bot.storage.house import alarms
from bot.storage.house.cursors import Cursor
from bot.storage.house.heartbeats import living
from bot.storage.house.weekly_data import anybody_known
from bot.telemetry.redaction import redacted

INBOX_WAITS_TOO_LONG_S = 300.0
MISSED_POLLS = 5
LEAST_SILENCE_S = 300.0
_WORKING = frozenset({"worker", "run"})


@dataclass
class Report:
    """What was found. It is well when no reason speaks against it."""

    reasons: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


class Readiness:
    """Looks when asked. ``drain`` says that this process is about to end."""

    def __init__(self, app: App, *, ending: threading.Event | None = None) -> None:
        self._app = app
        self._draining = ending or threading.Event()
        self._to_tell: list[Callable[[], None]] = []

    def when_draining(self, tell: Callable[[], None]) -> None:
        """Call this as soon as this process is about to end."""
        self._to_tell.append(tell)

    def drain(self) -> None:
        """From now on this process is not ready."""
        self._draining.set()
        for tell in self._to_tell:
            tell()

    def ready(self) -> Report:
        """Whether requests should be sent here. A fault is a reason, never an exception."""
        report = Report()
        if self._draining.is_set():
            report.reasons.append("This process is ending.")
        with _told_in(report):
            if not runner.is_current(self._app.database):
                report.reasons.append(
                    "The database is not migrated. Run `python -m handlers migrate`."
                )
        return report

    def status(self) -> Report:
        """Whether the deployment does its work: inbox, workers, sources, alarms that stand."""
        report = self.ready()
        if report.is_well:
            with _told_in(report), self._app.database.reading() as session:
                self._look_inside(session, report)
        return report

    def _look_inside(self, session: Session, report: Report) -> None:
        now = self._app.database.now(session)
        backlog = review.backlog(session=session, db_now=now)
        report.facts["inbox"] = {
            "waiting": backlog.waiting,
            "oldest_s": round(backlog.oldest_s, 1),
            "set_aside": backlog.set_aside,
        }
        if backlog.oldest_s > INBOX_WAITS_TOO_LONG_S:
            minutes = int(backlog.oldest_s // 60)
            report.reasons.append(f"The inbox has waited {minutes} minutes. Is a worker running?")
        standing = alarms.standing(session=session)
        report.facts["alarms"] = [
            {
                "kind": str(row.kind),
                "about": row.about,
                "since": row.raised_at.isoformat(),
                "what": redacted(say(ALARMS[row.kind].what, **row.values)),
            }
            for row in standing
        ]
        report.reasons += [f"An alarm stands: {row.kind} ({row.about})." for row in standing]
        report.facts["workers"] = [
            beat.process for beat in living(session=session, now=now) if beat.role in _WORKING
        ]
        if not report.facts["workers"]:
            report.reasons.append("No worker is alive: nothing is read, sent or timed.")
        if not anybody_known(session=session):
            report.reasons.append(
                "Nobody can act yet: who works here was not read from Slack so far."
            )
        report.facts["no_topics_for"] = topic_models.unfit()
        report.facts["sources"] = {}
        for channel in self._app.channels.values():
            for source in channel.sources():
                self._look_at(source, session.get(Cursor, source.name), now, report)

    def _look_at(
        self, source: Source, cursor: Cursor | None, now: datetime, report: Report
    ) -> None:
        silent_s = silence_of(cursor, now)
        report.facts["sources"][source.name] = {
            "last_read_s_ago": None if silent_s is None else round(silent_s, 1),
            "error": cursor.last_error if cursor else None,
        }
        if cursor is None or not is_silent(source, cursor, now):
            return
        ago = f"for {int(silent_s // 60)} minutes" if silent_s is not None else "at all"
        why = f" {cursor.last_error}" if cursor.last_error else ""
        report.reasons.append(f"{source.name} has not been read {ago}.{why}")


@contextmanager
def _told_in(report: Report) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        report.reasons.append(f"The database cannot be used ({type(error).__name__}).")


def silence_of(cursor: Cursor | None, now: datetime) -> float | None:
    """Seconds since the source was last read; None when it never was."""
    if cursor is None or cursor.last_success_at is None:
        return None
    return max((now - cursor.last_success_at).total_seconds(), 0.0)


def is_silent(source: Source, cursor: Cursor, now: datetime) -> bool:
    """Whether several polls in a row brought nothing home."""
    silent_s = silence_of(cursor, now)
    if silent_s is None:
        return cursor.failures >= MISSED_POLLS
    return silent_s > max(MISSED_POLLS * source.every_s, LEAST_SILENCE_S)
