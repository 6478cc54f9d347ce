"""The topic of a case: suggested at intake, set by a person, kept as such; nothing else follows from it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.desk.listening import topics
from bot.domain.listening.topic_model import NONE
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage import topic_models
from bot.storage.record import audit
from bot.storage.topics import topic_of
from config import models
from tests.desk.conftest import Bank
from tests.desk.talks import private, take, with_private_words
from tests.desk.triage.test_priorities import is_replayed

LENA = Actor.staff("U0LENA")
LOST = "I lost my card yesterday, please cancel my card"


def topic(bank: Bank, case_id: int) -> CaseTopic | None:
    with bank.database.reading() as session:
        return topic_of(session=session, case_id=case_id)


def set_topic(bank: Bank, case_id: int, name: str) -> None:
    with bank.desk() as desk:
        topics.set_topic(desk, case_id=case_id, topic=name, by=LENA)


def test_the_first_word_suggests_a_topic_and_nobody_is_named_for_it(bank: Bank) -> None:
    case_id = bank.complaint(LOST)
    row = topic(bank, case_id)
    assert row is not None
    assert (row.suggested, row.likely[0], row.topic, row.set_by) == (
        "card_lost",
        "card_lost",
        "",
        "",
    )
    assert len(row.likely) == 3
    assert row.margin >= 25
    assert is_replayed(bank, case_id)


def test_what_is_not_likely_enough_is_offered_and_not_suggested(bank: Bank) -> None:
    case_id = bank.complaint("Well well, my bank and me")
    row = topic(bank, case_id)
    assert row is None or row.suggested == ""
    bank.complaint(LOST)
    row = topic(bank, case_id)
    assert row is not None
    assert row.suggested == "card_lost", "the next word says it"


def test_a_later_word_changes_neither_a_suggestion_nor_what_a_person_set(bank: Bank) -> None:
    case_id = bank.complaint(LOST)
    bank.complaint("Your cash machine gave me no cash")
    row = topic(bank, case_id)
    assert row is not None
    assert row.suggested == "card_lost"
    set_topic(bank, case_id, "cash")
    bank.complaint(LOST)
    row = topic(bank, case_id)
    assert row is not None
    assert (row.topic, row.suggested, row.set_by) == ("cash", "card_lost", str(LENA))


def test_what_a_person_said_stands_in_the_trail_with_what_was_suggested(bank: Bank) -> None:
    case_id = bank.complaint(LOST)
    version = bank.case(case_id).version
    set_topic(bank, case_id, "card_new")
    set_topic(bank, case_id, "card_new")
    set_topic(bank, case_id, NONE)
    with bank.database.reading() as session:
        told = [
            entry.details
            for entry in audit.entries(session=session, case_id=case_id)
            if entry.verb == Trail.TOPIC
        ]
    assert [one["topic"] for one in told] == ["card_new", NONE]
    assert told[0] == {"topic": "card_new", "suggested": "card_lost", "before": ""}
    assert bank.case(case_id).version == version + 2
    assert is_replayed(bank, case_id)


def test_a_topic_that_the_bank_does_not_have_is_refused(bank: Bank) -> None:
    case_id = bank.complaint(LOST)
    with pytest.raises(topics.NoSuchTopic), bank.desk() as desk:
        topics.set_topic(desk, case_id=case_id, topic="weather", by=LENA)


def test_private_words_are_read_and_known_to_be_private(bank: Bank) -> None:
    case_id = take(bank, private(with_private_words(bank), LOST))
    assert case_id is not None
    row = topic(bank, case_id)
    assert row is not None
    assert row.surface == Surface.PRIVATE


def test_a_language_without_a_model_is_about_nothing(bank: Bank) -> None:
    posted = bank.post("Ma carte est perdue, card lost", language="fr")
    case_id = bank.take_in(posted)
    with bank.database.reading() as session:
        message = session.exec(select(Message)).one()
    assert message.language == "fr"
    assert topic(bank, case_id) is None


@pytest.fixture
def without_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of models in which one file is another's."""
    for name in ("topics_en", "topics_ar"):
        shutil.copy(models.MODELS / f"{name}.toml", tmp_path)
    shutil.copy(models.MODELS / "topics_ar.model", tmp_path / "topics_en.model")
    monkeypatch.setattr(models, "MODELS", tmp_path)
    topic_models.shipped.cache_clear()
    topic_models.unfit.cache_clear()
    yield tmp_path
    topic_models.shipped.cache_clear()
    topic_models.unfit.cache_clear()


def test_a_model_that_does_not_fit_or_is_missing_suggests_nothing_and_nothing_else_changes(
    bank: Bank, without_models: Path
) -> None:
    case_id = bank.complaint(LOST)
    assert topic(bank, case_id) is None
    told = topic_models.unfit()
    assert "topics_en.model cannot be used: it is not the one that its card" in told["en"]
    assert "topics_ar.model cannot be read: No such file" in told["ar"]
    set_topic(bank, case_id, "card_lost")
    assert is_replayed(bank, case_id)


def test_thanks_are_about_nothing(bank: Bank) -> None:
    assert topic(bank, bank.complaint("Thank you!")) is None
