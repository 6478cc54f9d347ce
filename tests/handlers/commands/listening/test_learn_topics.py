"""`learn-topics`: a model and its card from posts, questions and narratives; what cannot be read is told."""

from pathlib import Path

import pytest

from bot.bootstrap import App
from bot.domain.listening.topic_card import fitting
from config.models import ModelCannotBeRead, read_model_file
from handlers.commands.listening import learn_topics
from tests.handlers.commands.test_clock_commands import earshot, refused

_POSTS = "".join(
    f'[[posts]]\ntext = "{text} {number}"\ntopic = "{topic}"\n\n'
    for number in "abcdefgh"
    for text, topic in (("a heron on my statement", "fees"), ("the spoon was lost", "card_lost"))
)


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of few posts in place of the shipped ones."""
    folder = tmp_path / "topic_posts"
    folder.mkdir()
    (folder / "en.toml").write_text(_POSTS, encoding="utf-8")
    (folder / "phrases_en.toml").write_text('cash = """\nno notes\n"""\n', encoding="utf-8")
    (folder / "banking77.toml").write_text('cash = ["atm_support"]\n', encoding="utf-8")
    (folder / "cfpb.toml").write_text('loans = ["Getting the loan"]\n', encoding="utf-8")
    monkeypatch.setattr(learn_topics, "TAUGHT", folder)
    return folder


def test_it_writes_a_model_that_fits_its_card(app: App, few: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked.csv"
    asked.write_text("text,category\nWhere is an ATM?,atm_support\nHm,other\n", encoding="utf-8")
    told = tmp_path / "told.csv"
    told.write_text(
        "Issue,Sub-issue,Consumer complaint narrative\nGetting the loan,,A loan that never came\n",
        encoding="utf-8",
    )
    out = earshot(
        *("learn-topics", "--banking77", str(asked), "--cfpb", str(told), "--into", str(tmp_path))
    )
    assert "Learnt from all 19" in out
    found = read_model_file("topics_en", folder=tmp_path)
    model = fitting(found.content, found.card)
    assert model.read("that heron again").ranked[0].topic == "fees"
    assert found.card["learnt_from"] == [
        "16 invented posts", "1 phrases", "1 banking77", "1 CFPB narratives",
    ]  # fmt: skip


def test_a_topic_that_is_in_no_list_is_named(app: App, few: Path) -> None:
    (few / "en.toml").write_text(_POSTS.replace("fees", "herons"), encoding="utf-8")
    assert "topics.toml has no topic “herons”" in refused("learn-topics")


def test_a_file_of_others_that_lacks_a_column_is_told(app: App, few: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked.csv"
    asked.write_text("text\nWhere?\n", encoding="utf-8")
    assert "has no column “category”" in refused("learn-topics", "--banking77", str(asked))


def test_a_model_or_card_that_is_missing_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(ModelCannotBeRead, match=r"topics_xx\.toml cannot be read"):
        read_model_file("topics_xx", folder=tmp_path)
    (tmp_path / "topics_xx.toml").write_text("fingerprint = ", encoding="utf-8")
    with pytest.raises(ModelCannotBeRead, match=r"is not TOML"):
        read_model_file("topics_xx", folder=tmp_path)
    (tmp_path / "topics_xx.toml").write_text("", encoding="utf-8")
    with pytest.raises(ModelCannotBeRead, match=r"topics_xx\.model cannot be read"):
        read_model_file("topics_xx", folder=tmp_path)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_models_that_ship_fit_their_cards(language: str) -> None:
    found = read_model_file(f"topics_{language}")
    assert len(fitting(found.content, found.card).topics) == 19
    assert {"licence", "limits", "method", "figures", "learnt_from"} <= found.card.keys()
