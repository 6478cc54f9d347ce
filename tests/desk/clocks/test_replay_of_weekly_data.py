"""Weekly data that changes while cases are open: their replay has the verdicts that were recorded, and the
present rules as a proposal differ in no case."""

import dataclasses
import os
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.clocks import explaining, policy_changes
from bot.desk.house import weekly_data
from bot.desk.intake import taking_in
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import RulesInForce
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.weekly_data import ClosedDayRow, Kind
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.course import Verdict, verdict
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.what_if import Comparison
from bot.storage.clocks import stored_clocks as stored
from bot.storage.engine import Database
from bot.storage.record import audit
from tests.desk.chance_of_weeks import WeeklyChance
from tests.desk.clocks.test_replay import apply, bank_of, come_into_force, compare, pausing
from tests.desk.clocks.test_replay_of_case_verbs import busy
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.domain.sla.policies import policy, rule

_DAYS = int(os.environ.get("EARSHOT_PROPERTY_EXAMPLES", "0"))
LENA = Actor.staff("U0LENA")
TUESDAY, WEDNESDAY = date(2026, 11, 17), date(2026, 11, 18)
MONDAY_FIVE = MONDAY_TEN.replace(hour=17)


def closes(bank: Bank, day: date = TUESDAY) -> int:
    """As *Desk settings* do it."""
    with bank.desk() as desk:
        row = ClosedDayRow(calendar="standard", day=day)
        entry = weekly_data.add(desk, kind=Kind.CLOSED_DAYS, row=row, by=LENA)
        return entry.pk


def what_if(bank: Bank, files: HouseRules) -> Comparison:
    """As ``earshot what-if`` compares them."""
    with bank.desk() as desk:
        start, end = MONDAY_TEN - timedelta(days=30), bank.now + timedelta(days=1)
        return explaining.what_if(desk, proposed=files, start=start, end=end)


def due(bank: Bank, case_id: int) -> list[datetime | None]:
    with bank.database.reading() as session:
        found = stored.clocks_of(session=session, case_id=case_id)
    return [one.due_at for one in found if one.metric is Metric.FIRST_RESPONSE]


def notes(bank: Bank) -> list[tuple[str, dict[str, list[date]]]]:
    with bank.database.reading() as session:
        found = audit.entries(session=session, case_id=audit.HOUSE)
    return [
        (entry.actor_id, RulesInForce.read(entry.details).closed_days)
        for entry in found
        if entry.verb == Trail.RULES_IN_FORCE
    ]


def at_five(bank: Bank) -> None:
    """With two business hours to the first answer, of which one is left today."""
    come_into_force(bank, promising(bank, "2 business hours"))
    bank.now = MONDAY_FIVE


def promising(bank: Bank, first_response: str) -> HouseRules:
    """The bank's rules with this promise and no other."""
    only = policy(rule(first_response=first_response, claimed="none"))
    return bank.rules.model_copy(update={"sla": only})


def test_a_day_closed_in_desk_settings_moves_what_begins_afterwards_and_nothing_else(
    bank: Bank,
) -> None:
    at_five(bank)
    before = bank.complaint(author="ana")
    closes(bank)
    after = bank.complaint(author="ben")
    assert due(bank, before) == [datetime(2026, 11, 17, 9, tzinfo=UTC)]
    assert due(bank, after) == [datetime(2026, 11, 18, 9, tzinfo=UTC)]
    bank.now = datetime(2026, 11, 17, 12, tzinfo=UTC)
    WeeklyChance(bank, 1).tick()
    broken = [
        one.case_id for one in compare(bank) if verdict(one, now=bank.now) is Verdict.BREACHED
    ]
    assert broken == [before]
    found = what_if(bank, bank.rules)
    assert (found.cases, found.as_recorded, found.differing) == (2, 2, 0)


def test_the_note_of_the_rules_names_whoever_changed_the_day(bank: Bank) -> None:
    entry_id = closes(bank)
    with bank.desk() as desk:
        weekly_data.remove(desk, kind=Kind.CLOSED_DAYS, entry_id=entry_id, by=Actor.operator("Ola"))
    told = [("U0LENA", {"standard": [TUESDAY]}), ("Ola", {})]
    assert notes(bank)[-2:] == told


def test_what_changes_no_clock_is_noted_as_no_change_of_the_rules(bank: Bank) -> None:
    closes(bank)
    before = notes(bank)
    with bank.desk() as desk:
        day = ClosedDayRow(calendar="standard", day=TUESDAY, reason="The same day again")
        weekly_data.add(desk, kind=Kind.CLOSED_DAYS, row=day, by=LENA)
    assert notes(bank) == before


