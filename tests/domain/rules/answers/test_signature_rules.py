"""Whose initials stand at the end of an answer, and how they are known again."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.rules.answers.signature_rules import SignatureRules, signed

CARET = "^{initials}"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amira Haddad", "AH"),
        ("amira el haddad", "AEH"),
        ("Zoë (she/her) Ødegård | Northbank", "ZØ"),
        ("Jonas", "JO"),
        ("أميرة حداد", "أح"),
        ("", ""),
        ("7 11", ""),
        ("A B C D E F", "ABCD"),
    ],
)
def test_initials_are_the_first_letters_of_a_name(name: str, initials: str) -> None:
    assert SignatureRules().of("U0AMIRA", name) == initials


def test_the_bank_may_say_otherwise_for_somebody() -> None:
    rules = SignatureRules.model_validate({"initials": {"U0AMIRA": "AMH"}})
    assert rules.of("U0AMIRA", "Amira Haddad") == "AMH"
    assert rules.of("U0ALI", "Ali Hassan") == "AH"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("We are on it.", "We are on it. ^AH"),
        ("We are on it. ^AH", "We are on it. ^AH"),
        ("We are on it. ^JB ", "We are on it. ^AH"),
        ("We are on it.^JB", "We are on it.^JB ^AH"),
        ("We are on it. ^jb", "We are on it. ^jb ^AH"),
        ("We are on it.\n^JB", "We are on it. ^AH"),
        ("Press ^ABCDE", "Press ^ABCDE ^AH"),
        ("نعمل على ذلك. ^أح", "نعمل على ذلك. ^AH"),
        (" ", " "),
        ("^JB", "^JB"),
    ],
)
def test_they_stand_at_the_end_once(text: str, becomes: str) -> None:
    assert signed(text, form=CARET, initials="AH") == becomes
    assert signed(becomes, form=CARET, initials="AH") == becomes


@pytest.mark.parametrize("form", ["-{initials}", "/{initials}", "({initials})"])
@pytest.mark.parametrize(
    "text",
    [
        "Please write to us by e-mail",
        "See northbank.example/help",
        "We answer on and/or -off",
        "Your card(s)",
        "Write to our team -now",
        "See the page /help",
    ],
)
def test_words_of_the_answer_are_left(form: str, text: str) -> None:
    becomes = f"{text} {form.format(initials='AB')}"
    assert signed(text, form=form, initials="AB") == becomes
    assert signed(becomes, form=form, initials="AB") == becomes
    assert not SignatureRules(add=form).ends(text)
    assert SignatureRules(add=form).ends(becomes)


def test_only_initials_of_the_desk_are_taken_away_where_they_are_known() -> None:
    def becomes(text: str) -> str:
        return signed(text, form="-{initials}", initials="ah", known={"JB", "ah"})

    assert becomes("Transfers within the -EU") == "Transfers within the -EU -ah"
    assert becomes("On it. -JB") == becomes("On it. -ah") == "On it. -ah"
    rules = SignatureRules.model_validate({"add": "-{initials}", "initials": {"U0AMIRA": "ah"}})
    assert rules.ends("On it. -ah")


def test_nothing_is_added_where_no_form_is_or_nobody_knows_them() -> None:
    assert signed("Hello ^JB", form="", initials="AH") == "Hello ^JB"
    assert signed("Hello", form=CARET, initials="") == "Hello"


def test_a_brand_says_it_before_a_channel_and_that_before_all() -> None:
    rules = SignatureRules.model_validate(
        {"add": CARET, "channels": {"facebook": "– {initials}"}, "brands": {"harbour": ""}}
    )
    assert rules.form(brand="northbank", channel="x", surface="public") == CARET
    assert rules.form(brand="northbank", channel="facebook", surface="public") == "– {initials}"
    assert rules.form(brand="harbour", channel="facebook", surface="public") == ""
    assert rules.form(brand="northbank", channel="x", surface="private") == ""
    assert rules.ends("On it. – AH")
    assert not rules.ends("On it")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"add": "^AH"}, "has to hold {initials} once"),
        ({"add": "^{initials} {name}"}, "has to hold {initials} once"),
        ({"brands": {"a": "by {initials}"}}, "cannot be told from a word"),
        ({"initials": {"amira": "AH"}}, "initials"),
        ({"initials": {"U0AMIRA": "A1"}}, "initials"),
    ],
)
def test_what_cannot_be_is_told(given: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        SignatureRules.model_validate(given)
