"""What `earshot check` says of one setting beyond what the settings refuse themselves: a token of another
kind, a blank that came along, the example's own "…"; and of variables that nobody reads.
"""

import os
from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import BaseModel, SecretStr

from config.settings import PREFIX, Settings, variable
from handlers.processes import required

_SHAPES: dict[str, tuple[str, str]] = {
    "slack_bot_token": ("xoxb-", "A bot token begins with xoxb-."),
    "slack_app_token": ("xapp-", "An app-level token begins with xapp-."),
    "slack_team": ("T", "A workspace id begins with T."),
    "slack_url": ("http", "An address begins with https://."),
    "x_url": ("http", "An address begins with https://."),
    "facebook_url": ("http", "An address begins with https://."),
}
_WITH_BLANKS = frozenset({"seal_keys", "database_url"})  # where one may stand


def misshapen(field: str, settings: Settings | None) -> str | None:
    """What is wrong with the setting, without what it holds; None when nothing is."""
    value = required.text_of(settings, field)
    if not value:
        return None
    beginning, remark = _SHAPES.get(field, ("", ""))
    if not value.startswith(beginning):
        return remark
    if settings is None:
        return None
    for place, secret in _secrets(getattr(settings, field)):
        trouble = _not_a_secret(secret, blanks=field in _WITH_BLANKS)
        if trouble:
            return place + trouble
    if field == "config" and settings.config is not None and not settings.config.is_dir():
        return "There is no such folder."
    roots = settings.timestamp_roots
    if field == "timestamp_roots" and roots is not None and not roots.is_file():
        return "There is no such file."
    return None


def unread() -> Iterator[tuple[str, str]]:
    """Each variable that begins as ours do and that nothing reads, with what was probably meant."""
    known = {variable(field) for field in Settings.model_fields}
    for name in sorted(set(os.environ) - known):
        if name.startswith(PREFIX):
            near = get_close_matches(name, known, n=1, cutoff=0.8)
            yield (
                name,
                f"Nothing reads it. Did you mean {near[0]}?" if near else "Nothing reads it.",
            )


def _secrets(value: object) -> Iterator[tuple[str, str]]:
    """Each secret the setting holds, and where in a list it stands."""
    if isinstance(value, SecretStr):
        yield "", value.get_secret_value()
    for number, each in enumerate(value if isinstance(value, tuple) else (), start=1):
        for name in type(each).model_fields if isinstance(each, BaseModel) else ():
            inner = getattr(each, name)
            if isinstance(inner, SecretStr):
                yield f"entry {number}, {name}: ", inner.get_secret_value()


def _not_a_secret(secret: str, *, blanks: bool) -> str | None:
    if "…" in secret or secret.endswith("..."):
        return "That is the example's own value. Put the real one there."
    if any(character.isspace() for character in secret) and not blanks:
        return "It holds a blank or a line break. Copy it once more."
    return None
