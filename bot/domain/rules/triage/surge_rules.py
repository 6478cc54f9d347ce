"""surges.toml: from how many people on it is a surge, who is told, and what is one idea said in several ways."""

from functools import cached_property
from typing import Annotated

from pydantic import Field, field_validator

from bot.domain.frozen import Strict
from bot.domain.rules.event_rules import SLACK_CHANNEL
from bot.domain.rules.triage.signal_rules import InLanguages, Name
from bot.domain.sla.ladder import Recipients
from bot.domain.triage.bursts import LeastAsked
from bot.domain.triage.ideas import Ideas, compiled


class SurgeRules(Strict):
    """surges.toml."""

    on: bool = True
    slack_channel: str = ""
    tell: Recipients | tuple[()] = ()
    least_authors: int = Field(default=5, ge=3, le=1000)
    least_share: float = Field(default=0.05, ge=0, le=1)
    least_score: float = Field(default=3.0, ge=1, le=100)
    history_weeks: int = Field(default=8, ge=1, le=12)
    end_after_minutes: int = Field(default=120, ge=10, le=7 * 24 * 60)
    quiet_words: tuple[Annotated[str, Field(min_length=2, max_length=40)], ...] = ()
    ideas: dict[Name, InLanguages] = Field(default_factory=dict)

    @property
    def asks(self) -> LeastAsked:
        """From how many people on it is a surge."""
        return LeastAsked(
            authors=self.least_authors, share=self.least_share, score=self.least_score
        )

    @field_validator("slack_channel")
    @classmethod
    def _is_a_channel(cls, given: str) -> str:
        if given and not SLACK_CHANNEL.fullmatch(given):
            raise ValueError("must be a Slack channel's id (C…), or empty")
        return given

    def compiled(self, *, brands: tuple[str, ...] = ()) -> Ideas:
        """Ready to look through texts. ``brands``: the names of the bank's own, which name no surge."""
        if brands not in self._ready:
            phrases = tuple((name, idea.all) for name, idea in self.ideas.items())
            self._ready[brands] = compiled(phrases, (*self.quiet_words, *brands))
        return self._ready[brands]

    @cached_property
    def _ready(self) -> dict[tuple[str, ...], Ideas]:
        return {}
