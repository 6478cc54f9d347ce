"""What a digest counts that only the trail tells. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.records.answers.looked import Looked
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.trail.of_answers import AnswerLookedUp, AnswerWas

Entries = Iterable[tuple[int, Mapping[str, Any]]]  # case and details, the oldest first


def on_word(looked_up: Entries, answer_was: Entries) -> frozenset[int]:
    """The cases whose answer a person told of and nobody could look at, unless it was taken back."""
    last = {
        (case_id, each.message): each.found
        for case_id, told in looked_up
        for each in [AnswerLookedUp.read(told)]
    }
    none = {
        (case_id, AnswerWas.read(told).message)
        for case_id, told in answer_was
        if AnswerWas.read(told).purpose == Purpose.NOTHING
    }
    return frozenset(
        case_id
        for (case_id, message), found in last.items()
        if found is Looked.NOBODY_LOOKED and (case_id, message) not in none
    )
