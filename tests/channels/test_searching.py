"""The search for posts that name the bank goes on where it was, and says what it missed."""

from datetime import timedelta

from bot.channels.channel import Channel
from bot.channels.x import ids
from bot.sandbox.credentials import NORTHBANK
from tests.channels.looks import look, named, names
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import XStage
from tests.channels.x import wire as x_wire
from tests.channels.x.wire import NOW

FINDS = {NORTHBANK.x_id: ("northbank",)}


HOUR, DAY = 3600, 86_400


def finding(x: XStage) -> tuple[Channel, str]:
    return x.channel(words=FINDS), f"x:finds:{NORTHBANK.x_id}"


def test_a_quiet_month_does_not_end_the_search(x: XStage) -> None:
    channel, finds = finding(x)
    cursor = look(x, channel, finds, "").cursor
    for _ in range(10):
        x.move(3 * DAY)
        page = look(x, channel, finds, cursor)
        assert (page.items, page.limits_hit) == ([], ())
        cursor = page.cursor
    post = x.sandbox.x.post(author="Ana Roth", text="northbank is down")
    x.move(5)
    assert [i.key for i in look(x, channel, finds, cursor).items] == [f"{post}:posted"]


def test_after_nine_days_without_a_worker_the_search_goes_on_and_says_what_it_missed(
    x: XStage,
) -> None:
    channel, finds = finding(x)
    cursor = look(x, channel, finds, "").cursor
    x.move(DAY)
    x.sandbox.x.post(author="Ana Roth", text="northbank is down")
    x.move(7 * DAY)
    post = x.sandbox.x.post(author="Ana Roth", text="northbank is still down")
    x.move(DAY)
    page = look(x, channel, finds, cursor)
    assert [item.key for item in page.items] == [f"{post}:posted"]
    assert names(page) == ["finds_too_old"]
    assert names(look(x, channel, finds, page.cursor)) == []


def test_a_first_start_that_looks_back_a_month_searches_seven_days(x: XStage) -> None:
    channel = x.channel(words=FINDS, lookback=timedelta(days=30))
    page = look(x, channel, f"x:finds:{NORTHBANK.x_id}", "")
    assert names(page) == ["finds_too_old"]


def test_the_search_moves_on_with_the_time_that_was_read(script: Scripted) -> None:
    script.answers = [Answer({"meta": {"result_count": 0}})]
    channel = x_wire.channel_of(script, words=FINDS)
    source = named(channel, f"x:finds:{NORTHBANK.x_id}")
    page = channel.poll(source=source, cursor=str(ids.id_at(NOW - timedelta(days=3))), now=NOW)
    assert NOW - ids.time_of(page.cursor) <= timedelta(minutes=10)
