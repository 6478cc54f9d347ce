"""What could not be read is never silent: an alarm for each source, and a line in every digest."""

from datetime import timedelta

from bot.desk.digests import issuing
from bot.desk.house import set_aside
from bot.digest import wording
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Actor
from bot.inbox import review
from bot.inbox.store import Incoming, store_unreadable
from bot.slack.views.house.alarm import alarm
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


def alarms(bank: Bank) -> list[Alarm]:
    with bank.database.reading() as session:
        rows = [
            session.get_one(Alarm, told.payload["alarm_id"])
            for told in bank.deliveries("slack.alarm")
        ]
    return [row for row in rows if row.kind is AlarmKind.SET_ASIDE]


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
    bank.later(days=8)
    with bank.desk() as desk:
        review.expire_bodies(session=desk.session, now=desk.now)
    tell(bank)
    assert all(each.cleared_at is not None for each in alarms(bank))


def test_no_digest_calls_a_time_quiet_in_which_something_could_not_be_read(bank: Bank) -> None:
    with bank.desk() as desk:
        assert issuing.look(desk, digest="daily").is_quiet
    keep(bank, "1")
    bank.later(days=2)  # in every digest until it is settled
    with bank.desk() as desk:
        report = issuing.issue_now(desk, digest="daily", by=Actor.system())
    assert "quiet" not in wording.sentence(report)
    assert dict(wording.figures(report))["Could not be read"].startswith("⚠️ 1:")
