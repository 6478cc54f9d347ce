"""Names with the workspace's address in them, so that what we draw links to the cases."""

from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.slack.api.client import hurried
from bot.slack.api.names import Names

_addresses: dict[str, str] = {}  # by the API's own address; asked for once a process


def names_with_links(app: App) -> Names:
    """What things are called and where they are. Without links when Slack does not answer now."""
    names = Names.of(app.capabilities, app.account_names, routing=app.rules.routing)
    return replace(names, workspace_url=_workspace_url(app))


def _workspace_url(app: App) -> str:
    known = _addresses.get(app.slack.base_url, "")
    if not known:
        try:
            known = str(hurried(app.slack).auth_test().get("url", ""))
        except (SlackApiError, OSError):
            return ""
        _addresses[app.slack.base_url] = known
    return known
