"""Sentences in the reader's language: every one translated, none left over, values kept."""

import ast
import re
import string
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.digest.causes import CAUSE_WORDS
from bot.digest.figure import FIGURE_TITLE
from bot.digest.report import Age
from bot.digest.words.wording import OUTCOME_WORDS
from bot.domain.lessons.cause_step import CAUSE_STATE_WORDS
from bot.domain.lessons.rule_remark import RULE_ANSWER_WORDS
from bot.domain.records.answers.reply import PURPOSE_MEANING
from bot.domain.records.cases.closure import NOT_ACTIONABLE_MEANING, OUTCOME_MEANING
from bot.domain.records.complaint_outcome import FINDING_MEANING
from bot.domain.rules.answers.reply_rules import NAMES
from bot.domain.rules.house.alarm_kinds import ALARMS
from bot.domain.sla.ledger_words import UNITS
from bot.domain.sla.policy import METRIC_TITLE
from bot.domain.sla.regulatory import NOT_LEGAL_ADVICE, STOP_TITLE
from bot.language import (
    LANGUAGES,
    MONTHS,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    WORDS,
    language_of,
    listed,
    number_form,
    say,
    say_count,
    speak,
    speaking,
)
from bot.slack.views.around import LEVELS
from bot.slack.views.states import STATE_WORDS
from tests.sources import ROOT, nodes, reads_the_source, sources

pytestmark = reads_the_source
# Values that are a number, a mark, or Arabic words themselves, and so turn no line round.
_NEUTRAL = {
    "count",
    "mark",
    "length",
    "limit",
    "share",
    "hours",
    "minutes",
    "days",
    "cases",
    "priority",
}
_NEUTRAL |= {
    "number",
    "percent",
    "part",
    "goal",
    "resolved",
    "arrow",
    "time",
    "metric",
    "state",
    "meaning",
}
_SIGNS = re.compile(r":[a-z_]+:|https?://\S+|`[^`]*`")
FORMS = {"zero", "one", "two", "few", "many", "other"}


@cache
def said_in_code() -> dict[str, str]:
    """Every literal given to ``say`` and the key given to ``say_count``, with where it stands."""
    return dict(said for path in _read() for node in nodes(path) for said in _said(node, path))


