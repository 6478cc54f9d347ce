"""A snooze or a pledge at which Earshot itself fails: it holds up no other case, is named, and is tried again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot import clock
from bot.desk.cases import snoozes
from bot.desk.pledges import watching
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.message import Message
from bot.domain.records.pledge import Deed, Pledge
from bot.domain.text.references import case_reference
from handlers.worker.due_clocks import PutOff, look_at_pledges, wake_snoozed
from handlers.worker.steady import SomeFailed
from tests.handlers.worker.test_faults import Hand
from tests.slack.workplace import AMIRA, Workplace


def failing_of(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, which: Callable[[Any], int], bad: int
) -> None:
    """Let a step of a job fail at one case."""
    real = getattr(module, name)

    def step(*args: Any, **named: Any) -> Any:
        if which((args, named)) == bad:
            raise KeyError("My card was declined")
        return real(*args, **named)

    monkeypatch.setattr(module, name, step)


def two_cases(workplace: Workplace) -> tuple[int, int]:
    """Of two customers."""
    posts = [workplace.post("My card was declined", author=author) for author in ("ana", "bo")]
    first, second = [workplace.take_in(post) for post in posts]
    return first, second


def test_a_snooze_that_cannot_end_holds_up_no_other(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = two_cases(workplace)
    with workplace.app.database.transaction() as session:
        for case_id in (bad, good):
            case = session.get_one(Case, case_id)
            case.move_to(CaseState.SNOOZED, now=clock.now())
            case.snoozed_until = clock.now()
            session.add(case)
    failing_of(monkeypatch, snoozes, "_wake_by_itself", lambda given: given[1]["case"].number, bad)
    hand = Hand()
    put_off = PutOff(hand)
    with pytest.raises(SomeFailed) as raised:
        wake_snoozed(workplace.app, put_off=put_off)
    assert raised.value.message == case_reference(bad)
    assert states(workplace, bad, good) == [CaseState.SNOOZED, CaseState.NEW]
    monkeypatch.undo()
    hand.at += 1
    wake_snoozed(workplace.app, put_off=put_off)
    assert states(workplace, bad, good) == [CaseState.NEW, CaseState.NEW]


def states(workplace: Workplace, *case_ids: int) -> list[CaseState]:
    """Of these cases."""
    with workplace.database.reading() as session:
        return [session.get_one(Case, case_id).state for case_id in case_ids]


def overdue(session: Session, case_id: int) -> Pledge:
    """A call that was promised for a minute ago."""
    said = session.exec(select(Message).where(Message.case_id == case_id)).first()
    ago = clock.now() - timedelta(minutes=1)
    return Pledge(
        case_id=case_id,
        message_id=said.id if said else None,
        deed=Deed.CALL,
        due_at=ago,
        promised_by=AMIRA,
        holder=AMIRA,
        written_at=ago,
        given_at=ago,
    )


def broken(workplace: Workplace) -> set[int]:
    """The cases of which a pledge is written down as broken."""
    with workplace.database.reading() as session:
        query = select(Pledge.case_id).where(col(Pledge.broken_at).is_not(None))
        return set(session.exec(query))


def test_a_pledge_that_cannot_be_told_of_holds_up_no_other(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = two_cases(workplace)
    with workplace.app.database.transaction() as session:
        for case_id in (bad, good):
            session.add(overdue(session, case_id))
    failing_of(monkeypatch, watching, "_look", lambda given: given[1]["case_id"], bad)
    hand = Hand()
    put_off = PutOff(hand)
    with pytest.raises(SomeFailed) as raised:
        look_at_pledges(workplace.app, put_off=put_off)
    assert raised.value.message == case_reference(bad)
    assert broken(workplace) == {good}
    monkeypatch.undo()
    hand.at += 1
    look_at_pledges(workplace.app, put_off=put_off)
    assert broken(workplace) == {bad, good}
