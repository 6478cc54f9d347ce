"""What a newer release entered is left to it: the weekly data of this one is read all the same."""

import logging

import pytest
from sqlmodel import text

from bot.domain.rules.house.weekly_data import Kind, MemberRow
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house import weekly_data
from tests.database import MovableDatabase
from tests.domain.calendars import at
from tests.domain.house import house

RULES = house()
NOW = at("2026-11-30 10:00")
MEMBER = MemberRow(team="desk", person="U0LENA")


def enter(database: MovableDatabase, *, of_a_newer_release: bool) -> None:
    """An entry; and one of a kind that this release does not know."""
    entered = [MEMBER, MEMBER] if of_a_newer_release else [MEMBER]
    with database.transaction() as session:
        weekly_data.lock(session=session)
        rows = [
            HouseEntry(
                kind=Kind.MEMBERS, content=row.model_dump(), added_at=NOW, added_by="operator:lena"
            )
            for row in entered
        ]
        session.add_all(rows)
        session.flush()
        if of_a_newer_release:
            later = text("UPDATE house_entries SET kind = 'of_next_year' WHERE id = :id")
            session.connection().execute(later, {"id": rows[-1].pk})


@pytest.mark.on_both
def test_a_kind_that_this_release_does_not_know_is_left_out_and_logged_once(
    database: MovableDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    with database.transaction() as session:
        store_versions(session=session, rules=RULES, now=NOW)
    enter(database, of_a_newer_release=True)
    in_force = weekly_data.InForce(RULES)
    for _ in range(2):
        with database.reading() as session:
            assert in_force.rules(session).data.members == (MEMBER,)
            assert [row for _, row in weekly_data.standing(session=session)] == [MEMBER]
    assert caplog.text.count("of_next_year") == 1


def test_nothing_is_logged_where_all_kinds_are_known(
    database: MovableDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    with database.transaction() as session:
        store_versions(session=session, rules=RULES, now=NOW)
    enter(database, of_a_newer_release=False)
    with database.reading() as session:
        assert weekly_data.InForce(RULES).rules(session).data.members == (MEMBER,)
    assert "unknown_kinds" not in caplog.text
