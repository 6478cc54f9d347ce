"""Takes secrets and personal data out of whatever is about to be logged or shown to an operator.

The last step before a line is written, so it also covers libraries and exception texts.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.personal_data import mask_all

HIDDEN = "[hidden]"
_LONGEST = 6000  # log drains cut a line at 10 kB
_OURS = frozenset({"timestamp", "level", "logger"})

_SECRET_NAME = re.compile(
    r"token|secret|passw|passphrase|authorization|cookie|signature|seal_key|database_url|api_key"
    r"|credential|_proof$",
    re.IGNORECASE,
)
# Each expression is tried at every letter, so none begins with what may be long.
_UP_TO_AN_AT = re.compile(r"[^\s@]+@?")
_PASSWORD_IN_URL = re.compile(r"://([^/:]*):.+@\Z")
_NAMED_SECRET = re.compile(
    r"""(?P<name>(?:token|secret|password|signature|appsecret_proof|api_key)["']?\s*[=:]\s*["']?)"""
    r"""(?P<value>[^\s"'&,;)}\]]+)""",
    re.IGNORECASE,
)
_TOKEN_SHAPES = re.compile(
    r"\b(?:xox[a-z](?:\.[a-z]+)?-|xapp-|xwfp-)[\w-]+"  # Slack
    r"|\bEAA[A-Za-z0-9]{8,}"  # Meta
    r"|\b(?:Bearer|Basic)\s+[\w.~+/=%-]{6,}"
    r"|\bAAAAAAAAAA[\w%]{20,}"  # X, application only
    r"|\b[A-Za-z0-9]{1,20}:[A-Za-z0-9+/]{43}="  # our own master keys
)


def redacted(text: str) -> str:
    """The text without secrets and personal data, cut to a length a log line can take."""
    text = _UP_TO_AN_AT.sub(_without_password, text[: 4 * _LONGEST])
    text = _TOKEN_SHAPES.sub(HIDDEN, text)
    text = _NAMED_SECRET.sub(rf"\g<name>{HIDDEN}", text)
    text = mask_all(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " [cut]"


def _without_password(words: re.Match[str]) -> str:
    if not words[0].endswith("@"):
        return words[0]
    return _PASSWORD_IN_URL.sub(rf"://\1:{HIDDEN}@", words[0])


def redact_event(_logger: object, _method: str, event: Any) -> Any:
    """The structlog processor: every value of the event, whatever its type."""
    return {
        name: value if name in _OURS else _value(str(name), value) for name, value in event.items()
    }


def _value(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | float):
        return value
    if _SECRET_NAME.search(name) and not isinstance(value, int):
        return HIDDEN
    if isinstance(value, int):
        return value if -(10**10) < value < 10**10 else redacted(str(value))
    if isinstance(value, Mapping):
        return {str(key): _value(str(key), each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(name, each) for each in value]
    return redacted(str(value))
