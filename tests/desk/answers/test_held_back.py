"""A platform that asks to wait is not silent: the thread says until when, and a long wait is an alarm."""

from datetime import datetime, timedelta

from bot.desk.answers import held_back
from bot.domain.records.alarm import AlarmKind
from bot.outbox import lanes
from bot.outbox.delivery import Delivery
from bot.outbox.keys import account_brake
from bot.storage.house.alarms import standing
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import X_ACCOUNT, Bank


def due(bank: Bank, delivery: Delivery) -> None:
    """The seconds for *Undo* are over."""
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, delivery.pk)
        row.not_before = desk.database_now
        desk.session.add(row)


def brake(bank: Bank, **wait: float) -> None:
    with bank.desk() as desk:
        until = desk.database_now + timedelta(**wait)
        lanes.write_brake(session=desk.session, key=account_brake("x", X_ACCOUNT), until=until)


def tell(bank: Bank) -> list[str]:
    """The alarms that stand after a look."""
    with bank.desk() as desk:
        held_back.tell(desk)
    with bank.database.reading() as session:
        rows = standing(session=session)
        return [row.subject for row in rows if row.kind is AlarmKind.PLATFORM_BRAKED]


def said(bank: Bank) -> list[str]:
    events = bank.deliveries("slack.event")
    return [str(e.payload["until"]) for e in events if e.payload["template"] == "reply_waits"]


def test_the_thread_of_an_answer_that_waits_says_until_when_and_once(bank: Bank) -> None:
    due(bank, answer(bank, bank.complaint()))
    brake(bank, minutes=2)
    assert tell(bank) == tell(bank) == [], "a short wait is no alarm"
    [until] = said(bank)
    wait = datetime.fromisoformat(until) - bank.now
    assert timedelta(minutes=1) < wait <= timedelta(minutes=2)


def test_a_long_wait_is_an_alarm_of_the_account_until_answers_go_out_again(bank: Bank) -> None:
    delivery = answer(bank, bank.complaint())
    due(bank, delivery)
    assert tell(bank) == []
    brake(bank, minutes=10)
    assert tell(bank) == [f"x:{X_ACCOUNT}"]
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, delivery.pk)
        row.mark_cancelled("dropped", now=desk.database_now)
        desk.session.add(row)
    assert tell(bank) == []
    assert len(bank.deliveries("slack.alarm")) == 2, "the alarm and the all-clear"


def test_an_answer_that_can_still_be_undone_is_not_said_to_wait(bank: Bank) -> None:
    answer(bank, bank.complaint())
    brake(bank, minutes=10)
    assert tell(bank) == []
    assert said(bank) == []
