"""Alarms about the house: once a fact and day, in the fallback channel."""

from bot.desk.house import alarms
from bot.outbox.delivery import Delivery
from tests.desk.conftest import Bank


def test_posts_that_wait_for_a_person_raise_one_alarm_a_day(bank: Bank) -> None:
    bank.complaint()
    [headline] = bank.deliveries("slack.headline")
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, headline.id)
        row.error = "is_archived: The Slack channel C0NORTHBANK is archived."
        desk.session.add(row)
    for _ in range(2):
        with bank.desk() as desk:
            alarms.waiting_for_a_person(desk, codes={"is_archived"})
    [notice] = bank.deliveries("slack.notice")
    assert notice.payload["slack_channel"] == "C0DUTY"
    assert "archived" in notice.payload["text"]


def test_a_source_that_was_never_read_is_told(bank: Bank) -> None:
    with bank.desk() as desk:
        alarms.silence(desk, source="x:mentions:1", minutes=None)
    [notice] = bank.deliveries("slack.notice")
    assert "has never been read" in notice.payload["text"]


def test_a_platform_that_refuses_us_raises_one_alarm_a_day(bank: Bank) -> None:
    for _ in range(2):
        with bank.desk() as desk:
            alarms.channel_trouble(desk, source="x:mentions:1", explanation="No credit is left.")
    bank.later(days=1)
    with bank.desk() as desk:
        alarms.channel_trouble(desk, source="x:mentions:1", explanation="No credit is left.")
    assert len(bank.deliveries("slack.notice")) == 2


def test_what_a_platform_says_mentions_and_links_nothing(bank: Bank) -> None:
    said = "X says: <!channel> <https://evil.example|Mend it here>"
    with bank.desk() as desk:
        alarms.channel_trouble(desk, source="x:mentions:1", explanation=said)
    [notice] = bank.deliveries("slack.notice")
    assert "<" not in notice.payload["text"]
