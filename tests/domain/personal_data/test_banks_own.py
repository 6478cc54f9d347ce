"""The bank's own numbers stay, known numbers of fraudsters are named, and its own kinds of number are found."""

from bot.domain.personal_data import Kind, find, mask_all
from bot.domain.personal_data.banks_own import BanksOwn, Regions

_BANK = Regions.of(
    ("GB",),
    BanksOwn(
        contacts=frozenset({"+44 20 7946 0958", "@bank.example"}),
        fraud=(("+44 7700 900123", "fake helpdesk"), ("refund@scam.example", "refund mails")),
        pictures=(("CRN-########", Kind.CUSTOMER_NUMBER), ("??-####-##", Kind.ACCOUNT)),
    ),
)


def test_a_customer_may_ask_whether_a_number_is_the_banks() -> None:
    text = "is 020 7946 0958 really yours? and help@bank.example?"
    assert mask_all(text, regions=_BANK) == text
    assert mask_all("mine is 020 7946 0959", regions=_BANK) == "mine is [phone number hidden]"


def test_a_known_number_of_fraudsters_is_named_however_it_is_written() -> None:
    for written in ("07700 900123", "+447700900123", "٠٧٧٠٠ ٩٠٠١٢٣"):
        assert mask_all(f"{written} rang me", regions=_BANK) == (
            "[known fraud number: fake helpdesk] rang me"
        )
    assert "[known fraud number: refund mails]" in mask_all(
        "Refund@scam.example wrote", regions=_BANK
    )


def test_masking_what_names_a_fraudster_changes_nothing() -> None:
    once = mask_all("07700 900123 asked for my PIN 4821", regions=_BANK)
    assert mask_all(once, regions=_BANK) == once


def test_a_number_that_looks_like_the_banks_own_is_found_without_a_word() -> None:
    assert mask_all("see crn 12345678", regions=_BANK) == "see [customer number hidden]"
    assert mask_all("AB-1234-56 is late", regions=_BANK) == "[account number hidden] is late"
    assert mask_all("ABC-1234-567", regions=_BANK) == "ABC-1234-567"


def test_what_one_person_alone_knows_is_hidden_though_it_is_spelt_like_a_number_of_the_banks() -> (
    None
):
    listed = ("1234", "abc123", "01.01.1980")
    own = Regions.of(("GB",), BanksOwn(contacts=frozenset(listed)))
    known = Regions.of(("GB",), BanksOwn(fraud=tuple((one, "fake helpdesk") for one in listed)))
    for text, hidden in (
        ("my PIN is 1234", "[PIN hidden]"),
        ("my password is abc123", "[password hidden]"),
        ("my date of birth is 01.01.1980", "[date of birth hidden]"),
    ):
        assert mask_all(text, regions=own).endswith(hidden)
        assert mask_all(text, regions=known).endswith(hidden)
        assert mask_all(text, allow=frozenset(listed)).endswith(hidden)


def test_where_only_countries_are_named_nothing_is_the_banks_own() -> None:
    assert [each.kind for each in find("020 7946 0958", regions=("GB",))] == [Kind.PHONE]
