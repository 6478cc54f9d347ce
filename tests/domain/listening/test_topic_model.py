"""A model of topics: learnt from labelled posts, read back from its file, taught further."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.listening.topic_card import fitting
from bot.domain.listening.topic_features import features_of, said_words
from bot.domain.listening.topic_learning import Post, learn
from bot.domain.listening.topic_model import NoModel, TopicModel, read_model

FEW = [
    Post("You charged me a fee", "fees"),
    Post("Why this fee on my statement", "fees"),
    Post("The fee is a joke", "fees"),
    Post("The machine ate my notes", "cash"),
    Post("Your cash machine gave me nothing", "cash"),
    Post("No cash in the machine again", "cash"),
]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return learn(FEW, topics=("fees", "cash"), most=500)


def test_what_was_learnt_is_read_with_the_words_that_decided(model: TopicModel) -> None:
    reading = model.read("Another FEE, are you serious?")
    assert reading.ranked[0].topic == "fees"
    assert "fee" in reading.words
    assert reading.margin > 0
    assert model.read("the machine has no cash").ranked[0].topic == "cash"


def test_a_text_without_a_word_it_knows_is_about_nothing(model: TopicModel) -> None:
    assert model.read("") == model.read("12345 !!!") == model.read("字")
    assert model.read("").ranked == ()
    assert model.read("").margin == 0


def test_the_same_posts_give_the_same_model_and_its_file_is_read_back(model: TopicModel) -> None:
    again = learn(FEW, topics=("fees", "cash"), most=500)
    assert again.content == model.content
    read = read_model(model.content)
    assert read.read("a fee").ranked == model.read("a fee").ranked
    assert read.fingerprint == model.fingerprint


def test_a_model_goes_on_learning_a_topic_that_it_did_not_know(model: TopicModel) -> None:
    more = [Post("Nobody answers the phone", "service"), Post("An hour on the phone", "service")]
    taught = learn(more, topics=("fees", "cash", "service"), most=500, start=model)
    assert taught.read("still on the phone").ranked[0].topic == "service"
    assert taught.read("a fee again").ranked[0].topic == "fees"


def test_a_model_holds_no_word_of_whoever_wrote(model: TopicModel) -> None:
    assert b"machine" not in zlib.decompress(model.content)


@pytest.mark.parametrize("content", [b"", b"no model", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_is_no_model_is_told(content: bytes) -> None:
    with pytest.raises(NoModel):
        read_model(content)


def test_a_card_that_describes_another_model_is_told(model: TopicModel) -> None:
    card = {"fingerprint": model.fingerprint, "language": "en", "topics": ["fees", "cash"]}
    assert fitting(model.content, card).topics == ("fees", "cash")
    for change in ({"fingerprint": "0" * 64}, {"topics": ["fees"]}, {"language": None}):
        with pytest.raises(NoModel):
            fitting(model.content, card | change)
    with pytest.raises(NoModel):
        fitting(model.content[:-9], card)


def test_arabic_words_are_read_without_article_and_stretching() -> None:
    assert said_words("الررررسوم 12") == said_words("رسوم")


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    assert all(features_of(text))
