"""The gate on answers: what it finds, what it lets pass, what follows, and how long that takes."""

import time
from typing import Any

import pytest

from bot.domain.gate.findings import Kind, Severity
from bot.domain.records.staff import Role
from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer, Problem
from bot.domain.rules.answers.finding_words import WHY
from bot.domain.rules.answers.gate_rules import GateRules, Surface
from bot.domain.rules.house_rules import HouseRulesAreWrong
from tests.domain.gate.labelled import Labelled, answers, blocked, problems, recall, rules
from tests.domain.house import house

LONG = 25_000
HOSTILE = {
    "one request again and again": "please send your pin ",
    "one thing again and again": "pin ",
    "small words": "a ",
    "lines": "pin\n",
    "Arabic": "أرسل لنا رقم حسابك من فضلك ",
    "one long word": "x",
    "commas": ",",
    "apostrophes": "l'",
    "accents": "é",
    "turned round": "not send ",
    "pronouns": "find pin and send it ",
    "gaps": "photo of ",
    "hosts": "a.a.a.",
    "marks": "*a",
    "mentions": "<@",
    "emoji": "🙂",
    "questions": "?",
}


@pytest.mark.parametrize(
    "text",
    [
        "Please send us the CVV hidden under the strip.",
        "Reply with the PIN hidden in the letter we sent you.",
        "Please send us the PIN covered by the scratch-off film.",
        "Please reply with the PIN hidden, under the film.",
        "Please send us the PIN covered so far.",
    ],
)
def test_where_a_secret_is_hidden_is_not_that_it_be_hidden(text: str) -> None:
    [problem] = [one for one in _problems(text) if one.code == Kind.ASKS_SECRET]
    assert problem.severity is Severity.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "Please reply with a screenshot of the error, with your account number covered.",
        "Please send a photo of the letter, with your card number hidden so that nobody reads it.",
        "Please send us a screenshot, your account number blacked out, and the time.",
    ],
)
def test_what_is_to_be_hidden_stops_no_answer(text: str) -> None:
    assert not any(one.blocking for one in _problems(text))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("We have set your password to sunshine.", Severity.BLOCK),
        ("We reset your password to sunshine", Severity.BLOCK),
        ("We have changed your password to secret.", Severity.BLOCK),
        ("Please take your password to sunshine.", Severity.BLOCK),
        ("Keep your password to yourself.", Severity.WARN),
        ("Once you have reset it, keep your password to yourself.", Severity.WARN),
        ("Never give your password to strangers.", Severity.WARN),
    ],
)
def test_a_password_is_told_unless_it_is_one_of_a_few_words(text: str, severity: Severity) -> None:
    [problem] = [one for one in _problems(text) if one.code == "personal_data.password"]
    assert problem.severity is severity


def _codes(text: str, **over: Any) -> list[str]:
    return [problem.code for problem in _problems(text, **over)]


def _problems(
    text: str,
    *,
    surface: Surface = "public",
    customer: str = "",
    brand: str = "northbank",
    roles: frozenset[Role] = frozenset(),
    gate: dict[str, Any] | None = None,
) -> list[Problem]:
    house_rules = house({"gate": gate}) if gate else rules()
    answer = Answer(
        text=text,
        surface=surface,
        limit=LONG * 2,
        length=len,
        brand=brand,
        roles=roles,
        customer=customer,
    )
    return problems_of(house_rules, answer)


@pytest.mark.parametrize("one", answers(), ids=lambda one: one.text[:40])
def test_what_the_lists_know_is_found_and_what_is_harmless_is_not_stopped(one: Labelled) -> None:
    if one.finds:
        counts = recall([one])
        assert all(count[True] for count in counts.values())
    elif "0800" not in one.text:  # a number that nobody named as the bank's own
        assert blocked([one]) == []


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_text_takes_no_longer_than_any_other_of_its_length(shape: str) -> None:
    text = (HOSTILE[shape] * LONG)[:LONG]
    gate = rules().gate.compiled(rules().gate_words, brands=rules().routing.brand_names, own=())
    gate.look("warm", is_public=True)
    took = []
    for _ in range(3):
        began = time.process_time()
        gate.look(text, is_public=True)
        took.append(time.process_time() - began)
    assert min(took) < 0.08  # about 0.015 on a machine that does nothing else
    assert "unread" in {str(found.kind) for found in gate.look(text, is_public=True)}


def test_the_words_that_were_found_are_marked() -> None:
    text = "Hi Sam! Please reply with your PIN."
    (problem,) = problems(text)
    assert [text[start:end] for start, end in problem.spans] == ["PIN"]


def test_what_is_asked_for_is_named_once_whatever_the_language() -> None:
    assert _codes("Your PIN please. What is your PIN? Votre code PIN ?") == ["asks_secret"]


