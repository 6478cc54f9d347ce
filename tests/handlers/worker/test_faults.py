"""A job at which Earshot itself fails: it holds up nobody else, is tried later each time, and is told."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from bot import clock
from bot.desk.clocks import escalations
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.sla.clock import Timer, TimerState
from bot.domain.text.references import case_reference
from bot.storage.wake import Wake
from handlers.worker import inbox_reader, steady
from handlers.worker.due_clocks import PutOff, fire_timers
from handlers.worker.steady import SomeFailed, Steady
from tests.slack.workplace import Workplace


class Hand:
    """A clock that the test moves."""

    at = 1000.0

    def __call__(self) -> float:
        """What it shows."""
        return self.at


@pytest.fixture
def hand() -> Hand:
    """It stands still."""
    return Hand()


@pytest.fixture
def poisoned(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, list[int]]:
    """Two cases whose timers are all due, the first of which cannot be flagged; and the tries at it."""
    bad = workplace.take_in(workplace.post("My card was declined", author="ana"))
    good = workplace.take_in(workplace.post("Where is my money", author="bo"))
    tried: list[int] = []
    real = escalations._around

    def around(desk: Any, *, case_ids: set[int]) -> Any:
        if bad in case_ids:
            tried.append(len(case_ids))
            raise KeyError("My card was declined")
        return real(desk, case_ids=case_ids)

    monkeypatch.setattr(escalations, "_around", around)
    with workplace.app.database.transaction() as session:
        for timer in session.exec(select(Timer)):
            timer.due_at = clock.now()
            session.add(timer)
    return bad, good, tried


def waiting(workplace: Workplace) -> set[int]:
    """The cases that have timers waiting."""
    with workplace.database.reading() as session:
        query = select(Timer.case_id).where(Timer.state == TimerState.WAITING)
        return set(session.exec(query))


def test_every_clock_that_ran_out_is_flagged(workplace: Workplace) -> None:
    case_ids = {workplace.take_in(workplace.post("Where is it", author=who)) for who in ("a", "b")}
    assert waiting(workplace) == case_ids
    with workplace.app.database.transaction() as session:
        for timer in session.exec(select(Timer)):
            timer.due_at = clock.now()
            session.add(timer)
    fire_timers(workplace.app)
    with workplace.database.reading() as session:
        fired = session.exec(select(Timer.case_id).where(Timer.state == TimerState.FIRED))
        assert set(fired) == case_ids


def test_a_clock_that_cannot_be_flagged_holds_up_no_other(
    workplace: Workplace, poisoned: tuple[int, int, list[int]]
) -> None:
    bad, _, _ = poisoned
    with pytest.raises(SomeFailed) as raised:
        fire_timers(workplace.app)
    assert waiting(workplace) == {bad}
    assert raised.value.message == case_reference(bad)


def test_it_is_tried_later_each_time(
    workplace: Workplace, poisoned: tuple[int, int, list[int]], hand: Hand
) -> None:
    _, _, tried = poisoned
    put_off, moments = PutOff(hand), []
    for second in range(300):
        before = len(tried)
        with pytest.raises(SomeFailed):
            fire_timers(workplace.app, put_off=put_off)
        moments += [second] * (len(tried) > before)
        hand.at += 1
    assert moments == [0, 1, 6, 36, 156, 276]


def test_it_is_flagged_once_it_can_be(
    workplace: Workplace,
    poisoned: tuple[int, int, list[int]],
    hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put_off = PutOff(hand)
    with pytest.raises(SomeFailed):
        fire_timers(workplace.app, put_off=put_off)
    monkeypatch.undo()
    hand.at += 1
    fire_timers(workplace.app, put_off=put_off)
    assert waiting(workplace) == set()


def take_back(workplace: Workplace, case_id: int) -> None:
    """As when it is answered: nothing is due of it any more."""
    with workplace.app.database.transaction() as session:
        for timer in session.exec(select(Timer).where(Timer.case_id == case_id)):
            timer.state = TimerState.CANCELLED
            session.add(timer)


def test_one_that_was_put_off_and_is_answered_is_named_no_more(
    workplace: Workplace, poisoned: tuple[int, int, list[int]], hand: Hand
) -> None:
    bad, _, _ = poisoned
    put_off = PutOff(hand)
    with pytest.raises(SomeFailed):
        fire_timers(workplace.app, put_off=put_off)
    take_back(workplace, bad)
    hand.at += 1
    fire_timers(workplace.app, put_off=put_off)
    assert put_off.waiting == []


def test_nor_while_another_fails_on(
    workplace: Workplace,
    poisoned: tuple[int, int, list[int]],
    hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def around(_desk: Any, *, case_ids: set[int]) -> Any:
        raise KeyError(case_ids)

    monkeypatch.setattr(escalations, "_around", around)
    bad, other, _ = poisoned
    put_off = PutOff(hand)
    with pytest.raises(SomeFailed) as both:
        fire_timers(workplace.app, put_off=put_off)
    assert both.value.message == f"{case_reference(bad)}, {case_reference(other)}"
    take_back(workplace, bad)
    hand.at += 1
    with pytest.raises(SomeFailed) as left:
        fire_timers(workplace.app, put_off=put_off)
    assert left.value.message == case_reference(other)


@pytest.fixture
def job(workplace: Workplace, hand: Hand) -> tuple[Steady, list[Exception | None]]:
    """A job that ends as the list says, at last as its last one does."""
    ends: list[Exception | None] = [None]

    def work() -> None:
        end = ends.pop(0) if len(ends) > 1 else ends[0]
        if end is not None:
            raise end

    def tell(why: str) -> None:
        steady.tell(workplace.app, "demo", why)

    return Steady("demo", work, tell=tell, now=hand), ends


def alarms(workplace: Workplace) -> list[Alarm]:
    """Those of jobs."""
    with workplace.database.reading() as session:
        return list(session.exec(select(Alarm).where(Alarm.kind == AlarmKind.JOB_FAILS)))


def run(job: Steady, hand: Hand, *, seconds: int) -> None:
    """Every ten seconds."""
    for _ in range(seconds // 10):
        job()
        hand.at += 10


def test_a_job_that_fails_for_a_minute_is_told_once_with_the_cases_and_no_words_of_theirs(
    workplace: Workplace, hand: Hand, job: tuple[Steady, list[Exception | None]]
) -> None:
    it, ends = job
    ends[:] = [SomeFailed("C-7", [KeyError("My card was declined")])]
    run(it, hand, seconds=60)
    assert alarms(workplace) == []
    run(it, hand, seconds=60)
    [alarm] = alarms(workplace)
    assert alarm.values == {"job": "demo", "why": "C-7"}
    assert len(workplace.deliveries("slack.alarm")) == 1


def test_the_alarm_ends_when_it_works_again(
    workplace: Workplace, hand: Hand, job: tuple[Steady, list[Exception | None]]
) -> None:
    it, ends = job
    ends[:] = [KeyError("x")]
    run(it, hand, seconds=120)
    ends[:] = [None]
    run(it, hand, seconds=10)
    [alarm] = alarms(workplace)
    assert alarm.cleared_at is not None


def test_a_process_that_begins_anew_ends_the_alarm_of_the_one_before(workplace: Workplace) -> None:
    steady.tell(workplace.app, "demo", "KeyError")
    with workplace.database.reading() as session:
        told = steady.told(session=session)
    assert told == {"demo"}

    def tell(why: str) -> None:
        steady.tell(workplace.app, "demo", why)

    Steady("demo", lambda: None, tell=tell, is_told="demo" in told)()
    assert [alarm.cleared_at is None for alarm in alarms(workplace)] == [False]


def test_a_fault_in_the_taking_ends_not_the_thread_that_reads(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Callable[[], None]] = []

    def broken(_app: Any) -> bool:
        reads.append(reader.stop)
        if len(reads) == 2:
            reader.stop()
        raise KeyError

    monkeypatch.setattr(inbox_reader, "read_some", broken)
    monkeypatch.setattr(inbox_reader, "_LOOKS_ANYWAY_S", 0.0)
    monkeypatch.setattr(inbox_reader.InboxReader, "_is_anything_there", lambda _self: True)
    reader = inbox_reader.InboxReader(workplace.app, Wake(workplace.app.database))
    reader._run()
    assert len(reads) == 2
