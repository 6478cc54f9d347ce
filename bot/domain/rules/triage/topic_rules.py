"""topics.toml: what customers write about, as the bank calls it in English and Arabic, and from when on a topic is
suggested.
"""

from functools import cached_property

from pydantic import Field, field_validator

from bot.domain.frozen import Strict
from bot.domain.listening.topic_model import NONE
from bot.domain.personal_data.folding import fold, lowered
from bot.domain.sla.regulatory import Slug
from bot.language import is_right_to_left, say

MOST = 60  # the likeliest stand twice in a select menu in Slack, which takes a hundred


class Topic(Strict):
    """One topic, as staff read it."""

    en: str = Field(min_length=1, max_length=70)
    ar: str = Field(min_length=1, max_length=70)
    off: bool = False

    @property
    def title(self) -> str:
        """In the language being spoken."""
        return self.ar if is_right_to_left() else self.en


class TopicRules(Strict):
    """topics.toml."""

    suggest_from: int = Field(default=75, ge=0, le=100)
    topics: dict[Slug, Topic] = Field(default_factory=dict, max_length=MOST)

    @field_validator("topics")
    @classmethod
    def _none_is_no_topic(cls, topics: dict[str, Topic]) -> dict[str, Topic]:
        if NONE in topics:
            raise ValueError(
                f"“{NONE}” is what is said of a case that no topic fits. Take another name"
            )
        return topics

    @cached_property
    def offered(self) -> dict[str, Topic]:
        """Those that staff may choose, in the bank's order."""
        return {name: topic for name, topic in self.topics.items() if not topic.off}

    def title(self, name: str) -> str:
        """What a topic is called, for the reader; one that is in no file any more, by its name."""
        if name == NONE:
            return say("none of the list")
        known = self.topics.get(name)
        return known.title if known is not None else name.replace("_", " ").capitalize()

    def named(self, words: str) -> frozenset[str]:
        """The topics that somebody means who types this: a name's beginning, or words of a title in either language."""
        said, name = _folded(words), words.casefold().replace("-", "_").replace(" ", "_")
        return frozenset(
            key
            for key, topic in self.topics.items()
            if key.startswith(name) or said in _folded(topic.en) or said in _folded(topic.ar)
        )


def _folded(words: str) -> str:
    return lowered(fold(words).text).strip()
