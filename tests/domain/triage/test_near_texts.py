"""Canned replies and what customers write: the nearest first, by rare words, whatever their endings."""

import random

from bot.domain.triage.near_texts import NearTexts

TEXTS = (
    "Lost or stolen card: please block your card in the app, we send a new card.",
    "The app does not open: please install the newest version of the app.",
    "A payment that you do not know: please tell us in private when it was made.",
    "بطاقة مفقودة: يمكنك إيقاف البطاقة من التطبيق",
)


def test_the_nearest_comes_first() -> None:
    near = NearTexts(TEXTS)
    assert next(iter(near.near("Somebody stole my cards yesterday, help"))) == 0
    assert next(iter(near.near("your app keeps crashing since the update, it never opens"))) == 1
    assert next(iter(near.near("I see payments on my account that I never made"))) == 2
    assert next(iter(near.near("فقدت البطاقة"))) == 3


def test_what_shares_no_word_is_left_out() -> None:
    assert NearTexts(TEXTS).near("mortgage") == {}
    assert NearTexts(()).near("card") == {}
    assert NearTexts(TEXTS).near("") == {}


def test_each_text_is_nearest_to_itself() -> None:
    words = [f"word{number}x" for number in range(300)]
    rng = random.Random(5)
    texts = [" ".join(rng.sample(words, 12)) for _ in range(200)]
    near = NearTexts(texts)
    assert all(next(iter(near.near(text))) == number for number, text in enumerate(texts))
