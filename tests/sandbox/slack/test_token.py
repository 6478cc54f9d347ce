"""What the token may do: told in headers, taken away on demand."""

from typing import Any

import pytest
import requests
from slack_sdk import WebClient

from bot.sandbox.slack import SlackPart
from bot.sandbox.slack.manifest import read_manifest
from tests.sandbox.slack.refusing import refusal, refused

MANIFEST = """
oauth_config:
  scopes:
    bot:
      - chat:write
      - users:read
settings:
  socket_mode_enabled: false
"""


def scopes(answer: Any) -> list[str]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return str(headers["x-oauth-scopes"]).split(",")


def test_every_answer_tells_the_scopes_of_the_token(client: WebClient, slack: SlackPart) -> None:
    slack.workspace.manifest = read_manifest(MANIFEST)
    assert scopes(client.auth_test()) == ["chat:write", "users:read"]
    answer = client.users_list()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert headers["x-accepted-oauth-scopes"] == "users:read"


def test_a_scope_that_was_taken_away_is_told_with_the_refusal_too(
    client: WebClient, slack: SlackPart
) -> None:
    slack.workspace.manifest = read_manifest(MANIFEST)
    slack.workspace.missing_scopes = ["users:read"]
    assert scopes(client.auth_test()) == ["chat:write"]
    answer = refusal(client.users_list)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
    assert scopes(answer) == ["chat:write"]


def test_the_scope_of_the_app_level_token_is_none_of_the_bots(client: WebClient) -> None:
    assert "connections:write" not in scopes(client.auth_test())


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "token_expired"])
def test_a_token_that_is_taken_away_is_good_for_nothing_until_it_is_back(
    client: WebClient, site: str, error: str
) -> None:
    requests.post(f"{site}/control/slack", json={"token_error": error}, timeout=5)
    assert refused(client.auth_test) == error
    assert refused(client.chat_postMessage, channel="C0DUTY", text="x") == error
    requests.post(f"{site}/control/slack", json={"token_error": ""}, timeout=5)
    client.auth_test()
