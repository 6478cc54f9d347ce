"""The card of a model of topics: what it was learnt from, what it is worth, where it ends; and by which fingerprint it
knows its model.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, ValidationError

from bot.domain.frozen import Frozen
from bot.domain.listening.topic_model import NoModel, TopicModel, fingerprint_of, read_model


class Card(Frozen):
    """What a model has to agree with; what else a card tells is for people."""

    model_config = ConfigDict(frozen=True, extra="allow")

    fingerprint: str
    language: str
    topics: tuple[str, ...]


def fitting(content: bytes, card: Mapping[str, Any]) -> TopicModel:
    """The model, if it is the one that the card describes. Raises NoModel."""
    try:
        told = Card.model_validate(card)
    except ValidationError:
        raise NoModel("its card lacks fingerprint, language or topics") from None
    if fingerprint_of(content) != told.fingerprint:
        raise NoModel("it is not the one that its card describes")
    model = read_model(content)
    if model.topics != told.topics:
        raise NoModel("it has other topics than its card says")
    return model
