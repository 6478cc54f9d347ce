"""Phrases: what one takes, what it does not, and that a hostile text is read in time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.triage.matching import Matcher
from bot.domain.triage.phrases import NotAPhrase, read_concepts
from bot.domain.triage.words import read


def takes(phrase: str, text: str) -> str | None:
    """The words of the text that the phrase took."""
    words = read(text)
    hits = Matcher({"it": [phrase]}).hits(words)
    return text[words[hits[0].first].start : words[hits[0].end - 1].end] if hits else None


@pytest.mark.parametrize(
    ("phrase", "text", "taken"),
    [
        ("leaving … bank", "I am LEAVING this awful bank!", "LEAVING this awful bank"),
        ("leaving … bank", "Leaving, bank", "Leaving, bank"),
        ("leaving … bank", "leaving for a week or two. Bank holiday", None),
        ("leaving … bank", "leaving one two three four five bank", None),
        ("empty*/drain* … account", "they are emptying my account", "emptying my account"),
        ("pay … for/in_the_name_of", "paid? I pay it in the name of him", "pay it in the name of"),
        ("can't feed", "I CANT feed them", "CANT feed"),
        ("cannot feed", "I can’t feed them", "can’t feed"),
        ("kill myself", "k1ll mys\u200belf", "k1ll mys\u200belf"),
        ("suicide", "sоо suісіdе", "suісіdе"),  # Cyrillic letters among them
        ("help me", "heeeelp meee", "heeeelp meee"),
        ("account", "my acount", "acount"),
        ("journalist", "a journlist", "journlist"),
        ("journalist", "a jornalist and a jouurnalist", "jornalist"),
        ("reporter", "it was reported", None),
        ("stranger", "a strange card", None),
        ("someone … account", "some1 in my acct", "some1 in my acct"),
        ("8* years old", "she is ٨٤ years old", "٨٤ years old"),
        ("حساب*", "وبالحساب", "وبالحساب"),
        ("بنك", "للبنك", "للبنك"),
        ("البنك", "ببنك", "ببنك"),
        ("سرقة", "سَرِقـــه", "سَرِقـــه"),
        ("اريد ان اموت", "أُريدُ أن أموت", "أُريدُ أن أموت"),
        ("ينتحر", "سينتحر", "سينتحر"),
        ("drain~ … account", "They were draining my account", "draining my account"),
        ("empty~", "it was emptied", "emptied"),
        ("rob~", "a robber", "robber"),
        ("rob~", "robot", None),
        ("سرق~", "بيسرقوها", "بيسرقوها"),
        ("سرق~", "انسرقت", "انسرقت"),
        ("سرق~", "سريع", None),
        ("account + stolen", "stolen? All of my account. Yes", "stolen? All of my account"),
        ("account + stolen", "my account, it was stolen", "account, it was stolen"),
        ("account + account", "my account is open", None),
        ("call #", "call 12345 now", "call 12345"),
        ("call #", "call 1234 now", None),
        ("😂", "I am dead 😂", "😂"),
    ],
)
def test_a_phrase_takes_what_it_says_in_every_spelling(
    phrase: str, text: str, taken: str | None
) -> None:
    assert takes(phrase, text) == taken


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "…",
        "… bank",
        "bank …",
        "ca*rd",
        "**",
        "a … b … c … d … e … f",
        "a +",
        "+ a",
        "a + b + c + d + e",
        "<me",
        "a~b",
    ],
)
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(NotAPhrase):
        Matcher({"it": [phrase]})


def test_near_ends_after_twelve_words() -> None:
    assert takes("a + b", "a" + " x" * 12 + " b") is not None
    assert takes("a + b", "a" + " x" * 13 + " b") is None


def test_a_concept_is_any_of_its_words_and_of_those_it_names() -> None:
    concepts = read_concepts({"money": "money every_penny <coin>", "coin": "coin~"})
    for text in ("take my money", "take every penny", "take the coins"):
        [hit] = Matcher({"it": ["take … <money>"]}, concepts).hits(read(text))
        assert hit.phrase == "take … <money>"
    assert Matcher({"it": ["take … <money>"]}, concepts).hits(read("take every coat")) == []


@pytest.mark.parametrize(
    "written", [{"one": "<one>"}, {"one": "<two>", "two": "<one>"}, {"one": "<two>"}]
)
def test_a_concept_that_names_itself_or_what_is_not_there_is_refused(
    written: dict[str, str],
) -> None:
    with pytest.raises(NotAPhrase):
        read_concepts(written)


def test_each_key_keeps_its_own_phrases() -> None:
    hits = Matcher({"one": ["stolen"], "other": ["my card"]}).hits(read("my card was stolen"))
    assert [(hit.key, hit.phrase) for hit in hits] == [("other", "my card"), ("one", "stolen")]


@given(some.text(max_size=300))
def test_any_text_can_be_read_and_places_are_those_of_the_text(text: str) -> None:
    words = read(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    Matcher({"it": ["a … b", "ال*"]}).hits(words)


def test_a_long_hostile_text_takes_no_more_than_its_length() -> None:
    matcher = Matcher({"it": ["a … a … a … b", "a a a a b", "a + a … a + a"]})

    def seconds(length: int) -> float:
        began = time.process_time()
        matcher.hits(read("a " * length))
        return time.process_time() - began

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(1000), 0.001)
    assert len(read("a " * 100_000)) == 15_000
