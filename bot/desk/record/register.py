"""Entering in the register what came of a complaint: found what, told what, paid what, and why it came about.

Each is the decision of a person and stays; a later one corrects it.
"""

import re
import unicodedata
from dataclasses import dataclass

from sqlmodel import select

from bot.desk import case_access
from bot.desk.clocks import complaint_clocks
from bot.desk.clocks.complaints import NotMarked
from bot.desk.desk import Desk, DeskError
from bot.desk.lessons import marks as case_marks
from bot.desk.lessons.marks import NotOnTheList
from bot.desk.threads import postings
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.complaint import Complaint
from bot.domain.records.complaint_outcome import ComplaintOutcome, Finding
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say

_REASONS_MOST = 1000
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,3})?")
_POINTS = str.maketrans({"٫": ".", ",": "."})


class ReasonsUnsaid(DeskError):
    """A complaint was rejected and nobody said why."""

    def __init__(self) -> None:
        super().__init__(say("Say here why it is rejected: the customer is owed the reasons."))


class NoAmount(DeskError):
    """What was typed is no amount of money."""

    def __init__(self) -> None:
        super().__init__(say("Write the amount in digits, like 125.50, without a currency."))


@dataclass(frozen=True)
class Entry:
    """What a person entered. ``redress`` as typed; ``product`` and ``cause`` names of complaints.toml."""

    finding: Finding
    reasons: str = ""
    told_ombudsman: bool = False
    redress: str = ""
    currency: str = ""
    product: str = ""
    cause: str = ""


def enter(desk: Desk, *, case_id: int, preset: str, entry: Entry, by: Actor) -> ComplaintOutcome:
    """Write it down for the standing mark of this preset, and draw the case anew.

    Raises NoSuchCase, NotMarked, ReasonsUnsaid, NoAmount, NotOnTheList.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    marks = complaint_clocks.active_marks(desk, case_id=case_id)
    mark = next((each for each in marks if each.preset == preset), None)
    if mark is None:
        raise NotMarked(case)
    redress = _checked(desk, entry)
    row = ComplaintOutcome(
        case_id=case.number,
        complaint_id=mark.pk,
        finding=entry.finding,
        reasons=mask_all(entry.reasons.strip()[:_REASONS_MOST]),
        told_ombudsman=entry.told_ombudsman,
        redress=redress,
        currency=entry.currency if redress else "",
        product=entry.product,
        cause=entry.cause,
        decided_at=desk.now,
        decided_by=str(by),
    )
    desk.session.add(row)
    if entry.cause:  # it is one fact: of the complaint, and of the case
        case_marks.name_cause(desk, case_id=case_id, cause=entry.cause, by=by)
    desk.record(
        case.number,
        Trail.COMPLAINT_DECIDED,
        by=by,
        preset=preset,
        finding=entry.finding,
        told_ombudsman=entry.told_ombudsman,
        product=entry.product,
        cause=entry.cause,
    )
    case.touch()
    desk.session.add(case)
    desk.session.flush()
    postings.redraw(desk, case=case)
    return row


def latest(desk: Desk, *, mark: Complaint) -> ComplaintOutcome | None:
    """What stands of this mark."""
    query = select(ComplaintOutcome).where(ComplaintOutcome.complaint_id == mark.pk)
    return desk.session.exec(query.order_by(ComplaintOutcome.id.desc())).first()  # type: ignore[union-attr]  # a column


def _checked(desk: Desk, entry: Entry) -> str:
    """The amount in plain digits. Raises ReasonsUnsaid, NoAmount, NotOnTheList."""
    rules = desk.rules.complaints
    if entry.finding is Finding.REJECTED and not entry.reasons.strip():
        raise ReasonsUnsaid
    for name, known in ((entry.product, rules.products), (entry.cause, rules.causes)):
        if name and name not in known:
            raise NotOnTheList
    amount = _amount(entry.redress)
    if amount and entry.currency not in rules.currencies:
        raise NotOnTheList
    return amount


def _amount(typed: str) -> str:
    """``125.50`` of ``125,50`` or ``١٢٥٫٥٠``; empty for nothing. Raises NoAmount."""
    plain = "".join(
        str(unicodedata.digit(each)) if each.isdigit() else each
        for each in typed.strip().translate(_POINTS)
    )
    if plain and not _AMOUNT.fullmatch(plain):
        raise NoAmount
    return plain if plain.strip("0.") else ""
