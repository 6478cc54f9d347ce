"""A replay knows everything that can happen to a case."""

from bot.domain.sla.replays.history import What
from bot.domain.sla.replays.played_events import HANDLERS, IGNORED


def test_whatever_can_happen_has_a_handler_or_is_ignored_on_purpose() -> None:
    assert set(HANDLERS) | IGNORED == set(What)
    assert not set(HANDLERS) & IGNORED
