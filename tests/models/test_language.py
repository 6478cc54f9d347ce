"""The shipped model of languages: right as often as its goals ask, loaded by nobody who asks nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.languages.identifying import CannotGuess
from bot.domain.rules.triage.language_rules import LanguageRules
from bot.models import language
from tests.benchmarks.bench_listening import GOALS, OWN, posts, right, shares
from tests.domain.house import house


def test_of_labelled_posts_it_tells_as_many_right_as_its_goals_ask() -> None:
    identifier = house().languages.identifier(language.guess)
    for kind, counts in shares(posts(OWN), identifier).items():
        assert right(counts) >= GOALS[kind], (kind, counts)


def test_its_likelihoods_are_of_languages_by_their_codes() -> None:
    found = language.guess("my card was declined again")
    assert found["en"] > 0.9
    assert sum(found.values()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("wrong", ["missing", "another", "no card"])
def test_a_model_that_is_not_the_one_of_its_card_is_not_used(tmp_path: Path, wrong: str) -> None:
    card = (language.FOLDER / "lid.176.toml").read_text()
    if wrong != "no card":
        (tmp_path / "lid.176.toml").write_text(card)
    if wrong == "another":
        (tmp_path / "lid.176.ftz").write_bytes(b"something else")
    with pytest.raises(CannotGuess):
        language.check(tmp_path)


def test_a_process_that_tells_no_language_loads_neither_model_nor_library() -> None:
    code = "import sys, handlers.web.site, handlers.slack.application; print('fasttext' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_language_that_nobody_knows_is_a_fault_that_says_what_there_is() -> None:
    with pytest.raises(ValueError, match="there is no language “kl”"):
        LanguageRules(written=("en", "kl"))
