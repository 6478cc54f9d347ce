"""The two bases of all values that never change once they are made."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value whose fields cannot be set again."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Strict(Frozen):
    """The same, for what a person wrote, in a file or a form: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid")
