"""What is kept in English, as a platform's reasons, and is said later in the language of whoever reads it."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language import WORDS, say_stored, speaking, stored
from tests.sources import ROOT, nodes, reads_the_source, sources

_ARABIC = tomllib.loads((WORDS / "ar" / "platforms.toml").read_text(encoding="utf-8"))
_SENTENCE = re.compile(r"[A-Z][a-z']* [^{}]* \S+.*\.", re.DOTALL)
# What these are given is read where Earshot is set up, or nowhere.
_NOT_FOR_STAFF = frozenset({"Finding", "Unreadable", "BadSignature", "ValueError", "NotSet"})

_REASONS = frozenset({"Refused", "PollFailed", "Uncertain", "TryLater", "CannotLook", "CutOff"})


def in_arabic(words: str) -> str:
    with speaking("ar-SA"):
        return say_stored(words)


def test_a_reason_with_values_is_said_again_with_them() -> None:
    words = stored("X asks to wait before reading {who} again.", who="@NorthbankHelp")
    assert words == "X asks to wait before reading @NorthbankHelp again."
    assert say_stored(words) == words
    assert in_arabic(words) == "يطلب X الانتظار قبل قراءة @NorthbankHelp\u200e من جديد."


def test_a_value_that_is_a_reason_itself_is_said_again_too() -> None:
    words = stored(
        "Facebook does not accept the Page's token: {why}. Make a new one, {setting}.",
        why="it has expired",
        setting="EARSHOT_FACEBOOK_PAGES",
    )
    assert "انتهت صلاحيته" in in_arabic(words)
    assert "EARSHOT_FACEBOOK_PAGES" in in_arabic(words)


def test_several_sentences_and_a_code_before_them() -> None:
    assert in_arabic("X may have published the answer or not. No answer came in time.") == (
        "ربما نشر X الرد وربما لم ينشره. لم يصل جواب في الوقت المناسب."
    )
    assert in_arabic("gone: The post is no longer there.") == "gone: لم يعد المنشور موجودًا."
    told = in_arabic("The post is no longer there. Some words of theirs.")
    assert told == "لم يعد المنشور موجودًا. Some words of theirs."


@pytest.mark.parametrize(
    "words", ["", "Some words of theirs.", "a: b", "{who} {", ": ", "No. Yes. "]
)
def test_what_nobody_translated_stays_as_it_is(words: str) -> None:
    assert in_arabic(words) == words


@pytest.mark.parametrize("sentence", sorted(each for each in _ARABIC if "{" in each))
def test_each_shape_is_recognised_by_its_own_words(sentence: str) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name]
    values = {name: f"@{name.title()}_{number}" for number, name in enumerate(names)}
    assert in_arabic(stored(sentence, **values)) == _ARABIC[sentence].format(**values)


def _told() -> Iterator[tuple[str, str]]:
    """Each sentence a channel, the outbox or Slack's door may keep for staff, and where it stands."""
    for path in sources("bot/channels", "bot/slack/api"):
        tree = list(nodes(path))
        ours = {id(part) for node in tree for part in _exempt(node)}
        for node in tree:
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in ours
            ) and _SENTENCE.fullmatch(node.value):
                yield node.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def _exempt(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
        yield node.body[0].value  # type: ignore[attr-defined]  # a docstring is an expression
    if isinstance(node, ast.Call) and _called(node) in _NOT_FOR_STAFF | {
        "stored",
        "warning",
        "info",
    }:
        yield from ast.walk(node)


def _called(node: ast.Call) -> str:
    name = node.func
    return name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")


@reads_the_source
def test_every_reason_that_staff_may_read_is_translated() -> None:
    known = {
        key
        for file in Path(WORDS / "ar").rglob("*.toml")
        for key in tomllib.loads(file.read_text())
    }
    assert {where: words for words, where in _told() if words not in known} == {}


@reads_the_source
def test_no_reason_is_put_together_so_that_it_cannot_be_said_again() -> None:
    """An f-string may join whole sentences; words with a value among them are ``stored``."""
    found = [
        f"{path.relative_to(ROOT)}:{part.lineno}"
        for path in sources("bot/channels", "bot/slack/api", "bot/outbox")
        for node in nodes(path)
        if isinstance(node, ast.Call) and _called(node) in _REASONS
        for part in ast.walk(node)
        if isinstance(part, ast.JoinedStr) and _has_words(part)
    ]
    assert found == []


def _has_words(node: ast.JoinedStr) -> bool:
    return any(
        isinstance(part, ast.Constant) and len(str(part.value).split()) >= 2 for part in node.values
    )
