"""What the Slack app is allowed to do, as its manifest asks for it."""

import re
from pathlib import Path

MANIFEST = Path(__file__).with_name("slack_manifest.yaml")
_SCOPES = re.compile(r"^ +bot:\n((?: +- .*\n)+)", re.MULTILINE)
_SCOPE = re.compile(r"- ([a-z:._]+)")


def wanted_scopes() -> frozenset[str]:
    """Every permission of the bot's token."""
    found = _SCOPES.search(MANIFEST.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("The manifest names no scopes.")
    return frozenset(_SCOPE.findall(found[1]))
