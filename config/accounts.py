"""The bank's own accounts as the environment lists them: X accounts and Facebook Pages, as JSON."""

import json
from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError


class XAccount(BaseModel):
    """The four OAuth 1.0a values of one X account; see the README for where to get them."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str = Field(min_length=1)
    handle: str = Field(min_length=1)
    consumer_key: SecretStr
    consumer_secret: SecretStr
    access_token: SecretStr
    access_token_secret: SecretStr


class FacebookPage(BaseModel):
    """One Page and its access token."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    access_token: SecretStr


def _decoded(value: Any) -> Any:
    """What a JSON variable holds. Read here and not by the library, which tells this fault alone."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise PydanticCustomError(
            "not_json", "This is not JSON; it must be a list of objects"
        ) from None


AS_JSON = BeforeValidator(_decoded)
