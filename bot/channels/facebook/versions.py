"""How long each version of the Graph API lives. A call to an ended one is served by another, silently.

Source: developers.facebook.com/docs/graph-api/changelog, read 2026-11-21. None: no end is named yet.
"""

from datetime import date, timedelta

WARN_BEFORE = timedelta(days=60)
ENDS: dict[str, date | None] = {
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": None,
}


def ending(version: str, *, today: date) -> str:
    """What is wrong with using this version from now on; empty when nothing is."""
    if version not in ENDS:
        older = _number(version) < min(map(_number, ENDS))
        return f"Graph API {version} has ended. {_do()}" if older else ""
    ends = ENDS[version]
    if ends is None or today < ends - WARN_BEFORE:
        return ""
    if today >= ends:
        words = f"Graph API {version} ended on {ends:%d %B %Y}, so Facebook answers with another."
    else:
        words = f"Graph API {version} ends on {ends:%d %B %Y}."
    return f"{words} {_do()}"


def _do() -> str:
    newest = max(ENDS, key=_number)
    return f"Set EARSHOT_FACEBOOK_VERSION to {newest} or later, and try it out first."


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split(".") if part.isdigit())
