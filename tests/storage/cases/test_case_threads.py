"""Which of a case's threads is current: one rule, asked of rows that were read and asked of the database."""

from datetime import UTC, datetime, timedelta
from itertools import product

from sqlmodel import col, select

from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.storage.cases.case_threads import current_private_thread_in, threads_of
from bot.storage.engine import Database
from tests.storage.stored_cases import new_case

T0 = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)
T1, T2 = T0 + timedelta(hours=1), T0 + timedelta(hours=2)
TIMES = [(T0, None), (T1, None), (T0, T1), (T0, T2)]  # opened at, current since


def test_the_query_chooses_the_same_private_thread_as_the_rows(database: Database) -> None:
    with database.transaction() as session:
        case_id = new_case(session, opened_at=T0).pk
        threads = [
            CaseThread(case_id=case_id, surface=surface, slack_channel=channel, opened_at=T0)
            for surface, channel in (
                (Surface.PUBLIC, "C0PUBLIC"),
                (Surface.PRIVATE, "C0ONE"),
                (Surface.PRIVATE, "C0TWO"),
                (Surface.PRIVATE, "C0THREE"),
            )
        ]
        session.add_all(threads)
        for times in product(TIMES, repeat=3):
            for thread, (opened_at, since) in zip(threads[1:], times, strict=True):
                thread.opened_at, thread.current_since = opened_at, since
            session.flush()
            chosen = [
                thread.slack_channel
                for thread in threads
                if session.exec(
                    select(Case.id).where(
                        current_private_thread_in([thread.slack_channel], case_number=col(Case.id))
                    )
                ).first()
            ]
            current = threads_of(session=session, case_id=case_id).current(Surface.PRIVATE)
            assert current is not None
            assert chosen == [current.slack_channel], times
