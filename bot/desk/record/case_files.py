"""Making a case file: it is written down who has it made and why, the record is sealed, all is gathered.

The seal comes first and the gathering after it, in one transaction: each trail in the file ends where the
seal says. The fingerprint of what was made stands in the trail behind it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import func, or_
from sqlmodel import col, select

from bot.desk import private_words
from bot.desk.case_access import NoSuchCase
from bot.desk.desk import Desk, DeskError
from bot.desk.record import gathering
from bot.domain.case_file import packing
from bot.domain.case_file.packing import Packed
from bot.domain.case_file.page import page
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.case_file import CaseFile
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases import legal_holds, persons
from bot.storage.engine import ours
from bot.storage.record import audit, record_seals

MOST_CASES = 500
_REASON_MOST = 500


class ReasonUnsaid(DeskError):
    """Nobody said what the file is for."""

    def __init__(self) -> None:
        super().__init__(say("Say what the file is for. It stands in the record."))


class NoCases(DeskError):
    """Nothing fits what was asked for."""

    def __init__(self) -> None:
        super().__init__(say("No case fits that."))


class TooManyCases(DeskError):
    """More than one file should hold."""

    def __init__(self, count: int) -> None:
        super().__init__(
            say(
                "{found} cases are more than one file holds, which is {most}. Take a shorter time.",
                found=f"{count:,}",
                most=MOST_CASES,
            )
        )


def find(
    desk: Desk,
    *,
    customer: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
    matter: str = "",
) -> list[int]:
    """The cases of a customer, by handle or the platform's number, their linked accounts too; received in
    this time, the end not included; held for this legal matter. Raises NoCases, TooManyCases."""
    query = select(Case.id)
    if customer:
        named = customer.strip().removeprefix("@")
        by_handle = func.lower(Author.handle) == named.lower()
        query = query.where(persons.is_by(or_(by_handle, col(Author.external_id) == named)))
    if start is not None:
        query = query.where(col(Case.received_at) >= start)
    if end is not None:
        query = query.where(col(Case.received_at) < end)
    found = [each for each in desk.session.exec(query.order_by(col(Case.id))) if each]
    if matter:  # not asked of the database, which takes so many numbers at once and no more
        kept = mask_all(matter.strip())  # as a hold keeps it
        held = set(legal_holds.cases_of_matter(session=desk.session, matter=kept))
        found = [each for each in found if each in held]
    if not found:
        raise NoCases
    if len(found) > MOST_CASES:
        raise TooManyCases(len(found))
    return found


def ask(
    desk: Desk,
    *,
    cases: Sequence[int],
    by: Actor,
    reason: str,
    matter: str = "",
    with_originals: bool = False,
    good_until: datetime | None = None,
) -> CaseFile:
    """Write down who wants a file of these cases and why. Raises ReasonUnsaid, NoSuchCase, NotForYou."""
    for case in refuse(desk, cases=cases, reason=reason):
        if desk.pressed_by and has_private_words(desk, case):
            private_words.require(desk, case=case)
    row = CaseFile(
        cases=sorted(set(cases)),
        asked_by=str(by),
        asked_at=desk.now,
        reason=mask_all(reason.strip()[:_REASON_MOST]),
        matter=mask_all(matter.strip()[:_REASON_MOST]),
        with_originals=with_originals,
        good_until=good_until,
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def refuse(desk: Desk, *, cases: Sequence[int], reason: str) -> list[Case]:
    """The cases themselves. Raises ReasonUnsaid, NoSuchCase."""
    if not reason.strip():
        raise ReasonUnsaid
    return _cases(desk, cases)


def made(desk: Desk, *, asked: CaseFile, by: Actor) -> Packed:
    """The file, of the record as it stands now. Raises NoSuchCase."""
    cases = _cases(desk, asked.cases)
    told = {"file": asked.pk, "cases": len(cases), "originals": asked.with_originals}
    for case in cases:
        desk.record(case.number, Trail.CASE_FILE, by=by, **told)
    audit.write_down(ours(desk.session))
    seal = record_seals.seal(session=desk.session)
    if seal is None:
        raise LookupError("A trail that has just grown was not sealed.")
    gather = partial(gathering.case_told, desk, with_originals=asked.with_originals)
    data = {
        "format": packing.FORMAT,
        "made_at": desk.now.isoformat(),
        "made_by": str(by),
        "asked": gathering.row_told(asked),
        "cases": [gather(case=each) for each in cases],
    }
    data["people"] = gathering.people_in(desk, packing.as_text(data))
    packed = packing.packed(
        page=page(data, seal=seal),
        data=data,
        seal=seal,
        keys=audit.keys_of(desk.session),
        made_at=desk.now,
    )
    asked.made_at, asked.sha256 = desk.now, packed.sha256
    desk.session.add(asked)
    for case in cases:
        desk.record(case.number, Trail.CASE_FILE_MADE, by=by, file=asked.pk, sha256=packed.sha256)
    return packed


def name_of(asked: CaseFile) -> str:
    """What the archive is called."""
    if len(asked.cases) == 1:
        return f"{case_reference(asked.cases[0])}-case-file.zip"
    return f"case-file-{asked.pk}.zip"


def _cases(desk: Desk, numbers: Iterable[int]) -> list[Case]:
    cases = []
    for number in sorted(set(numbers)):
        case = desk.session.get(Case, number)
        if case is None:
            raise NoSuchCase(number)
        cases.append(case)
    return cases


def has_private_words(desk: Desk, case: Case) -> bool:
    """Whether anything of the case was said in private."""
    query = select(Message.id).where(
        Message.case_id == case.number, Message.surface == Surface.PRIVATE
    )
    return desk.session.exec(query.limit(1)).first() is not None
