"""Letters decide first, then words, then the platform; what is not plain has no language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.languages.identifying import Identifier, Told
from bot.domain.languages.names import LANGUAGES, code_called, code_of, language_title
from bot.domain.languages.scripts import plain, script_of, words_of
from bot.language import speaking

BANK = ("en", "ar", "fr", "es")


def identifier(**likely: float) -> Identifier:
    """One whose guess is always the same."""
    return Identifier(BANK, guess=lambda _words: likely)


def test_arabic_letters_are_enough_even_of_one_word() -> None:
    told = identifier(fr=1.0).of("@Northbank فلوسي؟")
    assert told == Told("ar", 1.0, "letters")


def test_a_name_in_other_letters_does_not_change_it() -> None:
    assert identifier(en=1.0).of("التطبيق حق Northbank ما يفتح معي app").language == "ar"


def test_words_decide_between_languages_of_one_script() -> None:
    told = identifier(es=0.6, fr=0.2, pt=0.2).of("sigo esperando")
    assert (told.language, told.by) == ("es", "words")
    assert 0.75 < told.likely < 0.9, "a common word of Spanish counts beside the guess"


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("hola", {"es": 1.0}),  # one word
        ("no problem", {"en": 0.42, "es": 0.40}),  # nearly as likely
        ("wesh rak", {"fi": 0.9, "en": 0.05}),  # another language
        ("💳 123 https://x.example/a", {"en": 1.0}),  # no words
        ("привет банк", {"ru": 1.0, "en": 0.3}),  # a script of none of the bank's
    ],
)
def test_it_is_silent_where_it_is_not_plain(text: str, likely: dict[str, float]) -> None:
    assert identifier(**likely).of(text) == Told()


@pytest.mark.parametrize(
    ("text", "platform", "language"),
    [
        ("hola", "es", "es"),
        ("hola", "es-MX", "es"),
        ("hola", "und", ""),
        ("hola", "pt", ""),  # none of the bank's
        ("hola", "ar", ""),  # not in these letters
        ("🙏", "ar", "ar"),
    ],
)
def test_where_it_is_silent_the_platform_counts(text: str, platform: str, language: str) -> None:
    assert identifier().of(text, platform=platform).language == language


def test_what_is_told_by_words_is_not_overruled_by_the_platform() -> None:
    assert identifier(en=0.9).of("card blocked again", platform="fr").language == "en"


def test_without_a_model_letters_and_the_platform_are_left() -> None:
    without = Identifier(BANK)
    assert without.of("card blocked again", platform="en").by == "platform"
    assert without.of("card blocked again") == Told()
    assert without.of("البطاقة موقوفة").language == "ar"


@given(st.text(max_size=300), st.text(max_size=8))
def test_any_text_has_one_of_the_banks_languages_or_none(text: str, platform: str) -> None:
    told = identifier(en=0.5, fr=0.2).of(text, platform=platform)
    assert told.language in {"", *BANK}
    assert 0 <= told.likely <= 1


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Still waiting @northbank #فلوس", "LATIN"),
        ("ﻣﺮﺣﺒﺎ", "ARABIC"),
        ("カードが使えません", "HIRAGANA"),
        ("我的卡被拒绝了", "CJK"),
        ("मेरा कार्ड बंद है", "DEVANAGARI"),
        ("£££ 25 :)", ""),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(words_of(text)) == script


def test_drawn_out_letters_are_cut_short() -> None:
    assert plain(words_of("SOOOOO bad!!! @Northbank")) == "soo bad"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("ar", "ar"),
        ("Arabic", "ar"),
        ("arabic ", "ar"),
        ("عربي", "ar"),
        ("العربية", "ar"),
        ("انجليزي", "en"),
        ("Français", "fr"),
        ("فرنسي", "fr"),
        ("pt_BR", "pt"),
        ("klingon", ""),
        ("", ""),
    ],
)
def test_a_language_is_known_by_any_of_its_names(word: str, code: str) -> None:
    assert code_called(word) == code


@pytest.mark.parametrize(
    ("told", "code"), [("iw", "he"), ("in", "id"), ("und", ""), ("qme", ""), ("EN-gb", "en")]
)
def test_a_platforms_code_is_read_or_left_out(told: str, code: str) -> None:
    assert code_of(told) == code


def test_a_language_is_called_as_the_reader_calls_it() -> None:
    assert language_title("fr") == "French"
    with speaking("ar"):
        assert language_title("fr") == "الفرنسية"
        assert all(language_title(code) != named.title for code, named in LANGUAGES.items())
