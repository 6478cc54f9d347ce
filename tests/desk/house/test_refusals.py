"""A dead token is one alarm of its account, which lists what cannot be read, until the last is read."""

import pytest

from bot.desk.house import alarms, refusals
from bot.desk.house.refusals import Heard
from bot.desk.threads.alarms import raise_alarm
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.rules.house.alarm_kinds import UNSEEN
from bot.slack.views.house.alarm import alarm
from bot.storage.house.alarms import standing
from tests.desk.conftest import Bank

ACCOUNT = "@NorthbankHelp"
MENTIONS = Heard("x:mentions:1", account=ACCOUNT, stream="mentions")
DIRECT = Heard("x:direct:1", account=ACCOUNT, stream="private messages")
STALE = "What customers delete or edit there still stands here as it was."
RECHECK = Heard("x:recheck:1", account=ACCOUNT, stream="what became of posts", unseen=STALE)
DEAD = "X does not accept the tokens of @NorthbankHelp."


def refuse(bank: Bank, *every: Heard, why: str = DEAD) -> None:
    for heard in every:
        with bank.desk() as desk:
            refusals.refused(desk, heard=heard, explanation=why)


def read(bank: Bank, *every: Heard) -> None:
    for heard in every:
        with bank.desk() as desk:
            alarms.source_read(desk, source=heard.name)


def said(bank: Bank) -> list[str]:
    """Every alarm and all-clear that went, as its row stands now."""
    with bank.database.reading() as session:
        rows = [
            session.get_one(Alarm, each.payload["alarm_id"])
            for each in bank.deliveries("slack.alarm")
        ]
        return [str(alarm(row, people=[]).blocks) for row in rows]


def stands(bank: Bank) -> list[Alarm]:
    with bank.database.reading() as session:
        return list(standing(session=session))


def test_every_stream_of_a_dead_token_stands_in_one_alarm(bank: Bank) -> None:
    refuse(bank, MENTIONS, DIRECT, RECHECK, MENTIONS)
    [told] = said(bank)
    assert f"*{ACCOUNT}*: mentions, private messages, what became of posts cannot be read" in told
    assert UNSEEN in told


def test_it_is_over_with_the_last_stream_and_names_them_all(bank: Bank) -> None:
    refuse(bank, MENTIONS, DIRECT)
    read(bank, MENTIONS, MENTIONS)
    [told] = said(bank)
    assert f"*{ACCOUNT}*: private messages cannot be read" in told
    read(bank, DIRECT, DIRECT)
    assert f"*{ACCOUNT}*: mentions, private messages can be read again." in said(bank)[-1]
    assert (len(said(bank)), stands(bank)) == (2, [])


def test_it_is_told_again_within_the_day_only_if_it_means_more_for_customers(bank: Bank) -> None:
    refuse(bank, RECHECK)
    [told] = said(bank)
    assert STALE in told
    assert UNSEEN not in told
    bank.later(minutes=1)
    refuse(bank, MENTIONS, DIRECT)
    assert len(said(bank)) == 2
    read(bank, MENTIONS, DIRECT)
    assert STALE in said(bank)[0]


def test_another_reason_is_another_alarm_and_the_first_ends_without_an_all_clear(
    bank: Bank,
) -> None:
    refuse(bank, MENTIONS)
    refuse(bank, MENTIONS, why="X has no credit left for @NorthbankHelp.")
    [row] = stands(bank)
    assert row.values["why"].startswith("X has no credit left")
    assert len(bank.deliveries("slack.alarm")) == 2  # both say what is wrong
    read(bank, MENTIONS)
    assert stands(bank) == []


def test_a_moment_that_the_platform_names_makes_no_other_reason(bank: Bank) -> None:
    refuse(bank, MENTIONS, why="The session ended. It is 10:00:01 now.")
    refuse(bank, MENTIONS, DIRECT, why="The session ended. It is 10:01:07 now.")
    assert len(said(bank)) == 1


def test_another_account_has_an_alarm_of_its_own(bank: Bank) -> None:
    refuse(bank, MENTIONS, Heard("x:mentions:2", account="@NorthbankNews", stream="mentions"))
    assert len(stands(bank)) == 2


@pytest.mark.parametrize("is_still_refused", [True, False])
def test_one_that_an_older_release_raised_goes_on_in_the_new_one_or_ends(
    bank: Bank, is_still_refused: bool
) -> None:
    with bank.desk() as desk:
        kind, name = AlarmKind.SOURCE_REFUSED, MENTIONS.name
        raise_alarm(desk, kind, subject=name, source=ACCOUNT, stream="mentions", why=DEAD)
    [told] = said(bank)
    assert UNSEEN in told
    if is_still_refused:
        refuse(bank, MENTIONS)
        assert len(stands(bank)) == 1
    read(bank, MENTIONS)
    assert stands(bank) == []
    assert "mentions can be read again" in said(bank)[-1]
