"""The table of what is claimed of the page's security: each test is there, and no requirement is passed over."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette

from bot.bootstrap import App
from bot.desk.chat import entry
from handlers.status import Readiness
from handlers.web.site import site as whole_site
from tests.handlers.asking import ask
from tests.handlers.web.chat.people import Browser

_HERE = Path(__file__)
_TESTS = _HERE.parents[3]
TABLE = tomllib.loads(_HERE.with_name("security.toml").read_text())
INSIDE = "the inside of the house"


def requirements() -> Iterator[str]:
    """Every requirement of levels 1 and 2, as V3.4.1."""
    for chapter, sections in TABLE["all"].items():
        for each in sections.split():
            section, _, numbers = each.partition(".")
            first, last = numbers.split("-")
            for number in range(int(first), int(last) + 1):
                yield f"{chapter}.{section}.{number}"


@cache
def functions_of(file: str) -> frozenset[str]:
    folder, _, name = file.rpartition("/")
    tree = ast.parse((_TESTS / folder / f"test_{name}.py").read_text())
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def told_tests() -> Iterator[str]:
    for tests in TABLE["attacks"].values():
        yield from tests
    for _, *tests in TABLE["met"].values():
        yield from tests


def test_each_test_that_the_table_names_is_there() -> None:
    missing = []
    for told in told_tests():
        file, _, function = told.partition(": ")
        if f"test_{function}" not in functions_of(file):
            missing.append(told)
    assert missing == []


def test_what_is_claimed_has_words_and_a_test() -> None:
    assert all(len(each) > 1 and each[0].endswith(".") for each in TABLE["met"].values())
    assert all(TABLE["attacks"].values())


def test_every_requirement_stands_in_exactly_one_part_of_the_table() -> None:
    known = list(requirements())
    assert len(known) == 253  # 70 of level 1, and 183 of level 2
    parts: dict[str, Any] = {name: TABLE[name] for name in ("met", "not_here", "beside", "open")}
    places = {each: [name for name, part in parts.items() if _is_in(each, part)] for each in known}
    assert {each: found for each, found in places.items() if len(found) != 1} == {}
    told = {each for part in parts.values() for each in part}
    assert {each for each in told if not any(_is_in(one, [each]) for one in known)} == set()


def _is_in(requirement: str, part: Any) -> bool:
    chapter, section, _ = requirement.split(".")
    return any(each in part for each in (requirement, f"{chapter}.{section}", chapter))


def test_over_https_browsers_are_told_to_stay_there(app: App) -> None:
    settings = app.settings.model_copy(update={"chat_url": "https://chat.northbank.example"})
    house = App(settings, app.rules, app.database, app.vault, app.channels, app.slack)
    said = ask(whole_site(house, readiness=Readiness(house)), "GET", "/chat").headers
    assert said["strict-transport-security"] == "max-age=31536000"


def test_trace_is_not_answered(site: Starlette) -> None:
    for path in ("/chat", "/chat/say", "/chat/words"):
        assert ask(site, "TRACE", path).status == 405


def test_an_error_inside_says_nothing_of_the_inside(
    ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = ana.word()

    def fail(*_given: object, **_named: object) -> None:
        raise OperationalError(INSIDE, {}, Exception(INSIDE))

    monkeypatch.setattr(entry, "session_of", fail)
    for answer in (
        ana.get("/chat"),
        ana.get("/chat/words?after=0"),
        ana.post("/chat/say", b'{"key":"k","text":"x"}', "application/json", word),
    ):
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        assert INSIDE not in answer.text
        assert "content-security-policy" in answer.headers
