"""What Earshot says, in the reader's language. English stands in the code and is the key.

``say("Claimed by {who}", who=name)`` looks the sentence up in the catalogue of the language being
spoken, and fills in the values. The catalogues are ``bot/words/<language>/**.toml``; a test holds
them against the sentences in the code. A sentence without a translation is said in English.
"""

import re
import string
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ENGLISH = "en"
LANGUAGES = (ENGLISH, "ar")
WORDS = Path(__file__).with_name("words")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SENTENCE_END = re.compile(r"[.!?] ")
_RIGHT_TO_LEFT = frozenset({"ar"})
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def say(sentence: str, /, **values: object) -> str:
    """The sentence in the language being spoken, with its values filled in; ``count`` as 1,234."""
    if isinstance(values.get("count"), int):
        values["count"] = _grouped(values["count"])
    found = _catalogue(_spoken.get()).get(sentence, sentence)
    words = found if isinstance(found, str) else sentence
    return words.format(**values) if values else words


def stored(sentence: str, /, **values: object) -> str:
    """The sentence in English, as it is kept: ``say_stored`` says it in a reader's language later."""
    return sentence.format(**values)


def say_stored(words: str) -> str:
    """What was kept in English, in the language being spoken; what nobody translated stays as it is."""
    return _again(words, _spoken.get()) or words


def _again(words: str, language: str) -> str:
    """One sentence, several, or a code and a sentence; empty where no part is known."""
    if known := _known(words, language):
        return known
    for end in reversed([each.end() for each in _SENTENCE_END.finditer(words)]):
        if first := _known(words[:end].rstrip(), language):
            return f"{first} {say_stored(words[end:])}"
    head, colon, rest = words.partition(": ")
    again = _again(rest, language) if colon else ""
    return f"{head}: {again}" if again else ""


def _known(words: str, language: str) -> str:
    """One sentence of the catalogue, its values filled in or not; empty where it is none."""
    if isinstance(known := _catalogue(language).get(words), str):
        return known
    for shape, translation in _shapes(language):
        if fits := shape.fullmatch(words):
            return translation.format(**{k: say_stored(v) for k, v in fits.groupdict().items()})
    return ""


def say_count(count: int, one: str, other: str, /, **values: object) -> str:
    """A sentence about ``{count}`` things, said as 1,234; ``other`` is its key. Arabic has six forms of
    number."""
    language = _spoken.get()
    forms = _catalogue(language).get(other)
    if isinstance(forms, dict):
        words = forms.get(number_form(language, count), forms["other"])
    else:
        words = one if count == 1 else other
    return str(words).format(count=_grouped(count), **values)


def _grouped(count: object) -> str:
    return f"{count:,}"


def language_spoken() -> str:
    """The language being spoken: ``en`` or ``ar``."""
    return _spoken.get()


def speak(locale: str) -> None:
    """From here on, within whatever ``speaking`` is around this."""
    _spoken.set(language_of(locale))


def listed(things: Iterable[str]) -> str:
    """``a, b, c``, with the comma of the language."""
    return say(", ").join(things)


def clauses(things: Iterable[str]) -> str:
    """``a; b``, with the semicolon of the language."""
    return say("; ").join(things)


def month_name(day: date) -> str:
    """``Nov``."""
    return say(MONTHS[day.month - 1])


def weekday_name(day: date, *, short: bool = False) -> str:
    """``Monday``, or ``Mon``."""
    return say((WEEKDAYS_SHORT if short else WEEKDAYS)[day.weekday()])


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Within this, everything is said for a reader of this Slack locale (``ar-SA``)."""
    token = _spoken.set(language_of(locale))
    try:
        yield
    finally:
        _spoken.reset(token)


def is_right_to_left() -> bool:
    """Whether what is being said now reads from the right."""
    return _spoken.get() in _RIGHT_TO_LEFT


def language_of(locale: str) -> str:
    """The language we speak to a reader of this locale; English where we do not speak theirs."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else ENGLISH


def number_form(language: str, count: int) -> str:
    """The form of a count. Source: Unicode CLDR, language plural rules (48, 2025)."""
    if language != "ar":
        return "one" if count == 1 else "other"
    if count in {0, 1, 2}:
        return ("zero", "one", "two")[count]
    hundredth = count % 100
    if 3 <= hundredth <= 10:
        return "few"
    return "many" if hundredth >= 11 else "other"


@cache
def _shapes(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What the sentences about platforms look like with their values in, the fullest first."""
    file = WORDS / language / "platforms.toml"
    known = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    shaped = sorted((each for each in known if "{" in each), key=len, reverse=True)
    return [(_shape(each), known[each]) for each in shaped]


def _shape(sentence: str) -> re.Pattern[str]:
    parts = string.Formatter().parse(sentence)
    return re.compile(
        "".join(re.escape(said) + (f"(?P<{name}>.+?)" if name else "") for said, name, *_ in parts),
        re.DOTALL,
    )


@cache
def _catalogue(language: str) -> dict[str, Any]:
    """Sentence to translation, or to its forms by number."""
    words: dict[str, Any] = {}
    for file in sorted((WORDS / language).rglob("*.toml")):
        words |= tomllib.loads(file.read_text(encoding="utf-8"))
    return words
