"""Reading which cases a legal hold keeps. The one place that says so, for all that erases by itself or on request."""

from collections.abc import Collection, Iterable, Iterator

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case
from bot.domain.records.cases.note import Note
from bot.domain.records.legal_hold import HoldKind, LegalHold
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.search.name_folding import folded
from bot.storage.cases.merges import gathering
from bot.storage.cases.persons import accounts_of


def standing(*, session: Session) -> list[LegalHold]:
    """Every hold that nobody lifted, the oldest first."""
    query = select(LegalHold).where(col(LegalHold.lifted_at).is_(None))
    return list(session.exec(query.order_by(col(LegalHold.id))))


def held(*, session: Session, case_ids: Iterable[int]) -> set[int]:
    """Those of these cases that are held, by whichever hold: each with all that goes on in the same case as
    it, for what was said there is one matter."""
    found = standing(session=session)
    if not found:
        return set()
    customers = _customers(session, found)
    words = [folded(each.word) for each in found if each.kind is HoldKind.WORD]
    by_case = {each.case_id for each in found if each.kind is HoldKind.CASE}

    def is_held(number: int) -> bool:
        together = gathering(session=session, case_id=number)
        if not by_case.isdisjoint(together):
            return True
        authors = select(Case.author_id).where(col(Case.id).in_(together))
        if customers and not customers.isdisjoint(session.exec(authors).all()):
            return True
        return bool(words) and _says_any(session, case_ids=together, words=words)

    return {number for number in case_ids if is_held(number)}


def cases_of_matter(*, session: Session, matter: str) -> list[int]:
    """Every case that a hold for this matter keeps, with all that goes on in the same case. Reads, where a
    word is held, every text there is."""
    found = [
        each for each in standing(session=session) if folded(each.matter) == folded(matter) != ""
    ]
    customers = _customers(session, found)
    words = [folded(each.word) for each in found if each.kind is HoldKind.WORD]
    numbers = {each.case_id for each in found if each.case_id}
    of_customers = select(Case.id).where(col(Case.author_id).in_(customers))
    numbers |= {number for number in session.exec(of_customers) if number}
    if words:
        numbers |= {case for case, text in _texts(session) if any(w in folded(text) for w in words)}
    return sorted({each for one in numbers for each in gathering(session=session, case_id=one)})


def _texts(session: Session) -> Iterator[tuple[int, str]]:
    """Every text that was said or noted, with the number of its case."""
    versions = select(Message.case_id, MessageRevision.text).join(
        MessageRevision, col(Message.id) == col(MessageRevision.message_id)
    )
    for query in (
        select(Message.case_id, Message.text),
        versions,
        select(Note.case_id, Note.text),
    ):
        yield from session.exec(query, execution_options={"yield_per": 1000})


def held_customers(*, session: Session) -> set[int]:
    """The accounts of the customers that are held, linked ones too."""
    return _customers(session, standing(session=session))


def _customers(session: Session, found: Iterable[LegalHold]) -> set[int]:
    return {
        number
        for each in found
        if each.author_id is not None
        for number in accounts_of(session=session, author_id=each.author_id)
    }


def _says_any(session: Session, *, case_ids: Collection[int], words: Collection[str]) -> bool:
    """Whether one of the words was said there, also in a version that was edited or taken down, or noted."""
    of_cases = col(Message.case_id).in_(case_ids)
    versions = select(MessageRevision.text).join(
        Message, col(Message.id) == col(MessageRevision.message_id)
    )
    said = (
        select(Message.text).where(of_cases),
        versions.where(of_cases),
        select(Note.text).where(col(Note.case_id).in_(case_ids)),
    )
    texts = (folded(text) for query in said for text in session.exec(query))
    return any(word in text for text in texts for word in words)
