"""Small slips: every one of a long word is taken for it, and nothing that is a word of the lists itself."""

from hypothesis import assume, given
from hypothesis import strategies as some

from bot.domain.triage.slips import Slips

long_words = some.text("abcdeiou", min_size=7, max_size=12)


@given(long_words, some.data())
def test_a_letter_left_out_doubled_or_changed_with_the_next_is_the_word_meant(
    word: str, data: some.DataObject
) -> None:
    at = data.draw(some.integers(1, len(word) - 1))
    left_out = word[:at] + word[at + 1 :] if at < len(word) - 1 else word
    doubled = word[:at] + word[at - 1] + word[at:]
    turned = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    for slip in (left_out, doubled, turned):
        assert Slips([word]).meant(slip) == (None if slip == word else word)


@given(some.lists(long_words, min_size=2, max_size=6, unique=True))
def test_a_word_of_the_lists_is_meant_as_it_is(words: list[str]) -> None:
    assert [Slips(words).meant(word) for word in words] == [None] * len(words)


@given(long_words, long_words)
def test_of_two_that_may_be_meant_it_is_always_the_same(one: str, other: str) -> None:
    slip = one[:3] + one[4:]
    assume(slip not in (one, other))
    assert Slips([one, other]).meant(slip) == Slips([other, one]).meant(slip)


def test_neither_end_may_lack_and_short_words_are_as_they_are() -> None:
    slips = Slips(["strangers", "reporter", "robber", "naïveté"])
    for text in ("stranger", "eporter", "rober", "naïvté", "", "x" * 30_000):
        assert slips.meant(text) is None
    assert slips.meant("reportr") == "reporter"