@pytest.mark.parametrize("surface", ["private", "chat"])
def test_a_detail_may_be_asked_for_in_private_and_a_pin_nowhere(surface: Surface) -> None:
    assert _codes("Please send us your date of birth.", surface=surface) == []
    assert _codes("Please send us your PIN.", surface=surface) == ["asks_secret"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("See https://bit.ly/x1", Kind.SHORT_LINK),
        ("See https://example.org/fees", Kind.UNLISTED_LINK),
        ("See https://northbank-secure.example/login", Kind.LOOKALIKE_LINK),
        ("See https://n0rthbank.example", Kind.LOOKALIKE_LINK),
        ("See http://192.0.2.7/northbank", Kind.LOOKALIKE_LINK),
        ("See https://bank.example@evil.example/", Kind.LOOKALIKE_LINK),
        ("Ask <!here> please", Kind.SLACK_MARKUP),
        ("We are :sparkling_bank: here", Kind.SLACK_MARKUP),
    ],
)
def test_links_and_marks(text: str, kind: Kind) -> None:
    assert str(kind) in _codes(text, gate={"links": ["bank.example"]})


def test_a_listed_host_and_all_below_it_may_be_linked_to() -> None:
    text = "See https://help.bank.example/fees or www.bank.example"
    assert _codes(text, gate={"links": ["bank.example"]}) == []


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        ("nord.example", "https://nord-login.example", Kind.LOOKALIKE_LINK),
        ("nor.example", "https://nor-login.example", Kind.UNLISTED_LINK),  # in too many words
        ("north.example", "https://nortn.example", Kind.LOOKALIKE_LINK),
        ("nord.example", "https://norb.example", Kind.UNLISTED_LINK),  # short words are near many
    ],
)
def test_of_how_many_letters_a_name_is_that_others_look_like(
    own: str, other: str, kind: Kind
) -> None:
    assert str(kind) in _codes(f"See {other}/x", gate={"links": [own]})


def test_what_the_customer_told_of_themselves_is_not_repeated() -> None:
    told = "my account number is 55779911 and it is empty"
    (problem, *_) = _problems("We looked at 5577 9911 now.", customer=told)
    assert (problem.code, problem.severity) == ("quotes_customer", Severity.BLOCK)
    assert "5577" not in problem.message
    assert _codes("We looked at it now.", customer=told) == []


def test_own_words_of_the_bank_and_other_banks_are_pointed_out() -> None:
    gate = {"internal_words": ["Project Heron"], "competitors": ["Rival Bank", "Northbank"]}
    assert _codes("Project Heron is late.", gate=gate) == ["internal_words"]
    assert _codes("Rival Bank is not cheaper.", gate=gate) == ["competitor"]
    assert _codes("Northbank is here.", gate=gate) == []


@pytest.mark.parametrize("role", [Role.AGENT, Role.APPROVER])
def test_what_needs_approval_waits_for_a_second_person_whoever_wrote_it(role: Role) -> None:
    gate: dict[str, Any] = {"severity": {"promise": {"public": "approval"}}}
    text = "We will call you tomorrow."
    (problem,) = _problems(text, gate=gate, roles=frozenset({role}))
    assert problem.needs_approval
    assert not problem.blocking
    assert "second person" in problem.message


def test_the_last_exception_that_fits_decides() -> None:
    gate = {
        "exceptions": [
            {"findings": ["promise"], "severity": "pass"},
            {"findings": ["promise"], "severity": "block", "roles": ["trainee"]},
            {"findings": ["promise"], "severity": "block", "brands": ["harbour"]},
            {"findings": ["promise"], "severity": "block", "surfaces": ["chat"]},
        ]
    }
    text = "We will call you tomorrow."
    assert _codes(text, gate=gate) == []
    assert _codes(text, gate=gate, roles=frozenset({Role.TRAINEE})) == ["promise"]
    assert _codes(text, gate=gate, brand="harbour") == ["promise"]
    assert _codes(text, gate=gate, surface="chat") == ["promise"]


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ({"severity": {"promise": {"public": "stop"}}}, "gate.toml"),
        ({"severity": {"promis": {"public": "warn"}}}, "promis"),
        ({"severity": {"asks_secret": {"public": "pass"}}}, "“warn” is the least"),
        ({"languages": ["en", "xx"]}, "there is no file in gate_words for “xx”"),
        (
            {"exceptions": [{"findings": ["tone"], "severity": "warn", "brands": ["northbnk"]}]},
            "Did you mean “northbank”?",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_key(gate: dict[str, Any], told: str) -> None:
    with pytest.raises(HouseRulesAreWrong, match=told):
        house({"gate": gate})


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"things": {"pinn": ["pin"]}}, "Did you mean “pin”?"),
        ({"cues": {"ask": ["… send"]}}, "begins and ends with a word"),
        ({"phrases": {"promises": ["we/i will"]}}, "Did you mean “promise”?"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_with_its_name(words: dict[str, Any], told: str) -> None:
    with pytest.raises(HouseRulesAreWrong, match=told):
        house({"gate_words": {"en": words}})


def test_a_bank_may_add_a_language() -> None:
    italian = {"things": {"pin": ["codice_segreto"]}, "cues": {"ask": ["inviateci"]}}
    own = house({"gate": {"languages": ["it"]}, "gate_words": {"it": italian}})
    answer = Answer(text="Inviateci codice segreto.", surface="public", limit=280, length=len)
    assert [problem.code for problem in problems_of(own, answer)] == ["asks_secret"]


def test_every_kind_has_a_sentence_and_follows_on_each_surface() -> None:
    asked = {Kind.ASKS_SECRET, Kind.ASKS_IN_PRIVATE}
    assert set(WHY) | asked == set(Kind)
    assert set(rules().gate.severity) == set(Kind)
    assert GateRules().severity == {}
