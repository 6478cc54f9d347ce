"""Rate limits and failures on demand, as the vendor's client meets them."""

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.faults import Faults
from bot.sandbox.slack import SlackPart
from bot.sandbox.slack.interactions.response_urls import issue_response_url

CHANNEL = "C0NORTHBANK"


def texts(slack: SlackPart) -> list[str]:
    return [message["text"] for message in slack.state()["messages"][CHANNEL]]


def test_a_burst_into_one_channel_is_limited_when_limits_are_on(
    client: WebClient, site: str
) -> None:
    requests.post(f"{site}/control/slack", json={"rate_limits": True}, timeout=5)
    for _ in range(4):
        client.chat_postMessage(channel=CHANNEL, text="x")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=CHANNEL, text="x")
    response = caught.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert int(response.headers["Retry-After"]) >= 1
    client.chat_postMessage(channel="C0HARBOUR", text="another channel has its own limit")


@pytest.mark.parametrize(("kind", "posted"), [("500", 0), ("error_after", 1)])
def test_an_error_says_nothing_about_whether_the_message_is_there(
    client: WebClient, slack: SlackPart, faults: Faults, kind: str, posted: int
) -> None:
    faults.add(platform="slack", operation="chat.postMessage", kind=kind)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=CHANNEL, text="x")
    assert caught.value.response["error"] == "internal_error"
    assert len(texts(slack)) == posted


@pytest.mark.parametrize(("kind", "posted"), [("reset_before", 0), ("down", 0), ("reset_after", 1)])
def test_a_cut_connection_leaves_the_client_without_an_answer(
    client: WebClient, slack: SlackPart, faults: Faults, kind: str, posted: int
) -> None:
    faults.add(platform="slack", operation="chat.postMessage", kind=kind)
    with pytest.raises((URLError, RemoteDisconnected, ConnectionError)):
        client.chat_postMessage(channel=CHANNEL, text="x")
    assert len(texts(slack)) == posted


def test_a_late_message_is_posted_but_not_yet_read(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", operation="chat.postMessage", kind="late", seconds=60)
    client.chat_postMessage(channel=CHANNEL, text="x")
    assert client.conversations_history(channel=CHANNEL)["messages"] == []


def test_429_carries_the_seconds_to_wait(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", operation="chat.update", kind="429", seconds=7)
    with pytest.raises(SlackApiError) as caught:
        client.chat_update(channel=CHANNEL, ts="1.1", text="x")
    assert caught.value.response.headers["Retry-After"] == "7"


@pytest.mark.parametrize(("kind", "shown"), [("500", 0), ("ratelimited", 0), ("error_after", 1)])
def test_a_response_address_fails_on_demand_too(
    site: str, slack: SlackPart, faults: Faults, kind: str, shown: int
) -> None:
    slack.workspace.site = site
    address = issue_response_url(slack.workspace, "U0AMIRA", CHANNEL)
    faults.add(platform="slack", operation="response_url", kind=kind)
    assert requests.post(address, json={"text": "only you"}, timeout=5).status_code >= 400
    assert len(slack.state()["ephemerals"]) == shown
