"""What was asked a moment ago is not asked again, and what was forgotten is."""

import pytest

from bot.storage.lately import Lately


class Hand:
    """A clock that the test moves."""

    at = 50.0

    def __call__(self) -> float:
        """What it shows."""
        return self.at


def test_it_is_asked_anew_once_it_is_as_old_as_it_may_be() -> None:
    hand, answers = Hand(), iter(range(9))
    lately = Lately(hand)
    told = []
    for at in (50.0, 50.9, 51.0, 51.5, 52.1):
        hand.at = at
        told.append(lately.ask("epoch", lambda: next(answers), within_s=1.0))
    assert told == [0, 0, 1, 1, 2]


def test_what_was_forgotten_is_asked_anew() -> None:
    answers = iter(range(9))
    lately = Lately(Hand())
    lately.ask("a", lambda: next(answers), within_s=9)
    lately.forget("a")
    lately.ask("a", lambda: next(answers), within_s=9)
    lately.forget_all()
    lately.ask("a", lambda: next(answers), within_s=9)
    lately.forget("b")
    assert lately.ask("a", lambda: next(answers), within_s=9) == 2


def test_what_could_not_be_asked_is_not_remembered() -> None:
    lately = Lately(Hand())
    with pytest.raises(ZeroDivisionError):
        lately.ask("a", lambda: 1 // 0, within_s=9)
    assert lately.ask("a", lambda: 7, within_s=9) == 7
