"""What masking keeps, whatever it is given."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.personal_data import PLACEHOLDERS, Finding, Kind, find, fold, mask, mask_all

_PIECES = st.sampled_from(
    [
        *(
            "4111 1111 1111 1111",
            "4242424242424242",
            "GB82 WEST 1234 5698 7654 32",
            "020 7946 0958",
        ),
        *("07700900123", "+44 7700 900123", "jane@example.com", "jane dot doe at gmail dot com"),
        *(
            "sort code 20-00-00",
            "account 55779911",
            "account number",
            "SSN 078-05-1120",
            "AB123456C",
        ),
        *("cvv 123", "order", "ref", "12", "0", "٤١١١", "call", "case number", "(", ")", "+", "@"),
        *(" ", "\n", ".", "-", "/", ",", "[", "]", " is my account number", "https://a.example/"),
        *("\u0301", "\u200b", "👍🏽", "👨\u200d👩\u200d👧", "مرحبا", "[phone number hidden]"),
    ]
)
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=12).map(" ".join), st.lists(_PIECES, max_size=12).map("".join)
)
_ANYTHING = st.one_of(_TEXTS, st.text(max_size=80))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
@example("4111 1111 1111 1111 020 7946 0958 55779911 is my account number")
@example("020 7946 0958" + "cvv 123" * 9 + "AB123456C")
def test_masking_twice_is_the_same_as_once(text: str) -> None:
    once = mask_all(text, regions=("GB", "US"))
    assert mask_all(once, regions=("GB", "US")) == once


@settings(max_examples=300, deadline=None)
@given(_ANYTHING)
def test_findings_are_in_order_apart_and_within_the_text(text: str) -> None:
    at = 0
    for finding in find(text):
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end


@settings(max_examples=300, deadline=None)
@given(_ANYTHING)
def test_what_is_not_found_stays_letter_by_letter(text: str) -> None:
    findings = find(text)
    hidden = mask(text, findings)
    at, expected = 0, ""
    for finding in findings:
        expected += text[at : finding.start] + PLACEHOLDERS[finding.kind]
        at = finding.end
    assert hidden == expected + text[at:]
    if not findings:
        assert hidden == text


@settings(max_examples=200, deadline=None)
@given(_ANYTHING)
def test_a_mask_takes_a_letter_with_all_its_marks(text: str) -> None:
    for finding in find(text):
        after = text[finding.end : finding.end + 1]
        assert not after or unicodedata.category(after) not in ("Mn", "Me")


@given(st.text(max_size=60))
def test_folded_offsets_lead_back_into_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("٤١١١", "4111"),
        ("４①²", "412"),
        ("4\u200b1\u202e1\u0301", "411"),
        ("a\u2014b\u2212c", "a-b-c"),
        ("a\u00a0b\nc", "a b c"),
        ("Numéro", "Numero"),
        ("أإآ", "ااا"),
        ("حســاب", "حساب"),
        ("4️⃣1️⃣", "41"),
        ("don’t", "don't"),
    ],
)
def test_folding_gives_one_spelling(written: str, expected: str) -> None:
    assert fold(written).text == expected


def test_every_kind_has_a_placeholder_without_digits() -> None:
    assert set(PLACEHOLDERS) == set(Kind)
    assert not any(c.isdigit() for words in PLACEHOLDERS.values() for c in words)


def test_a_text_with_half_a_surrogate_is_masked_all_the_same() -> None:
    assert mask_all("\ud83d 4111 1111 1111 1111 \ude00") == "\ud83d [card number hidden] \ude00"


def test_findings_that_overlap_hide_both() -> None:
    overlapping = [Finding(0, 6, Kind.ACCOUNT), Finding(3, 9, Kind.PHONE)]
    assert mask("1234567890", overlapping).endswith("]0")


@pytest.mark.parametrize(
    "text",
    [
        "call 020 7946 0000",
        "call +44 20 7946 0000",
        "write to Help@Bank.example",
        "write to anybody@branch.bank.example",
        "pay into account number 55779911",
        "IBAN GB82 WEST 1234 5698 7654 32",
    ],
)
def test_the_banks_own_numbers_and_addresses_are_no_finding(text: str) -> None:
    own = frozenset(
        {
            *("020 7946 0000", "help@bank.example", "@branch.bank.example"),
            *("5577 9911", "GB82WEST12345698765432"),
        }
    )
    assert find(text) != []
    assert find(text, allow=own) == []


def test_somebody_elses_number_is_found_beside_the_banks_own() -> None:
    text = "not 020 7946 0000 but 020 7946 0958"
    assert mask_all(text, allow=frozenset({"020 7946 0000"})).endswith("but [phone number hidden]")
    assert "0000" in mask_all(text, allow=frozenset({"020 7946 0000"}))


def test_national_numbers_are_known_in_the_configured_regions_only() -> None:
    assert find("it is (415) 555-0132", regions=("US",))
    assert not find("it is (415) 555-0132", regions=("GB",))
