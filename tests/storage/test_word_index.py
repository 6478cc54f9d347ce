"""Words are found by the index as they are found in the texts, and what is gone is gone from there."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.storage import word_index
from bot.storage.engine import Database
from tests.storage.stored_cases import new_case, new_message

_NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
_TEXTS = (
    "My Café card was swallowed, again!",
    "أين بطاقتي؟ لا أحد يجيب",
    'An IBAN of [iban] and a "quoted" word',
    "x",
    "",
    "Ünïcode and 100 % of it_all",
)
_FOUND = {
    "cafe": [0],
    "swallow": [0],
    "low": [0],
    "طاقت": [1],
    "quoted": [2],
    '"quo': [2],
    "100 %": [5],
    "it_a": [5],
    "itba": [],
    "an": [2, 5],  # one of a letter or two only where a word begins with it
    "x": [3],
    "%": [5],
    "nothing": [],
}


def _written(session: Session, *texts: str) -> list[Message]:
    case = new_case(session, opened_at=_NOW)
    written = [new_message(session, case=case, posted_at=_NOW) for _ in texts]
    for message, said in zip(written, texts, strict=True):
        message.text = said
    session.flush()
    return written


def _found(session: Session, word: str) -> list[int]:
    """By the index, as by reading all."""
    query = select(Message.id).where(word_index.holds(col(Message.text), word))
    by_index = query.where(word_index.may_hold(session, Message, word))
    found = list(session.exec(by_index.order_by(col(Message.id))))
    assert found == list(session.exec(query.order_by(col(Message.id))))
    return [number or 0 for number in found]


@pytest.mark.parametrize("word", _FOUND)
def test_a_word_is_found_in_any_spelling(database: Database, word: str) -> None:
    with database.transaction() as session:
        numbers = [message.pk for message in _written(session, *_TEXTS)]
        session.flush()
        assert _found(session, word) == [numbers[place] for place in _FOUND[word]]


def test_an_author_is_found_by_name_and_by_handle(database: Database) -> None:
    with database.transaction() as session:
        for name, handle in (("Ana Ruiz", "anar"), ("Bo", "ruizian")):
            session.add(
                Author(
                    channel="x", external_id=handle, name=name, handle=handle, first_seen_at=_NOW
                )
            )
        session.flush()

        def of(word: str) -> set[str]:
            rows = session.exec(
                select(Author.handle).where(word_index.may_hold(session, Author, word))
            )
            return set(rows)

        assert of("ruiz") == {"anar", "ruizian"}
        assert of("@ruiz") == {"ruizian"}


def test_what_is_edited_or_gone_is_found_no_more(database: Database) -> None:
    with database.transaction() as session:
        edited, gone = _written(session, "my old wording", "my other wording")
    with database.transaction() as session:
        session.get_one(Message, edited.pk).text = "a new sentence"
        session.delete(session.get_one(Message, gone.pk))
    with database.transaction() as session:
        assert _found(session, "wording") == []
        assert _found(session, "sentence") == [edited.pk]


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was(database: Database) -> None:
    with database.transaction() as session:
        [message] = _written(session, "my old wording")
    with database.transaction() as session, session.begin_nested() as savepoint:
        session.get_one(Message, message.pk).text = "a new sentence"
        session.flush()
        savepoint.rollback()
    with database.transaction() as session:
        assert _found(session, "wording") == [message.pk]
        assert _found(session, "sentence") == []


def test_nothing_of_an_erased_text_is_left_in_sqlites_index(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL's index is cleared when it vacuums")
    with database.transaction() as session:
        [message] = _written(session, "qzxw was here")
        _written(session, *_TEXTS)
    with database.transaction() as session:
        session.get_one(Message, message.pk).text = ""
    assert _is_in_the_index(database, b"qzx")
    going = True
    while going:
        with database.transaction() as session:
            going = word_index.clear(session.connection())
    assert not _is_in_the_index(database, b"qzx")
    with database.transaction() as session:
        assert len(_found(session, "cafe")) == 1


def _is_in_the_index(database: Database, piece: bytes) -> bool:
    with database.reading() as session:
        blocks = session.connection().execute(text("SELECT block FROM messages_pieces_data"))
        return any(piece in block for (block,) in blocks)
