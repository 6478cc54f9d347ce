"""No payment card gets past, however it is written."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.personal_data import Kind, find, mask, without_cards
from bot.domain.personal_data.card_ranges import lengths_for
from bot.domain.personal_data.cards import passes_luhn

# First digits and lengths as the schemes publish them, written here again on purpose.
_SCHEMES = [
    ("4", 13),
    ("4", 16),
    ("4", 19),
    *[(str(prefix), 16) for prefix in (51, 52, 53, 54, 55)],
    *[(str(prefix), 16) for prefix in (2221, 2345, 2720)],
    ("34", 15),
    ("37", 15),
    ("36", 14),
    ("305", 14),
    ("6011", 16),
    ("65", 16),
    ("62", 16),
    ("62", 19),
    ("3528", 16),
    ("6759", 13),
    ("5018", 18),
    ("588845", 16),
    ("968201", 16),
    ("508", 16),
    ("6074", 16),
    ("81", 16),
]
_SCRIPTS = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xFF10, 0x1D7CE, 0x1D7EC]
_SEPARATORS = [
    *("", " ", "-", ".", "/", "_", ",", "  ", " - ", "\n", "\r\n", "\t", "\u00a0", "\u2009"),
    *("\u2013", "\u2014", "\u2212", "\u060c", "\u00b7", ", ", "...", "|", "*"),
]
_INVISIBLE = [
    "",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\u00ad",
    "\u0301",
    "\ufe0f\u20e3",
]


def _with_check_digit(prefix: str, body: str, length: int) -> str:
    start = (prefix + body)[: length - 1]
    return next(start + str(last) for last in range(10) if _luhn(start + str(last)))


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


@st.composite
def _cards(draw: st.DrawFn) -> str:
    prefix, length = draw(st.sampled_from(_SCHEMES))
    body = draw(st.text("0123456789", min_size=length, max_size=length))
    return _with_check_digit(prefix, body, length)


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, str]:
    """A card's digits, and the same as somebody might write them."""
    card = draw(_cards())
    zero = draw(st.sampled_from(_SCRIPTS))
    groups = draw(st.lists(st.integers(1, 6), min_size=19, max_size=19))
    text, at = "", 0
    for size in groups:
        group = card[at : at + size]
        at += size
        written = "".join(chr(zero + int(d)) + draw(st.sampled_from(_INVISIBLE)) for d in group)
        text += written + (draw(st.sampled_from(_SEPARATORS)) if at < len(card) else "")
        if at >= len(card):
            return card, text
    return card, text


_AROUND = st.text(st.characters(exclude_categories=("Nd", "No", "Nl")), max_size=12).filter(
    lambda text: "/" not in text and "." not in text and not any(c.isdigit() for c in text)
)


@settings(max_examples=300, deadline=None)
@given(_AROUND, _written(), _AROUND)
def test_no_card_of_a_known_range_survives_whatever_is_mixed_in(
    before: str, card: tuple[str, str], after: str
) -> None:
    digits, written = card
    text = f"{before} {written} {after}"
    for hidden in (mask(text, find(text)), without_cards(text)):
        left = "".join(str(int(c)) for c in hidden if c.isdecimal())
        assert digits not in left
        assert len(left) < len(digits) - 4


@given(_cards())
def test_the_luhn_check_agrees_with_the_textbook(card: str) -> None:
    assert passes_luhn(card) or len(set(card)) == 1
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert not passes_luhn(wrong)


@pytest.mark.parametrize(("prefix", "length"), _SCHEMES)
def test_each_scheme_is_known_with_its_length(prefix: str, length: int) -> None:
    assert length in lengths_for(prefix.ljust(6, "0"))


@pytest.mark.parametrize("first", ["0", "1", "7", "33", "21", "2721", "2206", "95"])
def test_other_first_digits_belong_to_no_card(first: str) -> None:
    assert not lengths_for(first.ljust(6, "0"))


@pytest.mark.parametrize("hide", [without_cards, lambda text: mask(text, find(text))])
def test_a_security_code_goes_with_the_card(hide: Callable[[str], str]) -> None:
    hidden = hide("4111 1111 1111 1111, CVV: 123")
    assert hidden == "[card number hidden], CVV: [card security code hidden]"


