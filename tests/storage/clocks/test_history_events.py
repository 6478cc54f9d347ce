"""Every verb of the trail is heard by clocks, or it is said why it is not."""

from collections import Counter

from bot.domain.records.trail.verbs import Trail
from bot.storage.clocks.history_events import REPLAYED
from bot.storage.clocks.not_replayed import NOT_REPLAYED


def test_every_verb_is_replayed_or_it_is_said_why_not() -> None:
    passed_over = [verb for verbs in NOT_REPLAYED.values() for verb in verbs]
    assert Counter([*REPLAYED, *passed_over]) == Counter(Trail)
