"""The key every post of ours carries, by which it is found again after a doubt.

Anyone in the channel may read metadata, so it holds a key and never a word of a customer.
"""

from typing import Any

EVENT_TYPE = "earshot"


def with_key(key: str) -> dict[str, Any]:
    """The ``metadata`` argument of a post."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_of(message: dict[str, Any]) -> str | None:
    """The key a Slack message carries, or None when it is not a post of ours."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    key = payload.get("key") if isinstance(payload, dict) else None
    return key if isinstance(key, str) else None
