"""What our token may do, as Slack itself says: every answer names its scopes in a header.

Shown in github.com/slackapi/node-slack-sdk/issues/292; slack_bolt 1.30 reads it in the same way.
"""

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.api.outcomes import asked


def granted_scopes(client: WebClient) -> frozenset[str] | None:
    """The token's scopes; None where Slack does not name them. Raises Stopped."""
    answers: list[SlackResponse] = []

    def call() -> SlackResponse:
        answers.append(client.auth_test())
        return answers[0]

    asked(call, repeatable=True)
    return scopes_named(answers[0])


def scopes_named(answer: SlackResponse) -> frozenset[str] | None:
    """The scopes that this answer names in its headers."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    told = headers.get("x-oauth-scopes")
    if told is None:
        return None
    parts = told if isinstance(told, list) else [told]
    return frozenset(scope.strip() for part in parts for scope in str(part).split(","))
