"""A night's pass runs once a night, erases what is due, and says so."""

import threading
from datetime import timedelta

from sqlmodel import select

from bot.bootstrap import App
from bot.domain.records.audit import AuditEntry
from bot.domain.records.author import Author
from bot.domain.records.case import Case, CaseState
from bot.domain.records.trail import Trail
from handlers.worker import retention_watch


def _ended_long_ago(app: App) -> None:
    with app.desk() as desk:
        then = desk.now - timedelta(days=app.rules.retention.words_days + 1)
        author = Author(channel="x", external_id="42", handle="ana", first_seen_at=then)
        desk.session.add(author)
        desk.session.flush()
        case = Case(
            brand="northbank",
            channel="x",
            account="1",
            conversation="9",
            author_id=author.pk,
            route="",
            state=CaseState.CLOSED,
            state_since=then,
            opened_at=then,
            received_at=then,
            last_inbound_at=then,
        )
        desk.session.add(case)


def _nights(app: App) -> list[int]:
    with app.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.verb == Trail.RETENTION)
        return [entry.details["words"] for entry in session.exec(query)]


def test_a_night_is_passed_over_once_and_not_where_the_worker_ends(app: App) -> None:
    _ended_long_ago(app)
    ending = threading.Event()
    ending.set()
    retention_watch.look(app, ending=ending)
    assert _nights(app) == []
    for _ in range(2):
        retention_watch.look(app, ending=threading.Event())
    assert _nights(app) == [1]
    with app.database.reading() as session:
        assert session.exec(select(Author.handle)).all() == [""]
