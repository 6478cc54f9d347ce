"""Alarms: said once, again each day they last, and when they are over; to people by name."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import text

import bot
from bot.desk.house import alarms, refusals, waiting
from bot.desk.house.refusals import Heard
from bot.desk.threads import slack_places
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Role
from bot.domain.rules.house.alarm_kinds import ALARMS
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Held
from bot.slack.views.house.alarm import alarm
from bot.storage.house.alarms import standing as all_standing
from tests.desk.conftest import Bank

MENTIONS = Heard("x:mentions:1", account="@NorthbankHelp", stream="mentions")
FALLBACK = "C0DUTY"


def refused(bank: Bank, why: str = "No credit is left.") -> None:
    with bank.desk() as desk:
        refusals.refused(desk, heard=MENTIONS, explanation=why)


def read_again(bank: Bank) -> None:
    with bank.desk() as desk:
        alarms.source_read(desk, source=MENTIONS.name)


def drawn(bank: Bank, delivery: Delivery) -> str:
    with bank.database.reading() as session:
        row = session.get_one(Alarm, delivery.payload["alarm_id"])
        return str(alarm(row, people=delivery.payload["people"]).blocks)


def test_a_platform_that_refuses_us_is_told_once_again_each_day_and_when_it_is_over(
    bank: Bank,
) -> None:
    for _ in range(3):
        refused(bank)
    assert len(bank.deliveries("slack.alarm")) == 1
    bank.later(days=1)
    refused(bank)
    assert len(bank.deliveries("slack.alarm")) == 2
    read_again(bank)
    read_again(bank)
    told = bank.deliveries("slack.alarm")
    assert len(told) == 3
    assert {each.payload["slack_channel"] for each in told} == {FALLBACK}
    assert ":white_check_mark:" in drawn(bank, told[-1])
    refused(bank)  # it begins anew
    assert len(bank.deliveries("slack.alarm")) == 4


def test_an_alarm_says_what_since_when_what_it_means_what_to_do_and_who(bank: Bank) -> None:
    people = {"U0ADMIN": (Role.ADMIN,)}
    roles = bank.rules.roles.model_copy(update={"people": people})
    bank.rules = bank.rules.model_copy(update={"roles": roles})
    refused(bank)
    [told] = bank.deliveries("slack.alarm")
    said = drawn(bank, told)
    for part in ("@NorthbankHelp", "mentions", "No credit is left.", "For customers", "To do"):
        assert part in said
    assert "<@U0ADMIN>" in said
    assert "Since <!date^" in said


def test_an_alarm_that_is_over_before_it_goes_says_so(bank: Bank) -> None:
    refused(bank)
    read_again(bank)
    [first, _] = bank.deliveries("slack.alarm")
    assert "can be read again" in drawn(bank, first)


def test_what_a_platform_says_mentions_and_links_nothing(bank: Bank) -> None:
    refused(bank, "X says: <!channel> <https://evil.example|Mend it here>")
    [told] = bank.deliveries("slack.alarm")
    said = drawn(bank, told)
    assert "<!channel>" not in said
    assert "<https" not in said


def test_posts_that_wait_for_a_person_raise_one_alarm_with_an_all_clear(bank: Bank) -> None:
    bank.complaint()
    [headline] = bank.deliveries("slack.headline")

    def look(error: str | None) -> None:
        with bank.desk() as desk:
            row = desk.session.get_one(Delivery, headline.id)
            row.error = error
            desk.session.add(row)
        with bank.desk() as desk:
            waiting.raise_or_clear(desk, held_by=lambda error: Held.LANE if error else None)

    look("msg_too_long: It is too long.")
    look("msg_too_long: It is too long.")
    assert len(bank.deliveries("slack.alarm")) == 1
    look(None)
    assert len(bank.deliveries("slack.alarm")) == 2


def test_one_fact_has_one_alarm_an_archived_channel_is_not_told_twice(bank: Bank) -> None:
    bank.complaint()
    [headline] = bank.deliveries("slack.headline")
    channel = headline.payload.get("slack_channel", "")
    channel = channel or headline.lane.rpartition(":")[2]
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, headline.id)
        row.error = "is_archived: The Slack channel is archived."
        desk.session.add(row)
        assert slack_places.trouble(desk, slack_channel=channel, what=slack_places.ARCHIVED)
    with bank.desk() as desk:
        waiting.raise_or_clear(desk, held_by=lambda _: Held.LANE)
    assert len(bank.deliveries("slack.alarm")) == 1


def test_a_refused_source_is_not_told_as_silent_too(bank: Bank) -> None:
    refused(bank)
    with bank.desk() as desk:
        alarms.silent(desk, heard=MENTIONS, minutes=30)
    assert len(bank.deliveries("slack.alarm")) == 1


def test_the_alarm_of_a_broken_fallback_channel_goes_to_the_duty_manager(bank: Bank) -> None:
    with bank.desk() as desk:
        assert slack_places.trouble(desk, slack_channel=FALLBACK, what=slack_places.ARCHIVED)
    told = bank.deliveries("slack.alarm")
    assert told
    assert all(each.payload["slack_channel"] != FALLBACK for each in told)


@pytest.mark.parametrize("kind", AlarmKind)
def test_every_alarm_has_its_words_and_fills_them(bank: Bank, kind: AlarmKind) -> None:
    words = ALARMS[kind]
    values: dict[str, Any] = {
        name: "C0ARCHIVED" for each in words.sentences for name in re.findall(r"{(\w+)}", each)
    }
    with bank.desk() as desk:
        assert raise_alarm(desk, kind, subject="one", **values)
        assert not raise_alarm(desk, kind, subject="one", **values)
        assert raise_alarm(desk, kind, subject="another", **values)
    said = drawn(bank, bank.deliveries("slack.alarm")[0])
    assert "{" not in said.replace("{'", "").replace("{date_short_pretty} {time}", "")
    with bank.desk() as desk:
        assert clear_alarm(desk, kind, subject="one")
        assert not clear_alarm(desk, kind, subject="one")


def test_every_kind_of_alarm_is_raised_somewhere() -> None:
    """A kind that nothing raises promises what is not so."""
    folder = Path(bot.__file__).parents[1]
    sources = [
        path.read_text(encoding="utf-8")
        for top in ("bot", "handlers")
        for path in (folder / top).rglob("*.py")
        if path.name not in {"alarm.py", "alarm_kinds.py"}
    ]
    unraised = [
        kind for kind in AlarmKind if not any(f"AlarmKind.{kind.name}" in s for s in sources)
    ]
    assert unraised == []


def test_an_alarm_of_a_newer_release_that_was_rolled_back_is_left_to_that_one(
    bank: Bank,
) -> None:
    with bank.desk() as desk:
        raise_alarm(desk, AlarmKind.CHANNEL_LEFT, subject="C1", channel="<#C1>")
        desk.session.execute(text("UPDATE alarms SET kind = 'of_a_newer_release'"))
    with bank.database.reading() as session:
        assert list(all_standing(session=session)) == []
