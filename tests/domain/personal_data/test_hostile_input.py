"""Input made to be slow: work must grow with the text and no faster. Counted, not timed."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.personal_data import (
    cards,
    e_mails,
    find,
    mask_all,
    named_values,
    phones,
    without_cards,
)
from bot.domain.personal_data.claims import Claim
from bot.domain.personal_data.findings import LONGEST
from bot.domain.personal_data.kinds import REST_HIDDEN, Finding

HOSTILE = {
    "dots before an at": "a.a." * 2500 + "@",
    "many ats": "a.a.a. @" * 1250,
    "nothing but ats": "@" * 10_000,
    "5,000 digits": "7" * 5000,
    "5,000 fours": "4" * 5000,
    "digits apart": "4 " * 5000,
    "zeros apart": "0 " * 5000,
    "pairs": "00 44 " * 2000,
    "25,000 characters of prose": "I have been waiting for 12 days, nobody answers! " * 510,
    "25,000 characters in Arabic": "لم يتم الرد على طلبي منذ ٣ أيام " * 780,
    "spoken addresses": " at a dot co" * 2000,
    "context without numbers": "account number is no: ref case " * 800,
    "half an IBAN": "GB82 WEST 1234 5698 " * 1200,
    "beginnings of links": "https://www.a.b/" * 1500,
    "hosts": "a.b.c.d." * 3000,
    "marks": "4" + "\u0301" * 20_000,
    "brackets": "([{" * 8000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_to_the_end(text: str) -> None:
    assert mask_all(text) == mask_all(mask_all(text))


@pytest.mark.parametrize("length", [1000, 4000])
def test_a_card_is_looked_for_at_most_19_times_a_group(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    real = cards._Luhn.holds

    def counted(self: cards._Luhn, start: int, end: int) -> bool:
        nonlocal asked
        asked += 1
        return real(self, start, end)

    monkeypatch.setattr(cards._Luhn, "holds", counted)
    list(cards.find("4 " * length))
    assert asked <= 19 * length


@pytest.mark.parametrize("length", [1000, 4000])
def test_a_phone_has_a_bounded_number_of_readings_a_group(length: int) -> None:
    text = "0 " * length
    groups = [match.span() for match in re.finditer("0", text)]
    readings = [len(phones._candidates(text, groups, at)) for at in range(length)]
    assert max(readings) <= 15


def test_an_at_is_looked_at_a_bounded_way_to_either_side() -> None:
    far = "a" * 5000
    (found,) = _plain(f"{far}@example.com")
    assert found.end - found.start <= 64 + len("@example.com")


def test_a_name_reaches_a_bounded_way() -> None:
    assert not find("account number" + " " * 500 + "55779911")
    assert not find("55779911" + " " * 500 + "is my account number")


@pytest.mark.parametrize("length", [25_000, 100_000])
def test_of_a_long_text_a_bounded_part_is_read(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = named_values.find

    def counted(text: str, regions: Sequence[str] = ()) -> list[Claim]:
        read.append(len(text))
        return real(text, regions)

    monkeypatch.setattr(named_values, "find", counted)
    mask_all(("pin 4821 code 482913 " * (length // 20))[:length])
    assert sum(read) <= 4 * LONGEST


def test_libphonenumber_is_asked_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    real = phonenumbers.parse

    def counted(number: str, region: str | None) -> phonenumbers.PhoneNumber:
        nonlocal asked
        asked += 1
        return real(number, region)

    monkeypatch.setattr(phonenumbers, "parse", counted)
    list(phones.find("07700 900123 " * 400, ("GB", "US", "IN")))
    assert asked <= 100


def test_findings_of_a_long_post_are_all_given() -> None:
    text = "write to jane@example.com or call 020 7946 0958. " * 80
    assert len(find(text)) == 160


def test_a_text_over_the_cap_is_cut_for_display_and_never_passes_unmasked() -> None:
    text = "My PIN is 4821, call 020 7946 0958. " * 3000 + "4111 1111 1111 1111"
    shown = mask_all(text)
    assert len(shown) <= LONGEST
    assert shown.endswith(REST_HIDDEN)
    assert not any(sign.isdigit() for sign in shown)
    assert mask_all(shown) == shown


def test_what_goes_out_is_read_whole() -> None:
    text = "a " * LONGEST + "call 020 7946 0958"
    assert not find(text)
    assert [text[each.start : each.end] for each in find(text, whole=True)] == ["020 7946 0958"]


@given(st.integers(0, 60))
def test_no_number_is_cut_in_two(shift: int) -> None:
    text = "a" * (LONGEST - 60 + shift) + " 4111 1111 1111 1111 and 020 7946 0958 " + "b " * LONGEST
    assert not any(sign.isdigit() for sign in mask_all(text))


@given(st.integers(0, 60))
def test_what_is_sealed_of_a_long_text_is_whole_and_holds_no_card(shift: int) -> None:
    before = "a " * (LONGEST // 2 - 30) + "a" * shift
    sealed = without_cards(f"{before} 4111 1111 1111 1111 tail {before} 5555-5555-5555-4444 end")
    assert sealed == f"{before} [card number hidden] tail {before} [card number hidden] end"


def _plain(text: str) -> Iterator[Finding]:
    return e_mails.find(text)