def test_an_expiry_typed_straight_after_the_number_hides_neither() -> None:
    assert without_cards("42424242424242421227123") == "[card number hidden]"


def test_only_cards_are_taken_from_what_is_sealed() -> None:
    text = "4111111111111111, call 020 7946 0958, jane@example.com, GB82WEST12345698765432"
    assert without_cards(text) == text.replace("4111111111111111", "[card number hidden]")


def test_digits_of_a_valid_iban_are_no_card() -> None:
    text = _iban_around("4242424242424242")
    assert [finding.kind for finding in find(text)] == [Kind.IBAN]
    assert without_cards(text) == text


def test_a_card_right_after_an_iban_is_hidden() -> None:
    hidden = without_cards("DE89 3704 0044 0532 0130 00 4242 4242 4242 4242")
    assert "4242" not in hidden


def test_nothing_allows_a_card() -> None:
    assert find("4111 1111 1111 1111", allow=frozenset({"4111111111111111"}))


@pytest.mark.parametrize(
    "link",
    [
        "https://social.example/posts/4242424242424242",
        "https://pay.example/?pan=4242424242424242",
        "https://img.example/c/4242-4242-4242-4242.jpg",
    ],
)
def test_a_card_in_a_link_is_a_card(link: str) -> None:
    assert "4242" not in without_cards(link)


@pytest.mark.parametrize(
    "text",
    [
        "my card 4111 1111 1111 1112 is declined",
        "4111 1111 1111 1112 is my card number",
        "بطاقتي ٤١١١ ١١١١ ١١١١ ١١١٢ متوقفة",
        "Kartennummer: 4111-1111-1111-111",
        "card 41l1 1111 1111 llll",
        "4111 then 1111 then 1111 then 1111",
        "4111&nbsp;1111&nbsp;1111<br>1111",
    ],
)
def test_a_mistyped_card_is_a_card_where_it_is_called_one(text: str) -> None:
    assert "11" not in without_cards(text).replace("[card number hidden]", "")
    assert "[card number hidden]" in mask(text, find(text))


@pytest.mark.parametrize(
    "text", ["my card, crime ref 123456789012", "card payment reference 1234567890123456"]
)
def test_a_reference_beside_the_word_card_is_none(text: str) -> None:
    assert without_cards(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111|09|28|449",
        "4111111111111111 09/28 449",
        "card 4111111111111111, exp 09/28, cvv 449",
        "بطاقتي 4111111111111111 تنتهي 09/28 ورمز الأمان 449",
    ],
)
def test_expiry_and_code_go_with_the_card(text: str) -> None:
    hidden = mask(text, find(text))
    assert not any(sign.isdigit() for sign in hidden)
    assert "[card expiry hidden]" in hidden
    assert "449" not in without_cards(text)


def test_an_expiry_without_a_card_is_none() -> None:
    assert find("my card expires 09/28 and no new one came") == []


def _iban_around(card: str) -> str:
    """A German IBAN of 18 digits, grouped so that the card stands in groups of its own."""
    bban = "00" + card
    check = 98 - int(bban + "131400") % 97
    return f"DE{check:02} 00 {card[:4]} {card[4:8]} {card[8:12]} {card[12:]}"


@pytest.mark.parametrize(
    "written",
    [
        "(4111)(1111)(1111)(1111)",
        "4111 (1111) 1111 (1111)",
        "`4111` `1111` `1111` `1111`",
        "4111    1111    1111    1111",
        "4111\n\n\n\n1111\n\n\n\n1111\n\n\n\n1111",
        '"4111"+"1111"+"1111"+"1111"',
        "4111......1111......1111......1111",
        "4111🙂1111🙂1111🙂1111",
        "(3782) (822463) (10005)",
        "0000 (4111)(1111)(1111)(1111)",
    ],
)
def test_a_number_grouped_as_on_the_card_is_found_whatever_stands_between(written: str) -> None:
    assert "11" not in without_cards(f"my card {written} help").replace("[card number hidden]", "")
    assert "1000" not in without_cards(written)
