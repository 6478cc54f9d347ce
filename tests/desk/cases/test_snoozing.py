"""Snoozing: laid aside until a moment, woken once, ended by the customer's next word; nothing stops."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.desk.cases import closures, snoozes
from bot.desk.clocks import escalations
from bot.desk.ownership import claims
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.cases.snooze import Snooze
from bot.domain.records.staff import Actor
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def snoozed(bank: Bank, *, hours: float = 2, owned: bool = True) -> int:
    case_id = bank.complaint()
    with bank.desk() as desk:
        if owned:
            claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
        until = bank.now + timedelta(hours=hours)
        snoozes.snooze(desk, case_id=case_id, until=until, reason="Waits for the branch", by=AMIRA)
    return case_id


def tick(bank: Bank) -> int:
    with bank.desk() as desk:
        return snoozes.wake_due(desk)


def wakings(bank: Bank) -> list[dict[str, object]]:
    events = bank.deliveries("slack.event")
    return [d.payload for d in events if d.payload["template"] == "woke"]


def test_it_sleeps_until_its_moment_and_wakes_once_naming_its_owner(bank: Bank) -> None:
    case_id = snoozed(bank)
    bank.later(hours=1, minutes=59)
    assert tick(bank) == 0
    assert bank.case(case_id).state == CaseState.SNOOZED
    bank.later(minutes=1)
    assert (tick(bank), tick(bank)) == (1, 0)
    assert bank.case(case_id).state == CaseState.CLAIMED
    [told] = wakings(bank)
    assert (told["owner"], told["explanation"]) == ("U0AMIRA", "Waits for the branch")


def test_after_a_long_outage_it_wakes_once_all_the_same(bank: Bank) -> None:
    case_id = snoozed(bank, owned=False)
    bank.later(days=3)
    assert (tick(bank), tick(bank)) == (1, 0)
    assert bank.case(case_id).state == CaseState.NEW
    assert len(wakings(bank)) == 1
    with bank.database.reading() as session:
        [row] = session.exec(select(Snooze)).all()
        assert row.woke_at == bank.now
        assert audit.verify(session=session, case_id=case_id) == []


def test_the_customers_next_word_ends_it_and_it_does_not_wake_again(bank: Bank) -> None:
    case_id = snoozed(bank)
    bank.later(minutes=10)
    assert bank.complaint("Still waiting") == case_id
    assert bank.case(case_id).state == CaseState.CLAIMED
    assert bank.case(case_id).snoozed_until is None
    bank.later(hours=3)
    assert tick(bank) == 0


def test_a_resolved_case_does_not_wake(bank: Bank) -> None:
    case_id = snoozed(bank)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(hours=3)
    assert tick(bank) == 0
    assert bank.case(case_id).state == CaseState.RESOLVED


def test_no_clock_stops_or_moves_while_it_sleeps(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.database.reading() as session:
        before = [(c.due_at, c.state) for c in clocks_of(session=session, case_id=case_id)]
    with bank.desk() as desk:
        until = bank.now + timedelta(days=2)
        snoozes.snooze(desk, case_id=case_id, until=until, reason="", by=AMIRA)
    with bank.database.reading() as session:
        after = [(c.due_at, c.state) for c in clocks_of(session=session, case_id=case_id)]
    assert after == before
    bank.later(hours=3)
    with bank.desk() as desk:
        assert escalations.fire(desk, limit=100) > 0


def test_a_case_can_be_woken_before_its_time_and_snoozed_anew(bank: Bank) -> None:
    case_id = snoozed(bank)
    with bank.desk() as desk:
        snoozes.wake(desk, case_id=case_id, by=AMIRA)
    assert bank.case(case_id).state == CaseState.CLAIMED
    with bank.desk() as desk, pytest.raises(snoozes.NotSnoozed):
        snoozes.wake(desk, case_id=case_id, by=AMIRA)
    with bank.desk() as desk:
        until = bank.now + timedelta(hours=1)
        snoozes.snooze(desk, case_id=case_id, until=until, reason="", by=AMIRA)
        later = until + timedelta(hours=1)
        snoozes.snooze(desk, case_id=case_id, until=later, reason="", by=AMIRA)
    bank.later(hours=1, minutes=1)
    assert tick(bank) == 0
    bank.later(hours=1)
    assert tick(bank) == 1


@pytest.mark.parametrize("by", [timedelta(0), -timedelta(hours=1), timedelta(days=91)])
def test_a_moment_that_is_past_or_far_away_is_refused(bank: Bank, by: timedelta) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk, pytest.raises(snoozes.CannotSnooze):
        snoozes.snooze(desk, case_id=case_id, until=bank.now + by, reason="", by=AMIRA)


@pytest.mark.parametrize(
    ("now", "tomorrow", "monday"),
    [
        (datetime(2026, 11, 17, 10, 0, tzinfo=UTC), (18, 8), (23, 8)),  # a Tuesday
        (datetime(2026, 11, 20, 10, 0, tzinfo=UTC), None, (23, 8)),  # a Friday
        (datetime(2026, 11, 16, 10, 0, tzinfo=UTC), (17, 8), (23, 8)),  # a Monday: the next one
    ],
)
def test_the_moments_offered_are_ones_at_which_the_team_opens(
    bank: Bank, now: datetime, tomorrow: tuple[int, int] | None, monday: tuple[int, int]
) -> None:
    case_id, bank.now = bank.complaint(), now
    with bank.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        found = {each.name: each.until for each in snoozes.moments(desk, case=case)}
        calendar = desk.rules.calendar_of_team(case.team)
    assert found["in_a_while"] == now + timedelta(hours=2)
    assert all(calendar.is_open(found[name]) for name in ("tomorrow", "monday"))
    assert (found["monday"].day, found["monday"].hour) == monday
    if tomorrow is not None:
        assert (found["tomorrow"].day, found["tomorrow"].hour) == tomorrow


def test_a_card_number_in_the_reason_is_masked(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        until = bank.now + timedelta(hours=1)
        reason = "Card 4111 1111 1111 1111 is being replaced"
        snoozes.snooze(desk, case_id=case_id, until=until, reason=reason, by=AMIRA)
    with bank.database.reading() as session:
        [row] = session.exec(select(Snooze)).all()
    assert "4111 1111" not in row.reason
    assert all("4111 1111" not in str(d.payload) for d in bank.deliveries())
