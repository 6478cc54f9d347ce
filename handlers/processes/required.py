"""The settings that a running process cannot do without, and where to get each."""

import os
from collections.abc import Callable

from pydantic import SecretStr

from config.settings import Settings, variable

NO_FALLBACK = (
    "routing.toml: fallback.slack_channel is empty, so alarms and cases without a route would go "
    "nowhere, and no process starts. Put the id of a Slack channel there (C…), or into "
    "EARSHOT_FALLBACK_CHANNEL."
)


def missing(settings: Settings) -> dict[str, str]:
    """The fields a running process needs and has not, with where to get each."""
    return lacking(lambda field: not text_of(settings, field))


def waits_for(settings: Settings) -> dict[str, str]:
    """What web waits for, by variable: it comes up without, because Slack looks for it before it tells."""
    needed = {variable(field): f"Missing. {why}" for field, why in missing(settings).items()}
    if settings.config is None and not settings.fallback_channel:
        needed[variable("fallback_channel")] = f"Missing. {where_from('fallback_channel')}"
    return needed


def lacking(is_empty: Callable[[str], bool]) -> dict[str, str]:
    """The needed fields that are empty by this reading of them, with where to get each."""
    needed = ["slack_bot_token", "slack_signing_secret", "slack_team", "seal_keys"]
    if not is_empty("facebook_pages"):
        needed += ["facebook_app_secret", "facebook_verify_token"]
    if not is_empty("chat_login_issuer"):
        needed += ["chat_url", "chat_login_client_id"]
    found = {name: where_from(name) for name in needed if is_empty(name)}
    if is_empty("x_accounts") and is_empty("facebook_pages"):
        either = "At least one X account or one Facebook Page is needed."
        found["x_accounts"] = f"{either} {where_from('x_accounts')}"
        found["facebook_pages"] = f"{either} {where_from('facebook_pages')}"
    return found


def text_of(settings: Settings | None, field: str) -> str:
    """What a setting holds; while they cannot be read as a whole, what the environment says."""
    if settings is None:
        return os.environ.get(variable(field), "")
    value = getattr(settings, field)
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")


def where_from(field: str) -> str:
    """Where to get a setting: what `config/settings.py` says of it."""
    return Settings.model_fields[field].description or ""
