"""The database puts cases in the same order as the rule, and looks at no clock of an ended case."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import sqlite
from sqlmodel import Session, col, select, text

from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState
from bot.domain.records.surge import Surge, SurgeCase
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.triage.worklist import Matter, Place, place
from bot.storage.clocks.rule_versions import store_preset, store_versions
from bot.storage.clocks.stored_clocks import is_window
from bot.storage.engine import Database
from bot.storage.figures.figure_rows import ClockRow
from bot.storage.surges import surge_of
from bot.storage.triage.worklist import Worklist
from tests.domain.house import house
from tests.storage.stored_cases import new_case, new_message

NOW = datetime(2026, 11, 23, 10, 0, 0, 400_000, tzinfo=UTC)
RULES = house()
PRESET = next(p for p in RULES.regulatory.presets.values() if any(c.is_window for c in p.clocks))
CALENDAR = next(iter(RULES.calendars.values()))


class Cases:
    """Cases as chance makes them, most of them ended."""

    def __init__(self, session: Session, *, seed: int, ended: float) -> None:
        self.session, self.dice, self._ended = session, random.Random(seed), ended
        store_versions(session=session, rules=RULES, now=NOW)
        store_preset(session=session, preset=PRESET, now=NOW)

    def make(self) -> Case:
        dice = self.dice
        state = dice.choice(sorted(OPEN_STATES))
        if dice.random() < self._ended:
            state = dice.choice(sorted(set(CaseState) - OPEN_STATES))
        case = new_case(
            self.session,
            opened_at=self._when(),
            state=state,
            priority_rank=dice.randint(-1, 3),
            unanswered_since=dice.choice([None, self._when()]),
            pledge_due_at=self._maybe(),
        )
        for metric in dice.sample(list(Metric), k=dice.randint(0, 3)):
            self._clock(case, metric)
        if dice.random() < 0.1:
            self._removed_answer(case)
        if dice.random() < 0.4:
            self._gathered(case)
        return case

    def _gathered(self, case: Case) -> None:
        """In a surge that goes on or is over, or out of it again."""
        surge = Surge(
            brand="northbank",
            topic_key=f"{case.number}",
            slack_channel="C0NORTH",
            opened_at=NOW,
            opened_by="system",
            began_at=NOW,
            last_word_at=NOW,
            ended_at=self._maybe(),
        )
        self.session.add(surge)
        self.session.flush()
        row = SurgeCase(surge_id=surge.pk, case_id=case.number, joined_at=NOW, joined_by="system")
        row.left_at = self._maybe()
        self.session.add(row)

    def _when(self) -> datetime:
        """Few of them, so that many are the same."""
        return NOW.replace(microsecond=0) + timedelta(minutes=10 * self.dice.randint(-5, 5))

    def _maybe(self) -> datetime | None:
        return self._when() if self.dice.random() < 0.3 else None

    def _clock(self, case: Case, metric: Metric) -> None:
        is_regulatory = metric is Metric.REGULATORY
        clock = self.dice.choice(PRESET.clocks)
        row = SlaClock(
            case_id=case.number,
            metric=metric,
            name=f"{PRESET.name}:{clock.name}" if is_regulatory else "",
            started_at=NOW - timedelta(days=1),
            rule="r",
            target="1 hour",
            policy_version=PRESET.version if is_regulatory else RULES.sla.version,
            calendar_version=CALENDAR.version,
            calendar_name=CALENDAR.name,
            warn_at=self._maybe(),
            due_at=self._when() if self.dice.random() < 0.9 else None,
            paused_at=self._maybe(),
            met_at=self._maybe(),
            stopped_at=self._maybe(),
        )
        self.session.add(row)

    def _removed_answer(self, case: Case) -> None:
        message = new_message(self.session, case=case, posted_at=NOW)
        row = AnswerRemoval(
            case_id=case.number, message_id=message.pk, removed_at=NOW, decided_at=self._maybe()
        )
        self.session.add(row)


def by_rule(session: Session, case: Case) -> Place:
    """Its place as the rule says, from the rows."""
    clocks = session.exec(select(SlaClock).where(SlaClock.case_id == case.number)).all()
    gone = select(AnswerRemoval).where(
        AnswerRemoval.case_id == case.number, col(AnswerRemoval.decided_at).is_(None)
    )
    matter = Matter(
        case_id=case.number,
        priority_rank=case.priority_rank,
        is_open=case.is_open,
        waiting_since=case.unanswered_since,
        answer_gone=session.exec(gone).first() is not None,
        is_timed=bool(clocks),
        in_surge=_in_surge(session, case),
        pledge_due_at=case.pledge_due_at,
    )
    running = [_row(session, c, due) for c in clocks if c.ended_at is None and (due := c.due_at)]
    return place(matter, running, now=NOW)


def _in_surge(session: Session, case: Case) -> bool:
    surge = surge_of(session=session, case_id=case.number)
    return surge is not None and surge.is_open


def _row(session: Session, clock: SlaClock, due_at: datetime) -> ClockRow:
    return ClockRow(
        case_id=clock.case_id,
        metric=clock.metric,
        started_at=clock.started_at,
        warn_at=clock.warn_at,
        due_at=due_at,
        met_at=None,
        stopped_at=None,
        paused_at=clock.paused_at,
        is_window=clock.metric is Metric.REGULATORY
        and is_window(session=session, version=clock.policy_version, name=clock.name),
    )


@pytest.mark.on_both
@pytest.mark.parametrize("seed", range(3))
def test_the_database_and_the_rule_agree_on_random_cases(database: Database, seed: int) -> None:
    with database.transaction() as session:
        cases = Cases(session, seed=seed, ended=0.2)
        made = [cases.make() for _ in range(80)]
        session.flush()
        expected = {case.number: by_rule(session, case) for case in made}
        worklist = Worklist(session=session, now=NOW)
        assert worklist.places(expected) == expected
        every: Select[Any] = select(col(Case.id))
        assert list(session.scalars(worklist.sorted(every))) == [
            one.case_id for one in sorted(expected.values())
        ]


@pytest.mark.on_both
def test_pages_of_it_are_the_whole_of_it(database: Database) -> None:
    with database.transaction() as session:
        cases = Cases(session, seed=7, ended=0)
        for _ in range(25):
            cases.make()
        session.flush()
        every: Select[Any] = select(col(Case.id))
        query = Worklist(session=session, now=NOW).sorted(every)
        whole = list(session.scalars(query))
        pages = [session.scalars(query.limit(10).offset(at)).all() for at in (0, 10, 20)]
        assert [number for page in pages for number in page] == whole


def test_no_clock_of_an_ended_case_is_looked_at(database: Database) -> None:
    """By the plan: open cases by their state, and the clocks of each."""
    with database.transaction() as session:
        if session.get_bind().dialect.name != "sqlite":
            return
        still_open: Select[Any] = select(col(Case.id)).where(
            col(Case.state).in_(sorted(OPEN_STATES))
        )
        query = Worklist(session=session, now=NOW).sorted(still_open)
        plain = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in session.connection().execute(text(f"EXPLAIN QUERY PLAN {plain}"))]
        assert not [line for line in plan if line.startswith("SCAN")], plan