@cache
def literals_in_code() -> frozenset[str]:
    """Every string that stands in the code, whole, however many lines it takes."""
    return frozenset(
        node.value
        for path in _read()
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _read() -> tuple[Path, ...]:
    return sources("bot", "handlers")


def _said(node: ast.AST, path: Path) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _noticed(node, f"{path.relative_to(ROOT)}:{node.lineno}")
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return
    place = {"say": 0, "stored": 0, "say_count": 2}.get(node.func.id)
    if place is None:
        return
    where = f"{path.relative_to(ROOT)}:{node.lineno}"
    given = node.args[place]
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value, where


def _noticed(call: ast.Call, where: str) -> Iterator[tuple[str, str]]:
    """The sentence of an alarm, which is said when it is drawn."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"notice", "alarm"}:
        for given in call.keywords:
            words = given.value
            if given.arg == "text" and isinstance(words, ast.Constant):
                yield str(words.value), where


@cache
def catalogue(language: str) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for file in sorted((WORDS / language).rglob("*.toml")):
        for sentence, translation in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert sentence not in words, f"{file.name}: said twice: {sentence}"
            words[sentence] = translation
    return words


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def translations(translation: Any) -> list[str]:
    return list(translation.values()) if isinstance(translation, dict) else [translation]


def test_an_arabic_reader_is_told_in_arabic_and_others_in_english() -> None:
    with speaking("ar-SA"):
        assert say("Claim") == "استلام"
    assert say("Claim") == "Claim"
    assert [language_of(locale) for locale in ("ar", "ar_EG", "en-GB", "fr-FR", "")] == [
        "ar",
        "ar",
        "en",
        "en",
        "en",
    ]


def test_a_count_is_said_in_its_own_form() -> None:
    assert say_count(1, "{count} case", "{count} cases") == "1 case"
    assert say_count(2, "{count} case", "{count} cases") == "2 cases"


def test_every_count_is_grouped_so_no_sentence_asks_for_it() -> None:
    assert say_count(1234, "{count} case", "{count} cases") == "1,234 cases"
    assert say("and {count} more", count=1234) == "and 1,234 more"
    with speaking("ar"):
        assert "1,234" in say_count(1234, "{count} case", "{count} cases")
    assert [s for s in literals_in_code() | catalogue("ar").keys() if "{count:" in s] == []


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (10, "few"),
        (11, "many"),
        (99, "many"),
        (100, "other"),
        (102, "other"),
        (103, "few"),
        (111, "many"),
    ],
)
def test_arabic_has_six_forms_of_number(count: int, form: str) -> None:
    assert number_form("ar", count) == form


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    said, translated = said_in_code(), catalogue(language)
    missing = {sentence: said[sentence] for sentence in said.keys() - translated.keys()}
    assert not missing, "Without a translation:\n" + "\n".join(
        f"{w}: {s}" for s, w in missing.items()
    )
    # A sentence may also reach ``say`` as the value of a table; then it stands in the code as a literal.
    literals = literals_in_code()
    orphans = [s for s in translated.keys() - said.keys() if s not in literals]
    assert not orphans, f"Translated, but no longer said: {orphans}"


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_translation_keeps_every_value_and_the_markup(language: str) -> None:
    for sentence, translation in catalogue(language).items():
        for words in translations(translation):
            assert fields(words) <= fields(sentence), words
            if not isinstance(translation, dict):
                assert fields(words) == fields(sentence), words
                assert len(re.findall(r"\*", words)) == len(re.findall(r"\*", sentence)), words
        if isinstance(translation, dict):
            assert set(translation) == FORMS, sentence


def first_strong(words: str) -> str:
    """The class of the first character that says which way a line runs; a name counts as Latin."""
    flat = ""
    for text, name, _, _ in string.Formatter().parse(_SIGNS.sub("", words)):
        flat += text + ("" if name is None or name in _NEUTRAL else "x")
    classes = (unicodedata.bidirectional(character) for character in flat)
    return next((kind for kind in classes if kind in {"L", "R", "AL"}), "")


def test_every_arabic_sentence_begins_with_an_arabic_word() -> None:
    """Else a name or a case number at its head lays the whole line out from left to right."""
    flipped = [
        words
        for translation in catalogue("ar").values()
        for words in translations(translation)
        if re.search(r"[\u0620-\u064a]", words) and first_strong(words) != "AL"
    ]
    assert not flipped, "Begins from the left:\n" + "\n".join(flipped)


def test_sentences_that_stand_in_tables_are_translated() -> None:
    tables: list[str] = [NOT_LEGAL_ADVICE, *MONTHS, *WEEKDAYS, *WEEKDAYS_SHORT]
    for table in (
        OUTCOME_MEANING,
        FINDING_MEANING,
        NOT_ACTIONABLE_MEANING,
        PURPOSE_MEANING,
        METRIC_TITLE,
        STOP_TITLE,
        CAUSE_STATE_WORDS,
        RULE_ANSWER_WORDS,
    ):
        tables += table.values()
    for words in (STATE_WORDS, FIGURE_TITLE, OUTCOME_WORDS, CAUSE_WORDS, LEVELS):
        tables += words.values()
    tables += [str(age) for age in Age]
    tables += [sentence for words in ALARMS.values() for sentence in words.sentences]
    counted = [other for _, other in [*NAMES.values(), *UNITS.values()]]
    assert [each for each in [*tables, *counted] if each not in catalogue("ar")] == []


def test_a_list_has_the_comma_of_its_language() -> None:
    assert listed(["a", "b"]) == "a, b"
    with speaking("ar"):
        assert listed(["a", "b"]) == "a، b"


def test_what_one_request_speaks_ends_with_it() -> None:
    with speaking("en-GB"):
        speak("ar-AE")
        assert say("Claim") == "استلام"
    assert say("Claim") == "Claim"
