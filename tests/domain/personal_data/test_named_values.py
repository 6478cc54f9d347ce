"""Which value a name claims: across what stands between, before it, and where it must claim none."""

import pytest

from bot.domain.personal_data import Kind, find


def _found(text: str, *, region: str = "GB") -> list[tuple[Kind, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find(text, regions=(region,))]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("PIN for the machine 4821 was refused", Kind.PIN, "4821"),
        ("الرقم السري للبطاقة 4821", Kind.PIN, "4821"),
        ("a senha de 4 dígitos 4821", Kind.PIN, "4821"),
        ("mi clave del cajero 4821", Kind.PIN, "4821"),
        ("mein erster Hund hieß Waldi", Kind.SECURITY_ANSWER, "Waldi"),
        ("codice PIN carta 48210", Kind.PIN, "48210"),
        ("माँ का नाम सावित्री है", Kind.SECURITY_ANSWER, "सावित्री"),
    ],
)
def test_a_name_reaches_over_what_its_secret_is_for(text: str, kind: Kind, value: str) -> None:
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("551-903 from the sms, too late", Kind.OTP, "551-903"),
        ("punched in 551903 and it says the code has expired", Kind.OTP, "551903"),
    ],
)
def test_a_code_stands_before_where_it_came_from(text: str, kind: Kind, value: str) -> None:
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text", ["@user55120998 me too", "@otp482913 hi", "#pin4821 is trending", "@help_code482913"]
)
def test_a_handle_or_a_hashtag_leads_to_no_value(text: str) -> None:
    assert _found(text) == []


def test_a_name_whose_value_follows_takes_none_that_stands_before() -> None:
    text = "07/22/1991, customer id 55120998"
    assert _found(text, region="US") == [(Kind.CUSTOMER_NUMBER, "55120998")]
    told = "I was born on 07/22/1991, customer id 55120998"
    assert (Kind.BIRTH_DATE, "07/22/1991") in _found(told, region="US")


@pytest.mark.parametrize("text", ["DOB 11-29-1984", "DOB 29-11-1984", "DOB 1984-11-29"])
def test_a_date_of_birth_may_begin_with_the_month(text: str) -> None:
    assert [kind for kind, _ in _found(text)] == [Kind.BIRTH_DATE]


def test_a_code_and_an_expiry_vouch_for_each_other_without_a_card() -> None:
    assert _found("back of the card says 379 and expiry 12/28") == [
        (Kind.CARD_CODE, "379"),
        (Kind.EXPIRY, "12/28"),
    ]
    assert _found("expiry 12/28 on the milk") == []


def test_a_longer_number_of_a_sure_name_is_not_cut_by_a_name_within_it() -> None:
    assert _found("my NI number is SC 12 34 56 C") == [(Kind.NATIONAL_ID, "SC 12 34 56 C")]


def test_beside_a_bank_code_an_account_may_be_short() -> None:
    assert (Kind.ACCOUNT, "551209") in _found("BSB 733-101, account 551209", region="AU")
    assert _found("account 551209 likes") == []


@pytest.mark.parametrize("name", ["routing number", "IFSC", "BLZ", "agência", "branch code"])
def test_every_countrys_code_of_a_bank_is_a_sort_code(name: str) -> None:
    value = "HDFC0001545" if name == "IFSC" else "02100"
    assert _found(f"{name} {value}") == [(Kind.SORT_CODE, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("memorable word tangerine rejected again", "tangerine"),
        ("passphrase otter-lamp-correct is refused", "otter-lamp-correct"),
        ("my password (Summer2024) doesn't work", "Summer2024"),
        ("password manager not working", ""),
        ("password recovery failed", ""),
        ("memorable information never accepted", ""),
    ],
)
def test_a_secret_word_may_be_told_by_how_it_fares(text: str, value: str) -> None:
    assert [found for _, found in _found(text)] == ([value] if value else [])


def test_a_word_of_the_sentence_is_no_part_of_a_number() -> None:
    assert _found("meu CPF é 146.808.648-00 e o cadastro", region="BR") == [
        (Kind.NATIONAL_ID, "146.808.648-00")
    ]


