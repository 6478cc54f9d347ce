"""What a customer or a colleague took down is found by nobody any more."""

from datetime import UTC, datetime

from bot.domain.search.case_query import Search
from bot.storage.engine import Database
from bot.storage.triage.case_search import find_cases
from tests.storage.stored_cases import new_case, new_message

_AT = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def test_words_that_were_taken_down_are_not_found(database: Database) -> None:
    with database.transaction() as session:
        case = new_case(session, opened_at=_AT)
        here = new_message(session, case=case, posted_at=_AT)
        here.text = "My parcel is late"
        gone = new_message(session, case=case, posted_at=_AT)
        gone.text, gone.deleted_at = "I live in Mulberry Lane", _AT
        session.add_all([here, gone])
        number = case.number

    def found(word: str) -> list[int]:
        with database.reading() as session:
            search = Search(words=(word,))
            page = find_cases(session=session, search=search, channels=[], now=_AT, limit=9)
            return list(page.case_ids)

    assert found("parcel") == [number]
    assert found("mulberry") == []
