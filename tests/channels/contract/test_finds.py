"""The contract, finding by words: what does not address us is told with the words, once, to look at."""

from datetime import timedelta
from typing import Any

import pytest

from bot.channels.channel import Channel, PollFailed, Source
from bot.channels.x.finds import query_for
from bot.domain.channels.inbound import Inbound
from bot.sandbox.credentials import NORTHBANK
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import XStage, read_all
from tests.channels.x.wire import NOW, channel_of

WORDS = {NORTHBANK.x_id: ("northbank", "north bank card")}


def looking(x: XStage) -> Channel:
    return x.channel(words=WORDS)


def found(x: XStage, channel: Channel, cursor: str) -> list[Inbound]:
    page = channel.poll(source=_source(channel), cursor=cursor, now=x.now())
    return read_all(channel, page.items, account=x.account)


def _source(channel: Channel) -> Source:
    return next(s for s in channel.sources() if s.name == f"x:finds:{NORTHBANK.x_id}")


def started(x: XStage, channel: Channel) -> str:
    return channel.poll(source=_source(channel), cursor="", now=x.now()).cursor


def test_only_an_account_that_looks_for_words_has_a_source_for_them(x: XStage) -> None:
    assert [s.name for s in x.channel().sources() if "finds" in s.name] == []
    channel = looking(x)
    assert [s.every_s for s in channel.sources() if "finds" in s.name] == [300.0]


def test_a_find_says_by_which_words_and_is_for_a_person_to_answer(x: XStage) -> None:
    channel = looking(x)
    cursor = started(x, channel)
    x.move(5)
    post = x.sandbox.x.post(author="Ana Roth", text="My North Bank card is eaten again @benode")
    (inbound,) = found(x, channel, cursor)
    assert inbound.external_id == post
    assert inbound.found_by == "north bank card"
    assert not inbound.answerable


def test_reposts_our_own_words_and_what_names_us_are_not_paid_for_twice(x: XStage) -> None:
    channel = looking(x)
    cursor = started(x, channel)
    x.move(5)
    post = x.sandbox.x.post(author="Ana Roth", text="northbank is down")
    x.sandbox.x.post(author="Ben Ode", text="", repost_of=post)
    x.sandbox.x.post(author="NorthbankHelp", text="Northbank opens at nine")
    x.post("northbank is down")
    assert [each.external_id for each in found(x, channel, cursor)] == [post]


def test_a_find_that_names_us_after_all_is_an_ordinary_post(x: XStage) -> None:
    channel = looking(x)
    body = (
        b'{"post": {"id": "1850000000000000001", "text": "northbank @NorthbankHelp",'
        b' "author_id": "7", "entities": {"mentions": [{"username": "NorthbankHelp"}]}},'
        b' "includes": {}, "found_by": "northbank"}'
    )
    (inbound,) = channel.read(source="x:finds", account=x.account, body=body)
    assert isinstance(inbound, Inbound)
    assert (inbound.found_by, inbound.answerable) == ("", True)


def test_a_flood_of_finds_is_cut_and_said(script: Scripted) -> None:
    def page(first: int) -> dict[str, Any]:
        told = {"text": "northbank", "author_id": "7"}
        posts = [{"id": str(first - n), **told} for n in range(100)]
        return {"data": posts, "meta": {"result_count": 100, "next_token": f"t{first}"}}

    start = (int(NOW.timestamp() * 1000) - 1288834974657) << 22
    script.answers = [Answer(page(start + 10_000 * n)) for n in (9, 8, 7, 6)]
    channel = channel_of(script, words=WORDS, lookback=timedelta(hours=1))
    got = channel.poll(source=_source(channel), cursor="", now=NOW)
    assert len(got.items) == 300
    assert [limit.name for limit in got.limits_hit if "left out" in limit.words] == [
        "finds_left_out"
    ]
    assert script.asked[0].query["query"].startswith('("northbank" OR "north bank card")')


def test_a_search_too_long_for_x_is_said_at_start() -> None:
    with pytest.raises(ValueError, match="512"):
        query_for(["w" * 100] * 6, handle="NorthbankHelp")


def test_no_credit_for_a_search_calls_a_person(x: XStage) -> None:
    channel = looking(x)
    x.fail("402", operation="GET /2/tweets/search/recent")
    with pytest.raises(PollFailed) as failed:
        started(x, channel)
    assert failed.value.needs_person
    assert "credit" in str(failed.value)
