"""Input made to be slow: work must grow with the text and no faster. Counted, not timed."""

import re
from collections.abc import Iterator

import pytest

from bot.domain.personal_data import accounts, cards, e_mails, find, mask_all, phones
from bot.domain.personal_data.kinds import Finding

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


def test_a_context_word_reaches_a_bounded_way() -> None:
    assert not list(accounts.find("account number" + " " * 500 + "55779911"))


def test_findings_of_a_long_post_are_all_given() -> None:
    text = "write to jane@example.com or call 020 7946 0958. " * 500
    assert len(find(text)) == 1000


def _plain(text: str) -> Iterator[Finding]:
    return e_mails.find(text)
