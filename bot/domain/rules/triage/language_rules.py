"""languages.toml: in which languages customers write, and how sure Earshot must be of one."""

from collections.abc import Collection

from pydantic import Field, field_validator

from bot.domain.frozen import Strict
from bot.domain.languages.identifying import Guess, Identifier
from bot.domain.languages.names import LANGUAGES
from bot.domain.rules.rule_faults import nearest


class LanguageRules(Strict):
    """languages.toml."""

    written: tuple[str, ...] = Field(default=("en", "ar"), min_length=1)
    margin: float = Field(default=0.05, ge=0, le=1)
    least: float = Field(default=0.1, ge=0, le=1)

    @field_validator("written")
    @classmethod
    def _are_known(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for code in given:
            if code not in LANGUAGES:
                raise ValueError(f"there is no language “{code}”. {nearest(code, LANGUAGES)}")
        return tuple(dict.fromkeys(given))

    def identifier(self, guess: Guess | None = None, *, of: Collection[str] = ()) -> Identifier:
        """What tells these languages apart. ``of``: others than the bank's."""
        return Identifier(tuple(of) or self.written, self.margin, self.least, guess)
