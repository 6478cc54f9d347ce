"""Everything that is known about one customer, for a person who asks to see it: as plain values."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel, col, or_, select

from bot.desk.cases import customer_notes
from bot.desk.desk import Desk
from bot.desk.erasure.holdings import HOLDINGS
from bot.desk.erasure.persons import Person
from bot.desk.messages import originals
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.case_file import CaseFile
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.storage.record.audit import HOUSE

Told = dict[str, Any]
_NO_WORDS = frozenset({"sealed", "sealed_person", "person_hash", "fingerprint", "sealed_for"})


def tell(desk: Desk, *, person: Person) -> Told:
    """Accounts, links, cases with all that was said and decided, notes, posts set aside, exports.

    Sealed originals are opened: they are theirs. Card numbers, codes, PINs and passwords are in none of it.
    """
    return {
        "accounts": [_plain(each) for each in person.accounts],
        "links": [_plain(each) for each in _links(desk, person)],
        "cases": [_of_case(desk, case) for case in person.cases],
        "notes about them": _notes(desk, person),
        "posts set aside": [_plain(each) for each in _set_aside(desk, person)],
        "exports": list(exports(desk, person=person)),
    }


def record_it(desk: Desk, *, person: Person, by: Actor, what: str, file: str = "") -> None:
    """Write into the trail of each case, and of the house, that this was told to somebody: before it is."""
    for case_id in person.case_ids:
        desk.record(case_id, Trail.PERSON_READ, by=by, what=what)
    told: Told = {"accounts": person.author_ids, **({"file": file} if file else {})}
    desk.record(HOUSE, Trail.READ, by=by, what=what, **told)


def exports(desk: Desk, *, person: Person) -> Iterator[Told]:
    """Every export with customers' words in it that may hold theirs: when, by whom, of which days, and
    the file it was written to."""
    query = select(AuditEntry).where(
        AuditEntry.case_id == HOUSE, col(AuditEntry.verb).in_((Trail.EXPORT, Trail.READ))
    )
    for entry in desk.session.exec(query.order_by(col(AuditEntry.sequence))):
        about = entry.details.get("accounts", ())
        is_theirs = bool(set(about) & set(person.author_ids)) and "file" in entry.details
        if is_theirs or _may_hold(entry.details, person):
            yield {"at": entry.at.isoformat(), "by": str(entry.actor), **entry.details}
    for made in desk.session.exec(select(CaseFile).order_by(col(CaseFile.id))):
        if made.made_at is not None and set(made.cases) & set(person.case_ids):
            at = made.made_at.isoformat()
            yield {"at": at, "by": made.asked_by, "what": "case file", "sha256": made.sha256}


def _may_hold(told: Mapping[str, Any], person: Person) -> bool:
    """Whether this export of many cases, with their words, covers a day on which a case of theirs came."""
    days = {case.received_at.date().isoformat() for case in person.cases}
    first, last = str(told.get("from", "")), str(told.get("to", ""))
    return bool(told.get("with_text")) and any(first <= day <= last for day in days)


def _of_case(desk: Desk, case: Any) -> Told:
    told: Told = {"case": case_reference(case.number), **_plain(case)}
    for holding in HOLDINGS:
        rows = holding.rows(desk.session, [case.number])
        if rows:
            told[holding.name] = [_with_original(desk, row) for row in rows]
    drafts = select(ReplyDraft).where(ReplyDraft.case_id == case.number)
    told["reply_drafts"] = [_plain(each) for each in desk.session.exec(drafts)]
    threads = select(CaseThread).where(CaseThread.case_id == case.number)
    told["case_threads"] = [_plain(each) for each in desk.session.exec(threads)]
    return told


def _with_original(desk: Desk, row: SQLModel) -> Told:
    told = _plain(row)
    if isinstance(row, MessageRevision) and row.sealed is not None:
        told["original"] = originals.original(desk, version=row)
    return told


def _notes(desk: Desk, person: Person) -> list[Told]:
    channels = {each.slack_channel for each in desk.session.exec(select(CaseThread))}
    notes = customer_notes.standing(desk, author_ids=person.author_ids, channels=channels)
    return [
        {"text": each.text, "by": each.slack_user_id, "at": each.written_at.isoformat()}
        for each in notes
    ]


def _links(desk: Desk, person: Person) -> list[AccountLink]:
    numbers = person.author_ids
    query = select(AccountLink).where(
        or_(
            col(AccountLink.first_author_id).in_(numbers),
            col(AccountLink.second_author_id).in_(numbers),
        )
    )
    return list(desk.session.exec(query.order_by(col(AccountLink.id))))


def _set_aside(desk: Desk, person: Person) -> list[BlockedPost]:
    query = select(BlockedPost).where(col(BlockedPost.author_id).in_(person.author_ids))
    return list(desk.session.exec(query.order_by(col(BlockedPost.id))))


def _plain(row: SQLModel) -> Told:
    told = {name: _value(value) for name, value in row.model_dump().items()}
    return {name: value for name, value in told.items() if name not in _NO_WORDS}


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
