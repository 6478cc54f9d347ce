"""Lists of a large workspace: pages, their limits, and refusals in the middle."""

from typing import Any

import pytest
import requests
from slack_sdk import WebClient

from bot.sandbox.faults import Faults
from bot.sandbox.slack import SlackPart
from bot.sandbox.slack.methods.limits import RateLimits
from tests.sandbox.slack.refusing import refusal, refused


@pytest.fixture
def _large(slack: SlackPart) -> None:
    slack.control.verbs["grow"](people=4_200, channels=1_100)


def pages(call: Any, name: str, **given: Any) -> list[int]:
    """How many each page holds, to the end."""
    sizes, cursor = [], ""
    while True:
        answer = call(cursor=cursor, **given)
        sizes.append(len(answer[name]))
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            return sizes


@pytest.mark.usefixtures("_large")
def test_a_large_workspace_is_told_in_pages_and_never_at_once(client: WebClient) -> None:
    assert refused(client.users_list) == "limit_required"
    assert pages(client.users_list, "members", limit=1_000) == [1_000] * 4 + [211]
    assert pages(client.users_list, "members", limit=5_000)[0] == 1_000
    assert pages(client.conversations_list, "channels", limit=999)[0] == 999
    assert refused(client.conversations_list, limit=1_000) == "invalid_limit"
    assert refused(client.users_conversations, limit=1_000) == "invalid_limit"


def test_a_small_workspace_is_told_at_once(client: WebClient) -> None:
    assert len(client.users_list()["members"]) == 11


@pytest.mark.usefixtures("_large")
def test_a_page_may_hold_fewer_than_were_asked_for(client: WebClient, site: str) -> None:
    requests.post(f"{site}/control/slack", json={"page_most": 150}, timeout=5)
    assert pages(client.conversations_list, "channels", limit=900)[:2] == [150, 150]


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize(
    ("method", "name"), [("users_list", "members"), ("conversations_list", "channels")]
)
def test_the_tier_allows_twenty_pages_a_minute(
    client: WebClient, slack: SlackPart, method: str, name: str
) -> None:
    slack.workspace.rate_limits = True
    cursor = ""
    for _ in range(20):
        answer = getattr(client, method)(limit=50, cursor=cursor)
        assert len(answer[name]) == 50
        cursor = answer["response_metadata"]["next_cursor"]
    stopped = refusal(getattr(client, method), limit=50, cursor=cursor)
    assert (stopped.status_code, stopped["error"]) == (429, "ratelimited")
    assert int(stopped.headers["Retry-After"]) >= 1


@pytest.mark.usefixtures("_large")
def test_a_list_may_be_stopped_in_the_middle_and_goes_on_from_there(
    client: WebClient, faults: Faults
) -> None:
    faults.add(platform="slack", operation="users.list", kind="ratelimited", seconds=30, after=2)
    first = client.users_list(limit=1_000)
    cursor = first["response_metadata"]["next_cursor"]
    cursor = client.users_list(limit=1_000, cursor=cursor)["response_metadata"]["next_cursor"]
    stopped = refusal(client.users_list, limit=1_000, cursor=cursor)
    assert stopped.headers["Retry-After"] == "30"
    assert pages(lambda cursor, rest=cursor, **g: client.users_list(cursor=cursor or rest, **g),
                 "members", limit=1_000) == [1_000, 1_000, 211]  # fmt: skip


@pytest.mark.parametrize(("speed", "waits_s"), [(1, 3), (20, 1)])
def test_a_minute_of_the_limits_may_pass_more_quickly(speed: float, waits_s: int) -> None:
    limits = RateLimits()
    assert [limits.wait("users.list", "", speed=speed) for _ in range(20)] == [0] * 20
    assert limits.wait("users.list", "", speed=speed) == waits_s


@pytest.mark.usefixtures("_large")
def test_the_crowd_is_not_shown_but_for_who_is_in_a_channel(slack: SlackPart) -> None:
    assert len(slack.control.picture()["people"]) == 11
    slack.workspace.channels["C0DUTY"]["members"].append("U1000001")
    assert "U1000001" in slack.control.picture()["people"]