def test_other_targets_are_proposed_with_the_closed_days_as_they_stood(bank: Bank) -> None:
    at_five(bank)
    bank.complaint(author="ana")
    closes(bank)
    bank.complaint(author="ben")
    bank.now = datetime(2026, 11, 17, 10, tzinfo=UTC)
    found = what_if(bank, promising(bank, "90 business minutes"))
    count = found.metrics[Metric.FIRST_RESPONSE]
    assert (count.broken, count.recorded_broken) == (1, 1)
    assert found.differing == 2, "both are due half an hour earlier"


def test_a_closed_day_is_applied_to_running_clocks_and_replays(bank: Bank) -> None:
    at_five(bank)
    case_id = bank.complaint()
    bank.later(minutes=5)
    closes(bank)
    with bank.desk() as desk:
        assert policy_changes.cases_behind(desk) == [case_id]
    assert apply(bank) > 0
    *_, moved = due(bank, case_id)
    assert moved == datetime(2026, 11, 18, 9, tzinfo=UTC)
    with bank.desk() as desk:
        assert policy_changes.cases_behind(desk) == []
    compare(bank)
    assert what_if(bank, bank.rules).differing == 0


def lives(bank: Bank, *, seed: int, steps: int) -> int:
    """Random days with changes of the weekly data, at times applied; how many clocks they had."""
    chance = WeeklyChance(bank, seed)
    for turn in range(4):
        chance.live(steps // 4)
        if turn % 2:
            apply(bank)
    chance.tick()
    clocks = compare(bank)
    found = what_if(bank, bank.rules)
    assert (found.as_recorded, found.differing) == (found.cases, 0)
    assert len(notes(bank)) > 3, "the rules changed"
    return len(clocks)


@pytest.mark.postgresql_in_proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_replay_equals_the_record_however_the_weekly_data_changed(
    database: Database, rules: HouseRules, seed: int
) -> None:
    assert lives(bank_of(database, busy(rules)), seed=seed, steps=80) > 12


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_the_replay_equals_the_record_over_many_random_weeks(
    database: Database, rules: HouseRules, seed: int
) -> None:
    usual = busy(rules) if seed % 2 else pausing(rules, ("continue", "new")[seed % 4 // 2])
    assert lives(bank_of(database, usual), seed=seed, steps=_DAYS or 400) > 60


def test_a_process_that_still_runs_by_older_files_is_replayed_by_them(bank: Bank) -> None:
    """While one release follows another, the newer rules are noted and the older process goes on."""
    older, newer = promising(bank, "2 business hours"), promising(bank, "20 minutes")
    come_into_force(bank, older)
    come_into_force(bank, newer)
    for author, those in (("ana", older), ("ben", newer), ("cem", older)):
        bank.rules = those
        bank.complaint(author=author)
        bank.later(minutes=1)
    targets = [one.target for one in compare(bank) if one.metric is Metric.FIRST_RESPONSE]
    assert targets == ["2 business hours", "20 minutes", "2 business hours"]
    bank.rules = newer
    found = what_if(bank, newer)
    assert (found.as_recorded, found.by_older_policy, found.differing) == (3, 2, 2)


def test_what_was_begun_before_a_day_was_closed_is_replayed_by_the_rules_it_saw(bank: Bank) -> None:
    """A post is taken in while a lead closes the day: its transaction had read the rules before."""
    at_five(bank)
    with bank.desk() as desk:
        seen = desk.rules
    closes(bank)
    with bank.desk() as desk:
        post = bank.post("My card was declined")
        taken = taking_in.take_in(dataclasses.replace(desk, rules=seen), inbound=post)
    assert due(bank, taken.case_id or 0) == [datetime(2026, 11, 17, 9, tzinfo=UTC)]
    compare(bank)
    assert what_if(bank, bank.rules).differing == 0


def window_of(bank: Bank, hours: float) -> None:
    """The platform grants so many hours for a private answer, as a process reads it in its settings."""
    bank.channel = bank.channel.model_copy(update={"private_window_h": hours})
    windows = {"private_windows": {"x": hours}}
    come_into_force(bank, bank.rules.model_copy(update=windows))


def test_a_window_that_the_platform_made_longer_is_replayed_as_it_was_granted(
    database: Database, rules: HouseRules
) -> None:
    bank = bank_of(database, busy(rules))
    for author, hours in (("ana", 24.0), ("ben", 168.0)):
        window_of(bank, hours)
        bank.take_in(bank.post("My card was stolen", author=author, surface=Surface.PRIVATE))
        bank.later(hours=1)
    WeeklyChance(bank, 1).tick()
    granted = [one.target for one in compare(bank) if one.metric is Metric.PRIVATE_WINDOW]
    assert granted == ["1440 minutes", "10080 minutes"]
    assert what_if(bank, bank.rules).differing == 0
