"""A backup was restored: nothing of the lost time acts on another's case, or goes out twice."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.cases.note import Note
from bot.domain.records.claim import Claim
from bot.domain.records.restore import Restore
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import DeliveryState
from bot.storage.house import censuses, heartbeats
from bot.storage.house.cursors import Cursor
from handlers import anchor
from handlers.commands.house.restored import after_restore
from handlers.endings import CannotStart
from tests.database import MovableDatabase, sqlite_url
from tests.handlers.slack.heard import do
from tests.sandbox.serving import Site
from tests.slack.conftest import _bot, _platforms, workplace
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, TOM, Workplace, open_workplace

__all__ = ["_bot", "_platforms", "workplace"]
NADIA = Actor.operator("Nadia")
OLD_BUTTON = "This button is from before a backup was restored"


@pytest.fixture
def place(
    tmp_path: Path, _sqlite_template: Path, _platforms: Site, _bot: Site
) -> Iterator[Workplace]:
    """A workplace of which a backup can be made and restored."""
    database = MovableDatabase(sqlite_url(tmp_path, _sqlite_template))
    with open_workplace(database, _platforms, _bot) as made:
        yield made
    database.dispose()


class Backup:
    """A copy of the database, made now."""

    def __init__(self, place: Workplace, folder: Path) -> None:
        self._place, self._copy = place, folder / "backup.db"
        self._live = place.database.url.database or ""
        self._over(self._live, str(self._copy))
        self.until = datetime.now(UTC)

    def restore(self) -> list[str]:
        """Put it back, and say so."""
        self.put_back()
        naive = self.until.replace(tzinfo=None)
        return after_restore(self._place.app, until=naive, by=NADIA)

    def put_back(self) -> None:
        """Put it back, and say nothing."""
        self._place.database.dispose()
        self._over(str(self._copy), self._live)

    @staticmethod
    def _over(source: str, target: str) -> None:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)


def answered(place: Workplace, case_id: int) -> None:
    place.press(AMIRA, case_id, "reply")
    place.submit(AMIRA, text="Sorry, Ana", purpose="answers")
    place.submit(AMIRA)


def look_and_send_all(place: Workplace) -> None:
    """As the relay does over some minutes: what is in doubt is looked for twice, then all goes out."""
    for _ in range(3):
        place.database.move(61)
        place.relay.keep_once()
        place.send_all()


def claims(place: Workplace) -> list[Claim]:
    with place.database.reading() as session:
        return list(session.exec(select(Claim)).all())


def click(place: Workplace, user: str, ts: str | None, action_id: str = "claim") -> None:
    place.do("click", user=user, channel=CHANNEL, ts=ts, action_id=action_id)


def test_a_lost_customers_headline_never_acts_on_the_case_that_took_its_number(
    place: Workplace, tmp_path: Path
) -> None:
    backup = Backup(place, tmp_path)
    lost = place.complaint(author="ben")
    ts = place.thread(lost).slack_ts
    backup.put_back()
    assert place.complaint(author="cleo") == lost  # nobody said that a backup was restored
    click(place, TOM, ts)
    assert claims(place) == []
    assert "does not belong to that case" in place.refused(TOM)


def test_after_it_is_said_lost_buttons_are_refused_and_their_threads_listed(
    place: Workplace, tmp_path: Path
) -> None:
    place.complaint(author="ana")
    backup = Backup(place, tmp_path)
    lost = place.complaint(author="ben")
    ts = place.thread(lost).slack_ts or ""
    told = backup.restore()
    assert "Threads in Slack of cases that are lost here: 1" in told
    [listed] = [line for line in told if f"C-{lost} " in line]
    assert listed.endswith(f"/archives/{CHANNEL}/p{ts.replace('.', '')}")
    click(place, TOM, ts)
    assert claims(place) == []
    assert OLD_BUTTON in place.refused(TOM)


def test_a_button_that_stands_since_before_the_backup_works_and_a_new_one_too(
    place: Workplace, tmp_path: Path
) -> None:
    first, second = place.complaint(author="ana"), place.complaint(author="ben")
    Backup(place, tmp_path).restore()
    place.press(AMIRA, first, "claim")  # as it was drawn before
    place.send_all()  # and drawn anew
    assert [claim.case_id for claim in claims(place)] == [first]
    assert '"e' in str(place.headline(first)["blocks"]).replace("'", '"')
    place.press(AMIRA, first, "reply")
    assert place.form(AMIRA)["callback_id"]
    place.press(JONAS, second, "claim")
    assert len(claims(place)) == 2


def test_a_form_from_before_is_refused_and_one_opened_after_is_taken(
    place: Workplace, tmp_path: Path
) -> None:
    case_id = place.complaint()
    place.press(AMIRA, case_id, "resolve")
    Backup(place, tmp_path).restore()
    refused = str(place.submit(AMIRA, outcome="fixed")) + str(place.form(AMIRA))
    assert "This form is from before a backup was restored" in refused
    place.press(JONAS, case_id, "resolve")
    place.submit(JONAS, outcome="fixed", remark="Rang the customer")
    assert not place.case(case_id).is_open


def test_an_answer_that_may_be_out_asks_a_person_and_does_not_go_by_itself(
    place: Workplace, tmp_path: Path
) -> None:
    case_id = place.complaint()
    answered(place, case_id)
    told = Backup(place, tmp_path).restore()
    assert "Answers that may have gone out already, and ask in their threads: 1" in told
    assert f"    C-{case_id}" in told
    assert [each.state for each in place.deliveries("reply")] == [DeliveryState.ASK]
    look_and_send_all(place)
    assert place.deliveries("reply")[0].state == DeliveryState.ASK
    asked = str(place.below(case_id)[-1]["blocks"])
    assert "doubt_there" in asked
    assert "It was on its way when the backup was made that was restored now" in asked


def test_who_writes_in_a_lost_thread_is_told_once_that_no_case_has_it(
    place: Workplace, tmp_path: Path
) -> None:
    known = place.complaint(author="ana")
    backup = Backup(place, tmp_path)
    lost = place.thread(place.complaint(author="ben")).slack_ts
    backup.restore()
    for thread in (lost, lost, place.thread(known).slack_ts):
        do(place, "say", user=TOM, channel=CHANNEL, thread_ts=thread, text="Ring him back")
    [told] = [said for said in place.told(TOM) if "noted on no case" in said]
    assert "`/case`" in told
    with place.database.reading() as session:
        assert [note.case_id for note in session.exec(select(Note))] == [known]


def test_what_slack_shows_already_is_not_posted_again(place: Workplace, tmp_path: Path) -> None:
    case_id = place.take_in(place.post("My card was declined"))
    backup = Backup(place, tmp_path)
    place.send_all()
    before = place.messages()
    backup.restore()
    look_and_send_all(place)
    assert [each["ts"] for each in place.messages()] == [each["ts"] for each in before]
    assert place.thread(case_id).slack_ts == before[0]["ts"]


def test_it_is_in_the_trail_and_an_alarm_stands_until_somebody_looked_through_it(
    workplace: Workplace,
) -> None:
    after_restore(workplace.app, until=None, by=NADIA)
    with workplace.database.reading() as session:
        [alarm] = session.exec(select(Alarm)).all()
        assert (alarm.kind, alarm.cleared_at) == (AlarmKind.BACKUP_RESTORED, None)
        verbs = session.exec(select(AuditEntry.verb).where(AuditEntry.case_id == 0)).all()
        assert Trail.BACKUP_RESTORED in verbs


def test_new_cases_take_numbers_well_above_all_that_were_seen(workplace: Workplace) -> None:
    known = workplace.complaint()
    after_restore(workplace.app, until=None, by=NADIA)
    with workplace.database.reading() as session:
        first = session.exec(select(Restore.first_case)).one()
    assert first - known >= 1000
    made = [workplace.complaint(author=name) for name in ("ben", "cleo")]
    assert made == [first, first + 1]


def test_nothing_is_done_while_a_process_of_ours_runs(workplace: Workplace) -> None:
    with workplace.database.transaction() as session:
        now = workplace.database.now(session)
        heartbeats.beat(session=session, process="worker:a", role="worker", counters=[], now=now)
    with pytest.raises(CannotStart, match="worker:a"):
        after_restore(workplace.app, until=None, by=NADIA)


def test_what_was_erased_since_the_backup_is_named(place: Workplace, tmp_path: Path) -> None:
    place.complaint()
    backup = Backup(place, tmp_path)
    before, after = backup.until - timedelta(days=1), backup.until + timedelta(minutes=1)
    for case, at in (("C-1", before), ("C-2", after)):
        anchor.add_erased(tmp_path, cases=[case], reason="DSAR-17", at=at)
    settings = place.app.settings.model_copy(update={"record_folder": tmp_path})
    place.app = dataclasses.replace(place.app, settings=settings)
    told = "\n".join(backup.restore())
    assert "Erase them again" in told
    assert ("C-2 (DSAR-17)" in told, "C-1 (DSAR-17)" in told) == (True, False)


def test_a_note_since_when_a_source_is_read_is_no_source(place: Workplace, tmp_path: Path) -> None:
    with place.database.transaction() as session:
        now = place.database.now(session)
        for name in ("x:mentions:1", "x:own:1"):
            session.add(Cursor(source=name, next_at=now))
            censuses.begin(session=session, source=name, now=now, db_now=now)
        known = session.exec(select(Cursor.source)).all()
    sources = [name for name in known if not name.startswith(("begun:", "turn:"))]
    told = "\n".join(Backup(place, tmp_path).restore())
    assert (
        f"Sources read on from where the backup stood, at the next start: {len(sources)}." in told
    )
