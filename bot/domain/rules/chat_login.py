"""What a customer is asked to do with the bank's own login, as in the table ``[login]`` of chat.toml."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bot.domain.frozen import Strict


class Asks(StrEnum):
    """When the page asks a customer to sign in."""

    NEVER = "never"
    LETS_IN = "lets_in"  # on a public link it lets a browser in, as a code does
    OFFERED = "offered"  # whoever is in may sign in
    REQUIRED = "required"  # beside the code or the private link; before it nobody is in


def _opens_id(scope: str) -> str:
    if "openid" not in scope.split():
        raise ValueError("must hold the word openid")
    return scope


class LoginRules(Strict):
    """chat.toml, ``[login]``."""

    name: str = Field(min_length=1, max_length=60)  # as customers and staff read it
    asks: Asks
    claim: str = Field(pattern=r"^[\x21-\x7e]{1,100}$")  # the one thing that is read of the person
    scope: Annotated[str, AfterValidator(_opens_id)]
    shown: Literal["last_four", "full"]  # of it, in the private thread
