"""What may be published, and what the writer is told when it may not."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import config
from bot.domain.gate.findings import Severity
from bot.domain.personal_data import Kind
from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer, Problem
from bot.domain.rules.answers.gate_rules import Surface
from bot.domain.rules.answers.reply_rules import NAMES, ReplyRules
from bot.domain.text.weighted_length import plain_length, weighted_length
from tests.domain.house import house

shipped = cache(house)
SHIPPED = Path(config.__file__).with_name("replies.toml")


def _check(text: str, surface: Surface = "public", limit: int = 280, **rules: Any) -> list[Problem]:
    answer = Answer(text=text, surface=surface, limit=limit, length=weighted_length)
    house = shipped().model_copy(update={"replies": ReplyRules(**rules)})
    return problems_of(house, answer)


def _codes(text: str, surface: Surface = "public", **rules: Any) -> list[str]:
    return [problem.code for problem in _check(text, surface, **rules)]


def _blocked(text: str, surface: Surface = "public", **rules: Any) -> bool:
    return any(problem.blocking for problem in _check(text, surface, **rules))


def test_a_good_answer_has_no_problem() -> None:
    text = "Hi Jane, sorry about this. We're looking into it. ^AH"
    assert _check(text, signature_required=True) == []


def test_an_empty_answer_is_the_only_problem_of_itself() -> None:
    assert _codes(" \n", signature_required=True) == ["empty"]


def test_too_long_says_by_how_much_in_the_units_of_the_channel() -> None:
    (problem,) = _check("日" * 141)
    assert problem == Problem(
        "too_long",
        "The answer is 2 too long: 282 characters, and 280 fit. Shorten it.",
        Severity.BLOCK,
    )
    fits = Answer(text="日" * 141, surface="public", limit=280, length=plain_length)
    assert problems_of(shipped(), fits) == []


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Your card 4111 1111 1111 1111 is fine", "4111"),
        ("We wrote to jane@example.com", "jane@"),
        ("We called 020 7946 0958", "7946"),
        ("Paid to GB82 WEST 1234 5698 7654 32", "WEST"),
        ("Paid to account number 55779911", "5577"),
        ("Sort code 20-00-00 is right", "20-00"),
        ("SSN 078-05-1120 is noted", "078"),
        ("With cvv 123 it works", "123"),
    ],
)
def test_personal_data_never_goes_public_and_is_not_repeated(text: str, secret: str) -> None:
    problems = _check(text)
    assert problems
    assert problems[0].blocking
    assert problems[0].code.startswith("personal_data.")
    assert all(secret not in problem.message for problem in problems)


def test_in_private_only_cards_are_refused() -> None:
    assert _codes("We called 020 7946 0958", "private") == []
    assert _codes("Your card 4111 1111 1111 1111", "private") == ["personal_data.card"]


def test_two_of_a_kind_are_one_problem() -> None:
    (problem,) = _check("Call 020 7946 0958 or 020 7946 0959")
    assert "2 phone numbers" in problem.message


def test_a_bank_may_let_a_kind_pass_but_never_cards() -> None:
    kinds = set(Kind) - {Kind.PHONE}
    assert _codes("Call 020 7946 0958", blocked_on_public=kinds) == []
    with pytest.raises(ValidationError, match="Card numbers are never published"):
        ReplyRules(blocked_on_public=frozenset({Kind.PHONE}))


@pytest.mark.parametrize("surface", ["public", "private"])
@pytest.mark.parametrize(
    "text", ["Call 020 7946 0958", "Call +44 (0)20 7946 0958", "Write to help@bank.example"]
)
def test_the_banks_own_helpline_may_be_published(text: str, surface: Surface) -> None:
    own = ("+44 20 7946 0958", "@bank.example")
    assert _codes(text, surface, own_contacts=own) == []
    assert _codes("Call 020 7946 0959", own_contacts=own) == ["personal_data.phone"]


def test_a_refused_number_is_told_where_the_banks_own_are_named() -> None:
    (problem,) = _check("Call 020 7946 0958")
    assert "Desk settings" in problem.message
    assert "own_contacts" in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


def test_a_card_number_is_never_the_banks_own() -> None:
    (problem,) = _check("Card 4111 1111 1111 1111", own_contacts=["4111111111111111"[:15]])
    assert problem.code == "personal_data.card"


@pytest.mark.parametrize("contact", ["", "helpline", "@", "4111 1111 1111 1111", "a@b", "help@"])
def test_a_contact_that_would_be_recognised_nowhere_is_refused(contact: str) -> None:
    with pytest.raises(ValidationError, match="Write it like"):
        ReplyRules(own_contacts=(contact,))


@pytest.mark.parametrize(
    "text",
    [
        "Please reply with your account number.",
        "Could you send us your date of birth?",
        "We need your phone number to call you.",
        "What's your postcode? Sorry: what's your address?",
        "Can you tell us your sort code and account number",
        "يرجى تزويدنا برقم حسابك",
        "ما هو رقم حسابك؟",
        "أرسل لنا تاريخ ميلادك ورقم الهوية",
    ],
)
def test_asking_for_details_in_public_is_stopped_and_in_private_is_not(text: str) -> None:
    assert "asks_secret" in _codes(text)
    assert _blocked(text)
    assert not _blocked(text, "private")


@pytest.mark.parametrize(
    "text",
    [
        "What's your PIN?",
        "Please confirm your password so we can help.",
        "Tell us the one-time code we sent you.",
        "Send us your full card number and CVV",
        "Reply with the security code",
        "أرسل لنا الرقم السري",
        "ما هي كلمة المرور؟",
        "زودنا برمز التحقق",
    ],
)
def test_asking_for_a_pin_a_password_or_a_card_is_stopped_everywhere(text: str) -> None:
    assert _blocked(text, "public")
    assert _blocked(text, "private")


@pytest.mark.parametrize(
    "text",
    [
        "Never share your PIN with anyone.",
        "Please don’t post your account number here.",
        "Please delete your post: it shows your card number.",
        "We will never ask for your password.",
        "Your PIN is on its way.",
        "We'll send your new PIN by post.",
        "You can reset your password in the app.",
        "Please confirm the date of the payment.",
        "لا تشارك الرقم السري مع أحد",
        "نرجو عدم مشاركة رقم حسابك هنا",
        "لن نطلب منك كلمة المرور",
    ],
)
def test_a_warning_or_an_offer_is_no_request(text: str) -> None:
    assert set(_codes(text)) <= {"promise"}


def test_asking_by_direct_message_is_pointed_out_and_passes() -> None:
    problems = _check("Sorry! Please DM us your account number.")
    assert [(problem.code, problem.blocking) for problem in problems] == [
        ("asks_in_private", False)
    ]


def test_requests_can_be_let_through_by_the_bank_but_are_still_pointed_out() -> None:
    problems = _check("What's your PIN?", block_secret_requests=False)
    assert [(problem.code, problem.blocking) for problem in problems] == [("asks_secret", False)]


def test_the_banks_own_phrases_count_as_requests_in_public() -> None:
    phrases: dict[str, Any] = {"secret_phrases": ("share your touch key",)}
    assert _codes("Just  share your Touch  Key!", **phrases) == ["asks_secret"]
    assert _codes("Just share your Touch Key!", "private", **phrases) == []


def test_forbidden_words_stop_and_words_of_caution_do_not() -> None:
    rules: dict[str, Any] = {"forbidden": ("hurry up", "Désolé"), "caution": ("Bargain",)}
    problems = _check("DESOLE but hurry   up: a bargain", **rules)
    assert [(p.code, p.blocking) for p in problems] == [
        ("forbidden_words", True),
        ("forbidden_words", True),
        ("caution_words", False),
    ]
    assert _check("The hurry upstairs in April", **rules) == []


def test_a_missing_signature_is_named_when_the_bank_wants_one() -> None:
    assert _codes("Sorry about this.", signature_required=True) == ["no_signature"]
    assert _codes("Sorry about this. ^ah", signature_required=True) == ["no_signature"]
    assert _codes("Sorry about this. ^AH ", signature_required=True) == []
    assert _codes("Sorry about this.") == []


def test_what_blocks_comes_first() -> None:
    text = "Bargain! Please DM us your account number, 07700 900123"
    problems = _check(text, caution=("bargain",))
    assert [problem.blocking for problem in problems] == [True, False, False]


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"signature_pattern": "("}, "not a regular expression"),
        ({"forbidden": ("",)}, "An empty phrase"),
        ({"forbiden": ("x",)}, "forbiden"),
    ],
)
def test_wrong_rules_are_refused_with_a_reason(rules: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ReplyRules.model_validate(rules)


def test_the_shipped_file_holds_every_rule_and_is_valid() -> None:
    with SHIPPED.open("rb") as file:
        shipped = tomllib.load(file)
    assert set(shipped) == set(ReplyRules.model_fields)
    rules = ReplyRules.model_validate(shipped)
    assert rules.blocked_on_public == frozenset(Kind)
    assert rules.signature_pattern == ReplyRules().signature_pattern


def test_every_kind_has_a_name_for_staff() -> None:
    assert set(NAMES) == set(Kind)


def test_a_colleagues_full_name_is_pointed_out_where_it_stands() -> None:
    answer = Answer(
        text="Ask for grace  Lindqvist at the branch.",
        surface="public",
        limit=280,
        length=weighted_length,
        colleagues=("Grace Lindqvist", "Tom Reed"),
    )
    (problem,) = problems_of(shipped(), answer)
    assert (problem.code, problem.severity) == ("colleague", Severity.WARN)
    assert [answer.text[a:b] for a, b in problem.spans] == ["grace  Lindqvist"]


@pytest.mark.parametrize(("others", "told"), [(4, []), (5, ["same_text"]), (6, ["same_text"])])
def test_the_same_words_to_too_many_customers_today_are_pointed_out(
    others: int, told: list[str]
) -> None:
    answer = Answer(
        text="Sorry, it works again.",
        surface="public",
        limit=280,
        length=weighted_length,
        same_today=others,
    )
    assert [problem.code for problem in problems_of(shipped(), answer)] == told
