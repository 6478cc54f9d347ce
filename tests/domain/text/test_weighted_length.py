"""Length as the platform counts it. The judge is twitter-text itself, by a table of its answers."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.text.links import links
from bot.domain.text.weighted_length import plain_length, weighted_length
from tests.growth import grows_with_size

JUDGED = tomllib.loads((Path(__file__).parents[2] / "corpora/weighted_length.toml").read_text())
PIECES = [*"aيé1.-_/:()@ 😀👨👩🏽", "https://", ".com", ".sa", "\ufe0f", "\u200d"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is a test.", 15),
        ("http://test.com", 23),
        ("https://test.com", 23),
        ("test.com", 23),
        ("Test https://test.com test https://test.com test.com test", 86),
        ("\U00010000\U0010ffff", 4),
        ("저찀쯿쿿", 8),
        ("H🐱☺", 5),
        ("", 0),
        ("مرحبا", 5),
        ("e\u0301", 1),
        ("👨\u200d👩\u200d👧\u200d👦", 2),
        ("👍🏽", 2),
        ("🇬🇧🇸🇦", 4),
        ("1️⃣", 2),
        ("❤️", 2),
        ("© 2026", 6),
        ("™", 2),
        ("“quoted” – yes", 14),
        ("wait…", 6),
        ("日本", 4),
        ("https://example.com/" + "a" * 300, 23),
    ],
)
def test_weight_is_as_the_platform_counts(text: str, expected: int) -> None:
    assert weighted_length(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see bank.com.", ["bank.com"]),
        ("(see https://bank.com/help).", ["https://bank.com/help"]),
        ("https://en.example.org/wiki/A_(b)", ["https://en.example.org/wiki/A_(b)"]),
        ("bank.com/help, then bank.co.uk", ["bank.com/help", "bank.co.uk"]),
        ("t.co", ["t.co"]),
        ("waiting for funds.So annoyed", ["funds.So"]),
        ("help.me", ["help.me"]),
        ("Le crédit.com", ["crédit.com"]),
        ("bank.sa", ["bank.sa"]),
        ("help.me/now", ["help.me/now"]),
        ("write to jane@example.com", []),
        ("version 3.5.1 costs 4.20", []),
        ("U.S.A. and e.g. this", []),
        ("https://bank.newending/x", []),
        ("foo.com-bar", []),
        ("راسلنا على bank.com.sa", ["bank.com.sa"]),
        ("http://a.com:8080/x?y=z#top", ["http://a.com:8080/x?y=z#top"]),
    ],
)
def test_links_are_those_that_the_platform_makes(text: str, expected: list[str]) -> None:
    assert links(text) == expected


def test_names_that_the_platform_adds_to_a_reply_do_not_count() -> None:
    assert weighted_length("@jane @bank Sorry!", added_mentions=2) == len("Sorry!")
    assert weighted_length("@jane @bank Sorry!", added_mentions=1) == len("@bank Sorry!")
    assert weighted_length("@jane Sorry!", added_mentions=5) == len("Sorry!")
    assert weighted_length("Sorry @jane", added_mentions=1) == len("Sorry @jane")


def test_plain_length_counts_code_points_after_composition() -> None:
    assert plain_length("e\u0301") == 1
    assert plain_length("👨\u200d👩") == 3
    assert plain_length("https://example.com/") == 20


@given(
    st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20, exclude_characters="."))
)
def test_plain_english_without_links_weighs_what_it_has(text: str) -> None:
    assert weighted_length(text) == len(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_blank_line_between_two_texts_adds_its_own_weight_only(one: str, two: str) -> None:
    together = weighted_length(f"{one}\n\n{two}")
    assert together == weighted_length(one) + 2 + weighted_length(two)


@pytest.mark.parametrize(("expected", "text"), JUDGED["written"] + JUDGED["chance"])
def test_weight_is_what_twitter_text_says(expected: int, text: str) -> None:
    assert weighted_length(text) == expected


@pytest.mark.parametrize(("expected", "before", "sign", "times"), JUDGED["long"])
def test_a_link_too_long_for_the_platform_is_none(
    expected: int, before: str, sign: str, times: int
) -> None:
    assert weighted_length(before + sign * times) == expected


@pytest.mark.parametrize("piece", ["👨\u200d", "a.", "ي", "ي_", "é.", "http://a.b/(", "(a", "com."])
def test_counting_a_long_text_takes_time_by_its_length(piece: str) -> None:
    assert grows_with_size(weighted_length, piece)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_counting_any_text_takes_time_by_its_length(pieces: list[str]) -> None:
    assert grows_with_size(weighted_length, "".join(pieces))


@pytest.mark.parametrize("text", ["a." * 12_500, "https://" * 3000, "http://a.b/" + "(" * 25_000])
def test_a_text_made_of_half_links_is_counted_to_the_end(text: str) -> None:
    assert weighted_length(text) > 0
