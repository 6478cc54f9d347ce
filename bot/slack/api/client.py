"""Slack's own client, set up so that nothing is ever sent twice behind our back.

The library repeats a call after a cut connection by itself, `chat.postMessage` too: off here. Whatever
can be pressed leaves through here with the epoch on it.
"""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.api.epochs import on_call


class EpochClient(WebClient):
    """A client that puts the epoch on every button and form. ``epoch`` reads it, with no transaction open."""

    def __init__(self, *, epoch: Callable[[], int], **given: Any) -> None:
        super().__init__(**given)
        self.epoch = epoch

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """One call, as the library makes it."""
        told = given.get("json")
        if isinstance(told, dict):
            given["json"] = on_call(told, epoch=self.epoch)
        return super().api_call(api_method, **given)


def web_client(
    *,
    token: str,
    base_url: str = "https://slack.com/api/",
    timeout_s: float = 10.0,
    epoch: Callable[[], int] = lambda: 0,
) -> EpochClient:
    """A Web API client: one call is one request. ``timeout_s`` is rounded up to seconds."""
    return EpochClient(
        epoch=epoch,
        token=token,
        base_url=base_url if base_url.endswith("/") else f"{base_url}/",
        timeout=max(1, -int(-timeout_s // 1)),
        retry_handlers=[],
    )


def hurried(client: EpochClient, *, timeout_s: float = 2.0) -> EpochClient:
    """The same client for what a person waits for: Slack allows three seconds for a form."""
    return web_client(
        token=client.token or "",
        base_url=client.base_url,
        timeout_s=timeout_s,
        epoch=client.epoch,
    )
