"""Each policy and calendar is kept as it was resolved, and the trail of the house says since when."""

import os
import subprocess
import sys
from datetime import date

import pytest

from bot.domain.calendar.business_calendar import BusinessCalendar, DayHours
from bot.domain.content_version import content_version
from bot.domain.records.staff import ActorKind
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.policy import SlaPolicy
from bot.storage.clocks.rule_versions import load_calendar, not_stored, store_versions
from bot.storage.clocks.timeline import timeline
from bot.storage.engine import Database
from bot.storage.house import weekly_data as house_data
from bot.storage.record import audit
from tests.domain.calendars import at
from tests.domain.house import house

RULES = house()
NOW = at("2026-11-23 10:00")


def test_each_version_is_stored_and_audited_once(database: Database) -> None:
    for _ in range(2):
        with database.transaction() as session:
            store_versions(session=session, rules=RULES, now=NOW)
    with database.reading() as session:
        trail = audit.entries(session=session, case_id=audit.HOUSE)
    presets = RULES.regulatory.choices.values()
    used = [RULES.regulatory_calendar(c.calendar) for preset in presets for c in preset.clocks]
    expected = {RULES.sla.version, *(each.version for each in presets)}
    expected |= {each.version for each in (*RULES.calendars.values(), *used)}
    *stored, in_force = trail
    assert sorted(entry.details["version"] for entry in stored) == sorted(expected)
    assert (in_force.verb, in_force.details["policy"]) == ("rules_in_force", RULES.sla.version)
    assert {entry.actor_kind for entry in trail} == {ActorKind.SYSTEM}


def test_what_the_files_say_and_the_database_has_not_is_named(database: Database) -> None:
    with database.reading() as session:
        names = not_stored(session=session, rules=RULES)
    assert f"policy “{RULES.sla.name}”" in names
    with database.transaction() as session:
        store_versions(session=session, rules=RULES, now=NOW)
        assert not_stored(session=session, rules=RULES) == []


def test_rules_that_come_back_into_force_are_noted_again(database: Database) -> None:
    sla = SlaPolicy.model_validate(RULES.sla.model_dump(mode="json") | {"name": "shorter"})
    shorter = RULES.model_copy(update={"sla": sla})
    for rules in (RULES, shorter, shorter, RULES):
        with database.transaction() as session:
            store_versions(session=session, rules=rules, now=NOW)
    with database.reading() as session:
        found = timeline(session=session, present=RULES)
    versions = [RULES.sla.version, shorter.sla.version, RULES.sla.version]
    assert [rules.sla.version for rules in found.rules] == versions
    second = found.begins[1]
    told = [found.at(place).sla.name for place in (0, second, second + 1, 10_000)]
    assert told == [RULES.sla.name, RULES.sla.name, "shorter", RULES.sla.name]


def told_in(rules: HouseRules, language: str) -> HouseRules:
    """The same rules on a machine that names holidays in another language."""

    def named(calendar: BusinessCalendar) -> BusinessCalendar:
        days = {
            day: DayHours(spans=each.spans, reason=f"{language}: {each.reason}")
            for day, each in calendar.days.items()
        }
        body = calendar.model_dump() | {"days": days}
        return BusinessCalendar.model_validate(body)

    return rules.model_copy(
        update={
            "calendars": {name: named(each) for name, each in rules.calendars.items()},
            "regulatory_calendars": {
                name: named(each) for name, each in rules.regulatory_calendars.items()
            },
        }
    )


def as_before(rules: HouseRules) -> HouseRules:
    """The same rules with the versions of the release before, which hashed the names too."""

    def hashed(calendar: BusinessCalendar) -> BusinessCalendar:
        return BusinessCalendar.stored(
            calendar.model_dump(mode="json"), version=content_version(calendar)
        )

    return rules.model_copy(
        update={
            "calendars": {name: hashed(each) for name, each in rules.calendars.items()},
            "regulatory_calendars": {
                name: hashed(each) for name, each in rules.regulatory_calendars.items()
            },
        }
    )


def test_the_names_of_holidays_make_no_other_version() -> None:
    arabic = told_in(RULES, "ar")
    for name, calendar in RULES.calendars.items():
        assert arabic.calendars[name].version == calendar.version
    closed = RULES.calendars["standard"].model_dump()
    closed["days"][date(2026, 11, 24)] = DayHours(reason="Move")
    moved = BusinessCalendar.model_validate(closed)
    assert moved.version != RULES.calendars["standard"].version


@pytest.mark.parametrize("language", ["C.UTF-8", "ar_SA.UTF-8", "th_TH.UTF-8"])
def test_a_machines_language_changes_no_calendar(language: str) -> None:
    code = (
        "from config import files; from bot.domain.rules.house_rules import joined; "
        "print(joined(files.read(None).values).calendars['standard'].model_dump_json())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "LANG": one, "LC_ALL": one, "LANGUAGE": one[:2]},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for one in ("en_US.UTF-8", language)
    }
    assert len(told) == 1


def test_a_calendar_stored_by_the_release_before_stays_in_force(database: Database) -> None:
    in_arabic, in_english = as_before(told_in(RULES, "ar")), as_before(RULES)
    for rules in (in_english, in_arabic, in_english):  # started here and there
        with database.transaction() as session:
            store_versions(session=session, rules=rules, now=NOW)
    with database.reading() as session:
        before = audit.entries(session=session, case_id=audit.HOUSE)
    with database.transaction() as session:
        store_versions(session=session, rules=RULES, now=NOW)
        assert not_stored(session=session, rules=RULES) == []
        in_force = house_data.in_force(session=session, rules=RULES)
        trail = audit.entries(session=session, case_id=audit.HOUSE)
    assert [entry.pk for entry in trail] == [entry.pk for entry in before]
    for name, calendar in in_english.calendars.items():
        assert in_force.calendars[name].version == calendar.version


def test_a_day_that_is_closed_is_another_calendar_after_an_old_one_too(database: Database) -> None:
    with database.transaction() as session:
        store_versions(session=session, rules=as_before(RULES), now=NOW)
        body = RULES.calendars["standard"].model_dump()
        body["days"][date(2026, 11, 24)] = DayHours(reason="Move")
        moved = BusinessCalendar.model_validate(body)
        calendars = {**RULES.calendars, "standard": moved}
        store_versions(
            session=session, rules=RULES.model_copy(update={"calendars": calendars}), now=NOW
        )
        *_, last = audit.entries(session=session, case_id=audit.HOUSE)
        found = load_calendar(session=session, version=last.details["calendars"]["standard"])
    assert (found, found.version) == (moved, moved.decides)
