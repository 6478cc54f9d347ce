"""What could not be read is never silent: an alarm for each source, and a line in every digest."""

from datetime import timedelta

from sqlmodel import select

from bot.desk.digests import issuing
from bot.desk.house import set_aside
from bot.digest.words import wording
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Actor
from bot.inbox import review
from bot.inbox.received import ReceivedItem
from bot.inbox.store import Incoming, store_unreadable
from bot.slack.views.house.alarm import alarm
from bot.storage.house.alarms import standing
from bot.storage.record import audit
from tests.desk.conftest import Bank

WEBHOOK = "facebook:webhook"


def keep(bank: Bank, key: str, *, source: str = "x:mentions:1001001001") -> None:
    with bank.desk() as desk:
        store_unreadable(
            session=desk.session,
            item=Incoming(source, source.partition(":")[0], source.rpartition(":")[2], key, b"{"),
            reason="This is no JSON.",
            vault=bank.vault,
            now=desk.now,
            db_now=desk.database_now,
        )


def tell(bank: Bank) -> None:
    with bank.desk() as desk:
        set_aside.tell(desk)


def expire(bank: Bank) -> None:
    bank.later(days=8)
    with bank.desk() as desk:
        assert set_aside.expire(desk)


def replay(bank: Bank) -> None:
    with bank.desk() as desk:
        for item in desk.session.exec(select(ReceivedItem)):
            review.replay(session=desk.session, item_id=item.pk, db_now=desk.database_now)


def stands(bank: Bank) -> list[Alarm]:
    with bank.database.reading() as session:
        return list(standing(session=session))


def alarms(bank: Bank, kind: AlarmKind = AlarmKind.SET_ASIDE) -> list[Alarm]:
    with bank.database.reading() as session:
        rows = [
            session.get_one(Alarm, told.payload["alarm_id"])
            for told in bank.deliveries("slack.alarm")
        ]
    return [row for row in rows if row.kind is kind]


def test_what_is_set_aside_is_an_alarm_of_its_source_with_count_reason_and_day_of_erasing(
    bank: Bank,
) -> None:
    for key in ("1", "2"):
        keep(bank, key)
    tell(bank)
    tell(bank)
    [told] = alarms(bank)
    said = alarm(told, people=[]).text + str(alarm(told, people=[]).blocks)
    assert "*@NorthbankHelp*: 2 could not be read" in said
    assert "This is no JSON." in said
    erased = bank.now + timedelta(days=7)
    assert f"<!date^{int(erased.timestamp())}^" in said


def test_another_source_has_an_alarm_of_its_own(bank: Bank) -> None:
    keep(bank, "1")
    keep(bank, "2", source=WEBHOOK)
    tell(bank)
    assert {each.subject for each in alarms(bank)} == {"x:mentions:1001001001", WEBHOOK}


def test_the_alarm_counts_on_without_being_said_again_and_ends_when_nothing_is_left(
    bank: Bank,
) -> None:
    keep(bank, "1")
    tell(bank)
    keep(bank, "2")
    tell(bank)
    [told] = alarms(bank)
    assert told.values["count"] == "2"
    replay(bank)
    tell(bank)
    [told, over] = alarms(bank)
    assert over.cleared_at is not None
    assert "what was still set aside was read" in alarm(over, people=[]).text


def test_what_is_erased_before_anybody_read_it_is_no_all_clear_but_another_alarm(
    bank: Bank,
) -> None:
    for key in ("1", "2"):
        keep(bank, key)
    tell(bank)
    expire(bank)
    tell(bank)
    assert len(alarms(bank)) == 1  # no green word
    assert [row.kind for row in stands(bank)] == [AlarmKind.ERASED_UNREAD]
    [told] = alarms(bank, AlarmKind.ERASED_UNREAD)
    said = alarm(told, people=[]).text
    assert "*@NorthbankHelp*: 2 that could not be read were erased, and nobody read them" in said
    assert "This is no JSON." in said


def test_it_counts_on_and_is_said_again_each_day_until_a_digest_has_said_it(bank: Bank) -> None:
    keep(bank, "1")
    expire(bank)
    keep(bank, "2")
    expire(bank)
    tell(bank)
    told = alarms(bank, AlarmKind.ERASED_UNREAD)
    assert [row.values["count"] for row in told] == ["2", "2"]
    with bank.desk() as desk:
        seen = issuing.issue_now(desk, digest="daily", by=Actor.system())
    assert dict(wording.figures(seen))["Erased unread"].startswith("⚠️ 2: nobody read them")
    assert not seen.is_quiet
    assert stands(bank)  # one who asked has seen it; the others have not
    with bank.desk() as desk:
        issuing.issue_due(desk)  # the digests begin
    bank.later(days=1)
    with bank.desk() as desk:
        assert issuing.issue_due(desk)
    assert stands(bank) == []
    [digest, *_] = [d for d in bank.deliveries("slack.digest") if d.payload["report"]["erased"]]
    assert digest.payload["report"]["erased"] == 2
    assert (
        "A digest has said so" in alarm(alarms(bank, AlarmKind.ERASED_UNREAD)[-1], people=[]).text
    )
    with bank.desk() as desk:
        assert issuing.look(desk, digest="daily").erased == 0


def test_a_person_who_has_looked_ends_it_and_is_written_down(bank: Bank) -> None:
    keep(bank, "1")
    expire(bank)
    for found in (1, 0):
        with bank.desk() as desk:
            assert set_aside.looked_for_erased(desk, by=Actor.operator("Ola")) == found
    assert stands(bank) == []
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=audit.HOUSE)
    [looked] = [entry for entry in entries if entry.verb == "inbox_erased_looked_for"]
    assert (looked.actor_id, looked.details) == ("Ola", {"items": 1})


def test_one_whose_case_holds_its_place_was_not_unheard(bank: Bank) -> None:
    keep(bank, "1")
    with bank.desk() as desk:
        item = desk.session.exec(select(ReceivedItem)).one()
        item.case_id = 1
        desk.session.add(item)
    tell(bank)
    expire(bank)
    tell(bank)
    assert stands(bank) == []
    assert "a case holds its place" in alarm(alarms(bank)[-1], people=[]).text


def test_no_digest_calls_a_time_quiet_in_which_something_could_not_be_read(bank: Bank) -> None:
    with bank.desk() as desk:
        assert issuing.look(desk, digest="daily").is_quiet
    keep(bank, "1")
    bank.later(days=2)  # in every digest until it is settled
    with bank.desk() as desk:
        report = issuing.issue_now(desk, digest="daily", by=Actor.system())
    assert "quiet" not in wording.sentence(report)
    assert dict(wording.figures(report))["Could not be read"].startswith("⚠️ 1:")
