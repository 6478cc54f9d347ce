"""provider.toml: a model of the bank's own choice, for which of three things it is asked, and how often."""

from typing import Annotated

from pydantic import Field, model_validator

from bot.domain.frozen import Strict
from bot.domain.records.provider_call import Skill


class ProviderRules(Strict):
    """provider.toml."""

    name: Annotated[str, Field(pattern=r"^([A-Za-z0-9_.-]+(:[A-Za-z0-9_.]+)?)?$")] = ""
    title: Annotated[str, Field(max_length=60)] = ""
    does: tuple[Skill, ...] = ()
    within_s: float = Field(default=10, ge=1, le=60)
    calls_a_day: int = Field(default=200, ge=1, le=100_000)

    @model_validator(mode="after")
    def _is_named_to_staff(self) -> "ProviderRules":
        if self.name and not self.title.strip():
            raise ValueError(
                "title is empty, and staff must read whose words they see. Write title = "
                '"…", as they know the provider'
            )
        if self.name and not self.does:
            raise ValueError(
                "does is empty, so the provider would never be asked. Write does = "
                '["translation"], or name = "" to have none'
            )
        if self.does and not self.name:
            raise ValueError(
                "does asks for something, and no provider is named. Write its entry point's "
                "name, or does = []"
            )
        return self

    def may(self, skill: Skill) -> bool:
        """Whether there is a provider that is asked for this."""
        return bool(self.name) and skill in self.does
