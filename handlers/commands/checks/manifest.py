"""`earshot manifest`: the Slack app's manifest, ready to be pasted."""

import re

from config.slack_app import MANIFEST

_PLACE = "https://YOUR-APP.example"
_ADDRESS_LINE = re.compile(r"^ +(?:request_url|url): .*\n", re.MULTILINE)
_COMMENTS = re.compile(r"\A(?:#.*\n)+")


def printed(*, address: str = "", socket_mode: bool = False) -> str:
    """The text. Socket Mode needs no address; without one the place for it is left as it is."""
    text = _COMMENTS.sub("", MANIFEST.read_text(encoding="utf-8"))
    if socket_mode:
        text = _ADDRESS_LINE.sub("", text)
        return text.replace("socket_mode_enabled: false", "socket_mode_enabled: true")
    return text.replace(_PLACE, address.rstrip("/")) if address else text
