"""What others answer our customers without naming us is found, newest first, and what X may bill for it is said."""

from datetime import timedelta

import pytest

from bot.channels.channel import OfOthers, Overhears, PollFailed
from bot.channels.x import ids, replies
from bot.channels.x.client import XClient
from bot.channels.x.finds import QUERY_LIMIT
from bot.sandbox.credentials import NORTHBANK
from tests.channels.stage import QUICK, XStage, x_keys


def overheard(x: XStage, *threads: str, most: int = 10) -> OfOthers:
    channel = x.channel(overheard_a_day=100)
    assert isinstance(channel, Overhears)
    return channel.overhear(
        account=x.account,
        threads=threads,
        since=x.now() - timedelta(hours=1),
        now=x.now(),
        most=most,
    )


def said_by_others(x: XStage, *threads: str, most: int = 10) -> tuple[list[str], int]:
    found = overheard(x, *threads, most=most)
    return [each.text for each in found.posts], found.billed


def answer(x: XStage, text: str, *, to: str) -> None:
    """By somebody who takes our name out of those that X puts before a reply."""
    posts = x.sandbox.x.posts
    posts.write(
        author=posts.person("Eve Ode"),
        said=text,
        reply_to=posts.posts[to],
        exclude=frozenset({x.account}),
    )


def test_replies_of_others_that_do_not_name_us_are_found_and_counted(x: XStage) -> None:
    first, other = x.post("my card is blocked"), x.post("another matter", author="Ben Ode")
    answer(x, "Send me your number", to=first)
    x.sandbox.x.post(author="Eve Ode", text="answers nobody", in_reply_to=first)  # it names us
    answer(x, "elsewhere", to=other)
    x.answer_in_app(first, "We are looking into it")
    texts, billed = said_by_others(x, first)
    assert texts == ["@AnaRoth Send me your number"]
    assert billed == 1  # and not what it answers, which X would bill too


def test_no_more_is_asked_for_than_is_allowed(x: XStage) -> None:
    first = x.post("my card is blocked")
    for number in range(12):
        answer(x, f"reply {number}", to=first)
    found = overheard(x, first, most=10)
    assert len(found.posts) == found.billed == 10
    assert found.posts[0].text.endswith("reply 11")
    assert found.more
    assert not overheard(x, first, most=20).more


def test_what_a_reply_answers_is_not_asked_for_because_it_is_billed(x: XStage) -> None:
    first = x.post("my card is blocked")
    answer(x, "Send me your number", to=first)
    keys = x_keys(NORTHBANK)
    client = XClient(keys=keys, url=f"{x.address}/x", prefix="auto", timeouts=QUICK)
    query = replies.query_for([first], handle=keys.handle)
    since = ids.id_at(x.now() - timedelta(hours=1))
    told = client.newest_found(query, since_id=str(since), most=10)
    assert len(told["data"]) == 1
    assert {"users"} == told["includes"].keys()


def test_nothing_found_costs_nothing(x: XStage) -> None:
    assert said_by_others(x, x.post("my card is blocked")) == ([], 0)


def test_a_search_that_is_refused_says_so(x: XStage) -> None:
    first = x.post("my card is blocked")
    with pytest.raises(PollFailed):
        x.channel(wrong_token=True, overheard_a_day=100).overhear(
            account=x.account, threads=[first], since=x.now(), now=x.now(), most=10
        )


def test_a_query_for_all_threads_of_one_call_is_one_that_x_takes() -> None:
    threads = [str(10**18 + number) for number in range(replies.THREADS)]
    assert len(replies.query_for(threads, handle="N" * 15)) <= QUERY_LIMIT


def test_it_is_off_unless_the_bank_pays_for_it(x: XStage) -> None:
    assert x.channel().overheard_a_day == 0
