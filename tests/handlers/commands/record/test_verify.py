"""Reading the trail in a terminal."""

import getpass
import json
from datetime import UTC, datetime

import pytest

from bot.bootstrap import App
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit
from handlers.commands.record import why
from handlers.commands.record.trail_words import TrailWords

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)


def test_nothing_in_an_entry_can_hide_another_from_the_reader(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.database.transaction() as session:
        audit.record(
            session=session,
            case_id=7,
            actor=Actor.operator("eve\x1b[1A\x1b[2K\r"),
            verb=Trail.INBOX_REPLAYED,
            at=MONDAY,
            details={"item": "7\n2026-11-16 00:00:00 UTC  nothing"},
        )
    assert why.tell(case_id=7, as_json=False) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told


DETAILS = {
    "previous": None,
    "has_clock": True,
    "because": ["“fraud”", "has waited for a day"],
    "late_s": 57603,
    "due_at": "2026-11-15T16:00:00+00:00",
    "owner": "U0AMIRA",
    "text_sha256": "a" * 64,
    "outcome": "no_fault",
    "from": 12,
    "clocks": [{"metric": "claimed"}],
    "calendars": {"standard": "b" * 64},
    "by_hand": False,
}


def test_a_trail_is_told_in_words_and_json_keeps_all_of_it(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    amira = Staff(slack_user_id="U0AMIRA", team_id="T0", name="Amira Haddad", refreshed_at=MONDAY)
    with app.database.transaction() as session:
        session.add(amira)
        for actor in (Actor.staff("U0AMIRA"), Actor.customer(32), Actor.platform("x")):
            audit.record(
                session=session,
                case_id=7,
                actor=actor,
                verb=Trail.CLOCK_STEP,
                at=MONDAY,
                details=DETAILS,
            )
    assert why.tell(case_id=7, as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[45:70].strip() for line in lines] == ["Amira Haddad", "customer 32", "X"]
    assert {line[70:].strip() for line in lines} == {
        "because of “fraud”, has waited for a day, late by 16 h, due 2026-11-15 16:00:00 UTC, "
        "owner Amira Haddad, fingerprint of the text aaaaaaaa…, outcome no fault, from C-12, "
        "clocks: 1, calendars (standard bbbbbbbb…), not by hand"
    }
    assert why.tell(case_id=7, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)["trail"]
    assert [entry["details"] for entry in told] == [DETAILS] * 3
    assert told[1]["actor"] == "customer:32"


@pytest.mark.parametrize("verb", Trail)
def test_every_verb_is_told_in_words(verb: Trail) -> None:
    """A terminal's line has the verb as words, who did it and what about."""
    entry = AuditEntry(
        case_id=7,
        sequence=1,
        at=MONDAY,
        actor_kind="system",
        actor_id="",
        verb=verb,
        details={"step": "warning", "message": 8},
        previous_hash="",
        hash="",
    )
    words = verb.replace("_", " ")
    step = "" if verb in {Trail.CLOCK_WARNING, Trail.CLOCK_BREACH} else "step warning, "
    line = " ".join(TrailWords().line(entry).split())
    assert line == f"2026-11-16 00:00:00 UTC {words} Earshot {step}message 8"


def test_whoever_reads_a_trail_stands_in_the_trail_of_the_house(app: App) -> None:
    why.tell(case_id=7, as_json=False, name=" Ruth ")
    why.tell(case_id=8, as_json=True)
    with app.database.reading() as session:
        entries = audit.entries(session=session, case_id=audit.HOUSE)
    read = [(each.actor.id, each.details) for each in entries if each.verb == Trail.READ]
    assert read == [
        ("Ruth", {"what": "why", "case": 7}),
        (getpass.getuser(), {"what": "why", "case": 8}),
    ]
