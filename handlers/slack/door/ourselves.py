"""Who we are in this workspace and where it is, as Slack says it; asked for once a process."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.slack.api.client import hurried
from bot.slack.api.names import Names

_told: dict[str, dict[str, str]] = {}  # by the API's own address


def names_with_links(app: App) -> Names:
    """What things are called and where they are. Without links when Slack does not answer now."""
    names = Names.of(app.capabilities, app.account_names, rules=app.rules)
    return replace(names, workspace_url=_ourselves(app).get("url", ""))


def our_id(app: App, body: Mapping[str, Any]) -> str:
    """Our own Slack user id: Slack tells it with every event; else it is asked for, once."""
    for authorization in body.get("authorizations") or []:
        if authorization.get("is_bot") and authorization.get("user_id"):
            return str(authorization["user_id"])
    return _ourselves(app).get("user_id", "")


def _ourselves(app: App) -> dict[str, str]:
    address = app.slack.base_url
    if address not in _told:
        try:
            answer = hurried(app.slack).auth_test()
        except (SlackApiError, OSError):
            return {}
        _told[address] = {name: str(answer.get(name) or "") for name in ("url", "user_id")}
    return _told[address]
