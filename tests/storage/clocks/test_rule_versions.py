"""Each policy and calendar is kept as it was resolved, and the trail of the house says since when."""

from bot.domain.records.staff import ActorKind
from bot.domain.sla.policy import SlaPolicy
from bot.storage import audit
from bot.storage.clocks.rule_versions import not_stored, store_versions
from bot.storage.clocks.timeline import timeline
from bot.storage.engine import Database
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
