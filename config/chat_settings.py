"""The settings of the secure chat, and how one is written down."""

from typing import Any

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings


def setting(default: Any, where: str, *, name: str | None = None, **limits: Any) -> Any:
    """A field with its default and where a person gets it; ``name`` when the platform named it."""
    alias = AliasChoices(name) if name else None
    return Field(default=default, description=where, validation_alias=alias, **limits)


NO_SECRET = SecretStr("")


class ChatSettings(BaseSettings):
    """Where the secure chat is, and the bank's own login at which its customers may sign in."""

    chat_url: str = setting(
        "",
        "The secure chat's public address, as https://chat.bank.example; empty: there is none.",
        pattern=r"^(https://[^/?#\s]+|http://(localhost|127\.0\.0\.1)(:\d+)?)?$",
    )
    chat_proxies: int = setting(
        0, "Proxies before web; the outermost says from where a customer comes.", ge=0, le=5
    )

    chat_login_issuer: str = setting(
        "",
        "The issuer of the bank's own login (OpenID Connect), to the letter as it calls itself; empty: none.",
        pattern=r"^(https://[^?#\s]+|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^?#\s]*)?)?$",
    )
    chat_login_client_id: str = setting(
        "", "What the bank's login calls Earshot; who looks after it registers us and gives it."
    )
    chat_login_client_secret: SecretStr = setting(
        NO_SECRET,
        "The secret that goes with it; empty where the login registered a public client.",
    )
