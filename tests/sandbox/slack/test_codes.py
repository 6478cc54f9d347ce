"""Any documented error on demand: by method, by channel, by thread, so many times, at once or later."""

import pytest
import requests
from slack_sdk import WebClient

from bot.sandbox.faults import Faults
from bot.sandbox.slack import SlackPart
from bot.sandbox.slack.errors import DOCUMENTED
from tests.sandbox.slack.refusing import refusal, refused

CHANNEL = "C0NORTHBANK"


@pytest.mark.parametrize(
    "code",
    [
        "team_added_to_org",
        "access_denied",
        "enterprise_is_restricted",
        "restricted_action_thread_locked",
        "fatal_error",
    ],
)
def test_a_code_is_answered_as_slack_does_and_nothing_is_posted(
    client: WebClient, slack: SlackPart, faults: Faults, code: str
) -> None:
    faults.add(platform="slack", operation="chat.postMessage", kind=code)
    answer = refusal(client.chat_postMessage, channel=CHANNEL, text="x")
    assert (answer.status_code, answer["error"]) == (200, code)
    assert slack.state()["messages"][CHANNEL] == []
    client.chat_postMessage(channel=CHANNEL, text="once only")


def test_every_method_can_be_refused(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", kind="team_added_to_org", times=None)
    assert refused(client.auth_test) == "team_added_to_org"
    assert refused(client.users_list) == "team_added_to_org"
    assert refused(client.chat_update, channel=CHANNEL, ts="1.1", text="x") == "team_added_to_org"


def test_what_took_effect_may_be_refused_all_the_same(
    client: WebClient, slack: SlackPart, faults: Faults
) -> None:
    faults.add(
        platform="slack", operation="chat.postMessage", kind="fatal_error", takes_effect=True
    )
    assert refused(client.chat_postMessage, channel=CHANNEL, text="there") == "fatal_error"
    assert [message["text"] for message in slack.state()["messages"][CHANNEL]] == ["there"]


def test_ratelimited_is_a_429_with_the_seconds_to_wait(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", operation="users.list", kind="ratelimited", seconds=12)
    answer = refusal(client.users_list)
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "12"


def test_a_refusal_may_be_one_channels_alone(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", kind="restricted_action", times=None, where={"channel": CHANNEL})
    assert refused(client.chat_postMessage, channel=CHANNEL, text="x") == "restricted_action"
    client.chat_postMessage(channel="C0HARBOUR", text="x")


def test_a_direct_message_is_named_by_its_channel(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", kind="messages_tab_disabled", where={"channel": "D0LENA"})
    assert refused(client.chat_postMessage, channel="U0LENA", text="x") == "messages_tab_disabled"


def test_a_refusal_may_be_one_threads_alone_whichever_way_it_is_named(
    client: WebClient, faults: Faults
) -> None:
    root, other = (client.chat_postMessage(channel=CHANNEL, text="root")["ts"] for _ in range(2))
    reply = client.chat_postMessage(channel=CHANNEL, text="reply", thread_ts=root)["ts"]
    faults.add(platform="slack", kind="update_failed", times=3, where={"thread_ts": root})
    for call, given in (
        (client.chat_postMessage, {"thread_ts": root}),
        (client.chat_update, {"ts": root}),
        (client.chat_update, {"ts": reply}),
    ):
        client.chat_postMessage(channel=CHANNEL, text="in another thread", thread_ts=other)
        assert refused(call, channel=CHANNEL, text="x", **given) == "update_failed"
    client.chat_update(channel=CHANNEL, ts=root, text="three times only")


def test_a_refusal_may_be_one_user_groups_alone(client: WebClient, faults: Faults) -> None:
    faults.add(
        platform="slack", kind="no_such_subteam", times=None, where={"usergroup": "S0AGENTS"}
    )
    assert refused(client.usergroups_users_list, usergroup="S0AGENTS") == "no_such_subteam"
    assert client.usergroups_users_list(usergroup="S0LEADS")["users"] == ["U0LENA"]


def test_a_refusal_may_wait_for_a_later_call(client: WebClient, faults: Faults) -> None:
    faults.add(platform="slack", operation="auth.test", kind="access_denied", after=2)
    client.auth_test()
    client.auth_test()
    assert refused(client.auth_test) == "access_denied"
    client.auth_test()


def test_a_code_that_slack_does_not_document_is_no_fault(site: str, faults: Faults) -> None:
    with pytest.raises(ValueError, match="no fault of kind 'thread_is_shy'"):
        faults.add(platform="slack", kind="thread_is_shy")
    with pytest.raises(ValueError, match="update_failed"):
        faults.add(platform="x", kind="update_failed")
    asked = {"platform": "slack", "kind": "update_failed", "where": {"channel": CHANNEL}}
    given = requests.post(f"{site}/control/faults", json=asked, timeout=5).json()
    assert given["rules"][0]["where"] == {"channel": CHANNEL}


@pytest.mark.usefixtures("slack")
def test_rules_survive_a_restart(faults: Faults) -> None:
    faults.add(platform="slack", kind="fatal_error", after=3, where={"channel": CHANNEL})
    again = Faults(faults.world)
    again.restore(faults.snapshot())
    assert again.rules == faults.rules


def test_the_codes_are_names() -> None:
    assert all(code.isidentifier() and code.islower() for code in DOCUMENTED)
