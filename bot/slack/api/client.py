"""Slack's own client, set up so that nothing is ever sent twice behind our back.

The library repeats a call after a cut connection by itself, `chat.postMessage` too: off here.
"""

from slack_sdk import WebClient


def web_client(
    *, token: str, base_url: str = "https://slack.com/api/", timeout_s: float = 10.0
) -> WebClient:
    """A Web API client: one call is one request. ``timeout_s`` is rounded up to seconds."""
    return WebClient(
        token=token,
        base_url=base_url if base_url.endswith("/") else f"{base_url}/",
        timeout=max(1, -int(-timeout_s // 1)),
        retry_handlers=[],
    )


def hurried(client: WebClient, *, timeout_s: float = 2.0) -> WebClient:
    """The same client for what a person waits for: Slack allows three seconds for a form."""
    return web_client(token=client.token or "", base_url=client.base_url, timeout_s=timeout_s)