@pytest.mark.parametrize("text", ["liga no (11) 98768-8536", "chama no zap (21) 99812-4410"])
def test_an_area_code_in_brackets_makes_a_phone(text: str) -> None:
    assert [kind for kind, _ in _found(text, region="BR")] == [Kind.PHONE]


@pytest.mark.parametrize(
    "text", ["we will call you on 0551239876", "سنتصل بك على الرقم 0551239876"]
)
def test_a_number_to_call_is_a_phone_in_whatever_country(text: str) -> None:
    assert _found(text) == [(Kind.PHONE, "0551239876")]
    assert _found("invoice 0551239876 was paid") == []


@pytest.mark.parametrize(
    "text",
    [
        "joao.lima arroba mail ponto com",
        "gino.neri chiocciola mail.it",
        "ola.lis(małpa)wp.pl",
        "k.weber (ät) mail (punkt) de",
    ],
)
def test_an_address_is_spelled_out_in_any_language(text: str) -> None:
    assert _found(text) == [(Kind.EMAIL, text)]


def test_a_polish_identity_card_holds_its_check_digit() -> None:
    assert _found("dzień dobry DKR712345", region="PL") == [(Kind.NATIONAL_ID, "DKR712345")]
    assert _found("model DKR812345", region="PL") == []


def test_what_looks_like_a_name_makes_an_address_of_a_host_that_is_written_as_it_is() -> None:
    assert _found("p.kurz at kurz.example") == [(Kind.EMAIL, "p.kurz at kurz.example")]
    assert _found("lucie.b chez kurz.example") == [(Kind.EMAIL, "lucie.b chez kurz.example")]
    assert _found("I was working at kurz.example until 9 a.m. at least") == []


def test_a_second_value_is_never_cut_and_none_of_another_kind() -> None:
    wallet = "0x" + "52908400098527886E0F7030069857D2E4169EE7"
    assert _found(f"acct no 440091827 / {wallet} took my coins") == [
        (Kind.ACCOUNT, "440091827"),
        (Kind.WALLET, wallet),
    ]
    assert _found("customer id 44120988 / sonu123@ybl by mistake", region="IN") == [
        (Kind.CUSTOMER_NUMBER, "44120988"),
        (Kind.UPI, "sonu123@ybl"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Mädchenname meiner Mutter ist von der Heide, abgelehnt", "von der Heide"),
        ("apellido de soltera de mi madre es de la Fuente y no lo acepta", "de la Fuente"),
        ("nome de solteira da minha mãe é da Silva Santos", "da Silva Santos"),
        ("street i grew up on: Old Mill Road, rejected", "Old Mill Road"),
        ("first school was Our Lady of Lourdes and it says wrong", "Our Lady of Lourdes"),
        ("mother's maiden name is St. John if you must know", "St. John"),
        ("first school? Gaelscoil na Cille. it failed", "Gaelscoil na Cille"),
        ("اسم امي نورة العتيبي مرفوض", "نورة العتيبي"),
        ("gizli soru cevabı Minnoş", "Minnoş"),
    ],
)
def test_an_answer_is_masked_with_all_its_words(text: str, value: str) -> None:
    assert _found(text) == [(Kind.SECURITY_ANSWER, value)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("entered 8820 three times, pin locked now", Kind.PIN, "8820"),
        ("the pin you posted, 6617, does not work", Kind.PIN, "6617"),
        ("nambari ya kuthibitisha 771204", Kind.OTP, "771204"),
        ("deposit to checking 5510293847 missing", Kind.ACCOUNT, "5510293847"),
    ],
)
def test_a_number_is_known_by_what_was_done_with_it(text: str, kind: Kind, value: str) -> None:
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text", ["savings of 1500 dollars gone", "put 2024 in the box, pin machine broken"]
)
def test_what_is_counted_or_a_year_is_no_pin(text: str) -> None:
    assert _found(text) == []


def test_a_sort_code_that_is_named_behind_its_account_tells_both() -> None:
    assert _found("its going to 31926819, sort 09-01-28") == [
        (Kind.ACCOUNT, "31926819"),
        (Kind.SORT_CODE, "09-01-28"),
    ]
