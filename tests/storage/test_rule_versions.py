"""Each policy and calendar is kept as it was resolved, and the trail of the house says since when."""

from bot.domain.staff import ActorKind
from bot.storage import audit
from bot.storage.engine import Database
from bot.storage.rule_versions import not_stored, store_versions
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
    assert sorted(entry.details["version"] for entry in trail) == sorted(expected)
    assert {entry.actor_kind for entry in trail} == {ActorKind.SYSTEM}


def test_what_the_files_say_and_the_database_has_not_is_named(database: Database) -> None:
    with database.reading() as session:
        names = not_stored(session=session, rules=RULES)
    assert f"policy “{RULES.sla.name}”" in names
    with database.transaction() as session:
        store_versions(session=session, rules=RULES, now=NOW)
        assert not_stored(session=session, rules=RULES) == []
