"""Gathering all that the record holds of a case, in values JSON knows. Changes nothing.

Whatever the record vouches for is in it: a kind of row that is added there is in the next case file.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlmodel import SQLModel, col, or_, select

from bot.desk.cases import customer_notes
from bot.desk.clocks import explaining
from bot.desk.desk import Desk
from bot.desk.messages import originals
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.cases.case_link import CaseLink
from bot.domain.records.cases.customer_note import CustomerNote
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Staff
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla import ledger_words
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.ledger import Ledger
from bot.domain.text.references import case_reference
from bot.outbox.delivery import Delivery
from bot.storage.record import audit, kept_rows

Told = dict[str, Any]
_TOLD_APART = (Case, Message, MessageRevision, CustomerNote, SlaClock)
_NOT_TOLD = {"sealed", "payload", "owner"}  # sealed words, and how Earshot sends


def case_told(desk: Desk, *, case: Case, with_originals: bool) -> Told:
    """Every word, decision, clock, sending and entry of this case."""
    number = case.number
    author = desk.session.get_one(Author, case.author_id)
    return {
        "number": number,
        "reference": case_reference(number),
        "case": row_told(case),
        "author": {**row_told(author), "shown_as": author.shown_as},
        "words": _words(desk, number, with_originals=with_originals),
        "about_the_customer": _notes_about(desk, number),
        "rows": _rows(desk, number),
        "links": _links(desk, number),
        "slack_threads": _of_case(desk, CaseThread, number),
        "sent_and_shown": _of_case(desk, Delivery, number),
        "clocks": [_clock(each) for each in explaining.explain(desk, case_id=number)],
        "trail": [_entry(each) for each in audit.entries(session=desk.session, case_id=number)],
    }


def people_in(desk: Desk, text: str) -> dict[str, str]:
    """The full names of our staff whose id stands anywhere in the text."""
    people = desk.session.exec(select(Staff.slack_user_id, Staff.name)).all()
    return {number: name for number, name in people if number in text}


def row_told(row: SQLModel) -> Told:
    """A row in values JSON knows; what is sealed stays out."""
    return {
        name: plain(value)
        for name, value in row.model_dump().items()
        if name not in _NOT_TOLD and not isinstance(value, bytes)
    }


def plain(value: Any) -> Any:
    """A moment as text, a member of a list of words as its word; all else as it is."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Enum():
            return value.value
        case _:
            return value


def _words(desk: Desk, number: int, *, with_originals: bool) -> list[Told]:
    query = select(Message).where(Message.case_id == number)
    order = col(Message.posted_at), col(Message.id)
    messages = desk.session.exec(query.order_by(*order)).all()
    versions: dict[int, list[Told]] = {each.pk: [] for each in messages}
    of_these = select(MessageRevision).where(col(MessageRevision.message_id).in_(versions))
    for version in desk.session.exec(of_these.order_by(col(MessageRevision.revision))):
        told = row_told(version)
        if with_originals:
            told["original"] = originals.original(desk, version=version)
        versions[version.message_id].append(told)
    authors = _authors(desk, {each.author_id for each in messages if each.author_id})
    return [
        {
            **row_told(each),
            "author": authors.get(each.author_id or 0),
            "versions": versions[each.pk],
        }
        for each in messages
    ]


def _authors(desk: Desk, numbers: Iterable[int]) -> Mapping[int, str]:
    found = desk.session.exec(select(Author).where(col(Author.id).in_(set(numbers))))
    return {each.pk: each.shown_as for each in found}


def _notes_about(desk: Desk, number: int) -> list[Told]:
    query = select(CustomerNote).where(CustomerNote.case_id == number)
    rows = desk.session.exec(query.order_by(col(CustomerNote.id))).all()
    return [{**row_told(each), "text": customer_notes.text_of(desk, each)} for each in rows]


def _rows(desk: Desk, number: int) -> dict[str, list[Told]]:
    tables = {name: table for name, table in kept_rows.TABLES.items() if table not in _TOLD_APART}
    told = {name: _of_case(desk, table, number) for name, table in sorted(tables.items())}
    return {name: rows for name, rows in told.items() if rows}


def _of_case(desk: Desk, table: Any, number: int) -> list[Told]:
    query = select(table).where(table.case_id == number).order_by(table.id)
    return [row_told(each) for each in desk.session.exec(query)]


def _links(desk: Desk, number: int) -> list[Told]:
    of_it = or_(CaseLink.first_case_id == number, CaseLink.second_case_id == number)
    return [row_told(each) for each in desk.session.exec(select(CaseLink).where(of_it))]


def _clock(ledger: Ledger) -> Told:
    is_promised = ledger.due_at is not None
    return {
        **ledger.as_json(),
        "title": ledger_words.title(ledger),
        "facts": ledger_words.facts(ledger) if is_promised else "",
        "lines": ledger_words.lines(ledger) if is_promised else [],
    }


def _entry(entry: AuditEntry) -> Told:
    return {name: value for name, value in row_told(entry).items() if name != "id"}
