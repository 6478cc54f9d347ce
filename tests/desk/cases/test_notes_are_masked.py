"""What staff type about a customer is masked by the brand's own countries, and blamed on nobody."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.desk.cases import closures, notes
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.closure import Closure, Outcome
from bot.domain.records.cases.note import Note
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.rules.house_rules import HouseRules
from tests.desk.conftest import Bank

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
SAUDI = "Her number is 0551234567"


@pytest.fixture
def saudi(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> Bank:
    """The same bank, whose customers write Saudi numbers."""
    monkeypatch.setattr(HouseRules, "regions", lambda _self, _brand: ("SA",))
    return bank


def write(bank: Bank, text: str) -> int:
    case_id = bank.complaint()
    with bank.desk() as desk:
        [thread] = desk.session.exec(select(CaseThread))
        thread.slack_ts = "1.0"
        desk.session.add(thread)
        desk.session.flush()
        notes.write(
            desk,
            slack_channel=thread.slack_channel,
            thread_ts="1.0",
            slack_ts="2.0",
            slack_user_id="U0AMIRA",
            text=text,
            at=AT,
        )
    return case_id


def test_a_note_hides_the_phone_numbers_of_the_brands_own_countries(saudi: Bank) -> None:
    write(saudi, SAUDI)
    with saudi.desk() as desk:
        [note] = desk.session.exec(select(Note))
        assert "0551234567" not in note.text
        notes.edit(desk, slack_channel=note.slack_channel, slack_ts="2.0", text=f"{SAUDI}!", at=AT)
        assert "0551234567" not in note.text


def test_a_remark_hides_them_too(saudi: Bank) -> None:
    case_id = saudi.complaint()
    amira = Actor.staff("U0AMIRA")
    with saudi.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark=SAUDI, by=amira)
        [closure] = desk.session.exec(select(Closure))
    assert "0551234567" not in closure.remark


def test_a_note_that_goes_is_blamed_on_nobody(bank: Bank) -> None:
    write(bank, "Ask the branch")
    with bank.desk() as desk:
        [note] = desk.session.exec(select(Note))
        notes.delete(desk, slack_channel=note.slack_channel, slack_ts="2.0", at=AT)
        trail = desk.session.exec(select(AuditEntry).where(AuditEntry.verb == "note_deleted"))
        assert [entry.actor_kind for entry in trail] == ["platform"]
