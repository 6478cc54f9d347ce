"""Each kind of failure, as the vendors' own clients meet it."""

from typing import Any

import pytest
import requests
import tweepy

from bot.sandbox.faults import Faults
from tests.sandbox.serving import Running

POST = "POST /2/tweets"


@pytest.fixture
def faults(running: Running) -> Faults:
    return running.sandbox.faults


@pytest.fixture
def asked(running: Running) -> str:
    return running.sandbox.x.post(author="Ana", text="@NorthbankHelp a")


def accepted(running: Running, operation: str = POST) -> int:
    calls = running.sandbox.x.snapshot()["calls"]
    return int(calls.get(operation, {}).get("accepted", 0))


@pytest.mark.parametrize("kind", ["reset_before", "down", "hang"])
def test_a_connection_cut_before_means_nothing_was_published(
    x: Any, running: Running, faults: Faults, asked: str, kind: str
) -> None:
    faults.add(platform="x", operation=POST, kind=kind, seconds=0.05)

    with pytest.raises(requests.ConnectionError):
        x.create_tweet(text="Hello", in_reply_to_tweet_id=asked)

    assert accepted(running) == 0


@pytest.mark.parametrize("kind", ["reset_after", "hang_after"])
def test_a_connection_cut_after_means_it_is_published_all_the_same(
    x: Any, running: Running, faults: Faults, asked: str, kind: str
) -> None:
    faults.add(platform="x", operation=POST, kind=kind, seconds=0.05)

    with pytest.raises(requests.ConnectionError):
        x.create_tweet(text="Hello", in_reply_to_tweet_id=asked)

    assert accepted(running) == 1
    assert running.sandbox.x.timeline(1)[0]["said"] == "Hello"


def test_an_error_after_acceptance_is_a_503(
    x: Any, running: Running, faults: Faults, asked: str
) -> None:
    faults.add(platform="x", operation=POST, kind="error_after")

    with pytest.raises(tweepy.TwitterServerError):
        x.create_tweet(text="Hello", in_reply_to_tweet_id=asked)

    assert accepted(running) == 1


def test_a_late_post_is_invisible_until_its_time(
    x: Any, running: Running, faults: Faults, asked: str
) -> None:
    faults.add(platform="x", operation=POST, kind="late", seconds=90)
    made = x.create_tweet(text="Hello", in_reply_to_tweet_id=asked)["data"]["id"]

    before = x.get_tweets([made])
    running.sandbox.world.move(91)

    assert "data" not in before
    assert x.get_tweets([made])["data"][0]["id"] == made


def test_429_says_when_to_come_back(x: Any, faults: Faults) -> None:
    faults.add(platform="x", operation="GET /2/users/me", kind="429", seconds=60)

    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.get_me()

    assert refused.value.reset_time is not None
    assert x.get_me()["data"]["username"] == "NorthbankHelp"  # one time was asked for


def test_running_out_of_credits_is_a_402(x: Any, faults: Faults) -> None:
    faults.add(platform="x", kind="402")

    with pytest.raises(tweepy.HTTPException) as refused:
        x.get_me()

    assert refused.value.response.json()["title"] == "CreditsDepleted"


def test_a_fault_without_a_count_stays_until_it_is_cleared(x: Any, running: Running) -> None:
    control = f"{running.address}/control/faults"
    rule = {"platform": "x", "kind": "500", "times": None}
    listed = requests.post(control, json=rule, timeout=5).json()
    for _ in range(3):
        with pytest.raises(tweepy.TwitterServerError):
            x.get_me()

    requests.delete(control, params={"platform": "x"}, timeout=5)

    assert listed["rules"][0]["kind"] == "500"
    assert requests.get(control, timeout=5).json() == {"rules": []}
    assert x.get_me()["data"]["username"] == "NorthbankHelp"


def test_an_unknown_kind_of_fault_is_refused(running: Running) -> None:
    rule = {"platform": "x", "kind": "gremlin"}
    answer = requests.post(f"{running.address}/control/faults", json=rule, timeout=5)

    assert answer.status_code == 400
    assert "gremlin" in answer.json()["error"]


def test_other_platforms_and_operations_are_left_alone(x: Any, faults: Faults) -> None:
    faults.add(platform="facebook", kind="down")
    faults.add(platform="x", operation=POST, kind="down")

    assert x.get_me()["data"]["username"] == "NorthbankHelp"
