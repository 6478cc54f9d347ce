"""What a case is about: the topic that was suggested, and the one that a person set; and the models of topics that
were learnt from what people set.
"""

from datetime import datetime

from sqlmodel import JSON, Field, Index, LargeBinary

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, no_items, text_enum


class CaseTopic(Stored, table=True):
    """One row a case. What a person set stands; until then the suggestion does, where there is one."""

    __tablename__ = "case_topics"
    __table_args__ = (Index("ix_case_topics_topic", "topic"), Index("ix_case_topics_set", "set_at"))

    case_id: int = Field(foreign_key="cases.id", unique=True)
    suggested: str = ""  # a name of topics.toml; empty where nothing was likely enough
    margin: int = 0  # hundredths by which the first was likelier than the second
    likely: list[str] = Field(default_factory=no_items, sa_type=JSON)  # the likeliest first
    model: str = ""  # the beginning of the fingerprint of the model that said so
    surface: Surface = Field(
        default=Surface.PUBLIC, sa_type=text_enum(Surface)
    )  # of the words read
    suggested_at: datetime | None = None
    topic: str = ""  # as a person set it; NONE: that no topic fits
    set_by: str = ""
    set_at: datetime | None = None

    @property
    def standing(self) -> str:
        """What it is about as far as anybody knows: as set, else as suggested."""
        return self.topic or self.suggested


class OwnTopicModel(Stored, table=True):
    """A model learnt from the bank's corrected cases. It holds checksums of words, never a word."""

    __tablename__ = "topic_models"

    language: str
    content: bytes = Field(sa_type=LargeBinary)
    card: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    made_at: datetime
    made_by: str
    used_since: datetime | None = None
    left_at: datetime | None = None  # when it was taken back, or a newer one took its place
