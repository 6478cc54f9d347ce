"""The table of what people call their secrets."""

import pytest

from bot.domain.personal_data.folding import fold
from bot.domain.personal_data.kinds import Kind
from bot.domain.personal_data.things import NOTHING, THINGS, Spoken, spoken
from bot.language import say, speaking


def _spoken(text: str) -> list[tuple[str, tuple[str, ...]]]:
    folded = fold(text)
    return [
        (text[slice(*folded.span(one.start, one.end))], one.things) for one in _read(folded.text)
    ]


def _read(text: str) -> list[Spoken]:
    return list(spoken(text))


@pytest.mark.parametrize(
    ("text", "name", "thing"),
    [
        ("My One-Time  Code, please", "One-Time  Code", "otp"),
        ("wrong PIN4821", "PIN", "pin"),
        ("mein Kto.-Nr. ist", "Kto.-Nr", "account"),
        ("N° DE COMPTE", "N° DE COMPTE", "account"),
        ("numéro de compte", "numéro de compte", "account"),
        ("وكلمة المرور حقتي", "وكلمة المرور", "password"),
        ("بكلمه السر", "بكلمه السر", "password"),
        ("رقم حسابنا", "رقم حسابنا", "account"),
        ("بطاقتكم", "بطاقتكم", "card"),
        ("للبطاقة", "للبطاقة", "card"),
        ("我的验证码是", "验证码", "otp"),
        ("카드번호는", "카드번호", "card"),
        ("ПИН-КОД", "ПИН-КОД", "pin"),
        ("doğum tarihim", "doğum tarihim", "birth_date"),
    ],
)
def test_a_name_is_heard_as_people_write_it(text: str, name: str, thing: str) -> None:
    assert (name, (thing,)) in _spoken(text)


def test_a_name_of_two_things_says_the_likeliest_first() -> None:
    assert _spoken("the security code") == [("security code", ("card_code", "otp"))]


@pytest.mark.parametrize(
    "text", ["error code", "Postal Code", "PIN pad", "رمز الخطأ", "code promo"]
)
def test_what_only_sounds_like_a_thing_is_called_nothing(text: str) -> None:
    assert [things for _, things in _spoken(text)] == [(NOTHING,)]


@pytest.mark.parametrize("text", ["spinning", "accounting", "bornholm", "pinned", "تسريب"])
def test_a_name_inside_another_word_is_none(text: str) -> None:
    assert _spoken(text) == []


def test_a_name_that_may_mean_something_else_says_so() -> None:
    assert [one.is_weak for one in spoken("the code")] == [True]
    assert [one.is_weak for one in spoken("the verification code")] == [False]


def test_every_thing_has_its_names_and_words_for_staff_in_both_languages() -> None:
    for thing in THINGS.values():
        assert all(thing.names)
        if thing.key != NOTHING:
            with speaking("ar"):
                assert say(thing.name) != thing.name


def test_every_kind_that_is_masked_has_its_thing() -> None:
    assert {str(kind) for kind in Kind} <= set(THINGS)
