"""Legal holds: what is held is skipped by retention and refused to erasure, until a person lifts it."""

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.erasure.persons import Person
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.legal_hold import HoldKind, LegalHold
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.search.name_folding import folded
from bot.language import say
from bot.storage.cases import legal_holds
from bot.storage.record.audit import HOUSE

_SHORTEST_WORD = 3


class CannotHold(DeskError):
    """This hold cannot be set, or lifted."""


def hold_case(desk: Desk, *, case_id: int, reason: str, by: Actor, matter: str = "") -> LegalHold:
    """Keep one case. Locks it. Raises NoSuchCase, NotForYou, CannotHold."""
    case_access.lock_case(desk, case_id=case_id)
    already = select(LegalHold.id).where(
        LegalHold.case_id == case_id, col(LegalHold.lifted_at).is_(None)
    )
    if desk.session.exec(already).first() is not None:
        raise CannotHold(say("This case is held already."))
    return _set(desk, HoldKind.CASE, case_id=case_id, reason=reason, by=by, matter=matter)


def hold_customer(
    desk: Desk, *, person: Person, reason: str, by: Actor, matter: str = ""
) -> LegalHold:
    """Keep every case of this customer, also those that are yet to come. Raises CannotHold."""
    author_id = person.author_ids[0]
    return _set(desk, HoldKind.CUSTOMER, author_id=author_id, reason=reason, by=by, matter=matter)


def hold_word(desk: Desk, *, word: str, reason: str, by: Actor, matter: str = "") -> LegalHold:
    """Keep every case in which this word, or these words, were said or noted. Raises CannotHold."""
    if len(folded(word)) < _SHORTEST_WORD:
        raise CannotHold(say("A word to hold cases by has at least 3 letters."))
    word = mask_all(word.strip())
    return _set(desk, HoldKind.WORD, word=word, reason=reason, by=by, matter=matter)


def standing(desk: Desk, *, hold_id: int) -> LegalHold:
    """The hold with this number, which nobody lifted. Raises CannotHold."""
    hold = desk.session.get(LegalHold, hold_id)
    if hold is None or hold.lifted_at is not None:
        raise CannotHold(say("There is no such hold, or it was lifted already."))
    return hold


def lift(desk: Desk, *, hold_id: int, by: Actor) -> LegalHold:
    """End a hold; that it stood, and who ended it, is kept. Raises CannotHold."""
    hold = desk.session.get(LegalHold, hold_id, with_for_update=True, populate_existing=True)
    if hold is None or hold.lifted_at is not None:
        raise CannotHold(say("There is no such hold, or it was lifted already."))
    hold.lifted_at, hold.lifted_by = desk.now, str(by)
    desk.session.add(hold)
    desk.record(hold.case_id or HOUSE, Trail.HOLD_LIFTED, by=by, hold=hold.id, kind=str(hold.kind))
    return hold


def lift_case(desk: Desk, *, case_id: int, by: Actor) -> LegalHold:
    """End the hold on this case itself. Locks the case. Raises NoSuchCase, NotForYou, CannotHold."""
    case_access.lock_case(desk, case_id=case_id)
    hold = of_case(desk, case_id=case_id)
    return lift(desk, hold_id=hold.pk if hold else 0, by=by)


def of_case(desk: Desk, *, case_id: int) -> LegalHold | None:
    """The hold on this case itself, if one stands."""
    return next(
        (each for each in legal_holds.standing(session=desk.session) if each.case_id == case_id),
        None,
    )


def _set(
    desk: Desk,
    kind: HoldKind,
    *,
    reason: str,
    by: Actor,
    matter: str,
    case_id: int | None = None,
    author_id: int | None = None,
    word: str = "",
) -> LegalHold:
    if not reason.strip():
        raise CannotHold(say("Say why it is held."))
    hold = LegalHold(
        kind=kind,
        case_id=case_id,
        author_id=author_id,
        word=word,
        reason=mask_all(reason.strip()),
        matter=mask_all(matter.strip()),
        set_at=desk.now,
        set_by=str(by),
    )
    desk.session.add(hold)
    desk.session.flush()
    desk.record(case_id or HOUSE, Trail.HOLD_SET, by=by, hold=hold.id, kind=str(kind))
    return hold
