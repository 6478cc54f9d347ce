"""A webhook that could not be split, kept whole with its signature so that it can be replayed.

The platforms sign the body alone, so the same check passes again once our reading has been mended.
"""

import json
from base64 import b64decode, b64encode

from bot.channels.channel import Hook
from bot.inbox.store import key_of

_MARK = "whole:"


def key_for(hook: Hook) -> str:
    """The inbox key of a webhook kept whole."""
    return _MARK + key_of(hook.body)


def is_whole(key: str) -> bool:
    """Whether the inbox item of this key is a whole webhook."""
    return key.startswith(_MARK)


def packed(hook: Hook) -> bytes:
    """The body and the headers that sign it."""
    signatures = {name: value for name, value in hook.headers.items() if "signature" in name}
    return json.dumps(
        {"headers": signatures, "body": b64encode(hook.body).decode("ascii")}
    ).encode()


def unpacked(data: bytes) -> Hook:
    """What ``packed`` packed."""
    kept = json.loads(data)
    return Hook(headers=kept["headers"], body=b64decode(kept["body"]))
