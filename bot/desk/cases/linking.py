"""Linking cases that have something in common. Nothing else about either changes."""

from collections.abc import Sequence

from sqlmodel import and_, col, or_, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.desk.threads.thread_events import masked, may_repeat, tell
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.case_link import CaseLink
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases.merges import survivor_of

_LINKS_MOST = 50


class CannotLink(DeskError):
    """These two cannot be linked, or are not."""


def link(desk: Desk, *, case_id: int, other: int, note: str, by: Actor) -> CaseLink:
    """Link two cases, both ways. Raises NoSuchCase, CannotLink."""
    case, there = both(desk, case_id=case_id, other=other)
    refuse(desk, case=case, other=there)
    first, second = sorted((case_id, other))
    row = CaseLink(
        first_case_id=first,
        second_case_id=second,
        note=masked(desk, case=case, words=note),
        linked_at=desk.now,
        linked_by=str(by),
    )
    desk.session.add(row)
    _tell_both(desk, case, there, verb=Trail.LINKED, by=by, note=row.note)
    return row


def refuse(desk: Desk, *, case: Case, other: Case) -> None:
    """Raise CannotLink if the two cannot be linked, or are already."""
    if case.number == other.number:
        raise CannotLink(say("A case cannot be linked to itself. Choose another one."))
    if case.brand != other.brand:
        raise CannotLink(say("Cases of two banks cannot be linked."))
    if _standing(desk, case_id=case.number, other=other.number) is not None:
        raise CannotLink(say("The two are linked already."))
    if max(len(links_of(desk, case_id=each.number)) for each in (case, other)) >= _LINKS_MOST:
        raise CannotLink(say("A case can have at most 50 links."))


def both(desk: Desk, *, case_id: int, other: int) -> tuple[Case, Case]:
    """Lock and return the two. Raises NoSuchCase, NotForYou."""
    locked = case_access.lock_cases(desk, which=lambda: (case_id, other))
    return locked[case_id], locked[other]


def unlink(desk: Desk, *, case_id: int, other: int, by: Actor) -> CaseLink:
    """Take a link away; that it was there stays in the record. Raises NoSuchCase, CannotLink."""
    case, there = both(desk, case_id=case_id, other=other)
    row = _standing(desk, case_id=case_id, other=other)
    if row is None:
        names = {"case": case_reference(case_id), "other": case_reference(other)}
        raise CannotLink(say("{case} and {other} are not linked.", **names))
    row.unlinked_at = desk.now
    row.unlinked_by = str(by)
    desk.session.add(row)
    _tell_both(desk, case, there, verb=Trail.UNLINKED, by=by, note="")
    return row


def lock_related(desk: Desk, *, inbound: Inbound) -> list[Case]:
    """Lock and return the cases that a new one is linked to: of other authors whose posts this one answers,
    and of another brand that the same post names.

    Called before the new case is opened, so that nothing of it is locked while these are waited for. A
    thread under a post of our own makes no links: whoever writes there has no more in common.
    """
    locked = case_access.lock_cases(desk.as_system(), which=lambda: related(desk, inbound=inbound))
    return list(locked.values())


def link_within_thread(desk: Desk, *, case: Case, others: Sequence[Case]) -> None:
    """Link a case that was opened just now to these, which are locked."""
    for other in others:
        if len(links_of(desk, case_id=other.number)) < _LINKS_MOST:
            _link_by_itself(desk, case=case, other=other)


def related(desk: Desk, *, inbound: Inbound) -> set[int]:
    """The numbers of those cases, locked by nobody."""
    if inbound.surface != Surface.PUBLIC:
        return set()
    above = {inbound.parent_external_id, inbound.conversation} - {None, inbound.external_id}
    of_thread = and_(
        col(Message.account) == inbound.account,
        col(Message.external_id).in_(sorted(map(str, above))),
    )
    to_another_brand = col(Message.external_id) == inbound.external_id
    query = select(Message.case_id).where(
        Message.channel == inbound.channel,
        or_(of_thread, to_another_brand),
        Message.direction == Direction.INBOUND,
        Message.surface == Surface.PUBLIC,
    )
    found = desk.session.exec(query.distinct()).all()
    return {survivor_of(session=desk.session, case_id=number) for number in found}


def _link_by_itself(desk: Desk, *, case: Case, other: Case) -> None:
    """Without a word in the other thread, which fifty people may answer: its headline tells."""
    by = Actor.system()
    first, second = sorted((case.number, other.number))
    row = CaseLink(
        first_case_id=first, second_case_id=second, linked_at=desk.now, linked_by=str(by)
    )
    desk.session.add(row)
    _record(desk, case, other, verb=Trail.LINKED, by=by)
    postings.redraw(desk, case=other)


def links_of(desk: Desk, *, case_id: int) -> list[CaseLink]:
    """The links of a case, the oldest first."""
    mine = or_(CaseLink.first_case_id == case_id, CaseLink.second_case_id == case_id)
    query = select(CaseLink).where(mine, col(CaseLink.unlinked_at).is_(None))
    return list(desk.session.exec(query.order_by(col(CaseLink.id))))


def _standing(desk: Desk, *, case_id: int, other: int) -> CaseLink | None:
    first, second = sorted((case_id, other))
    query = select(CaseLink).where(
        CaseLink.first_case_id == first,
        CaseLink.second_case_id == second,
        col(CaseLink.unlinked_at).is_(None),
    )
    return desk.session.exec(query).first()


def _tell_both(desk: Desk, case: Case, there: Case, *, verb: Trail, by: Actor, note: str) -> None:
    _record(desk, case, there, verb=verb, by=by)
    for one, other in ((case, there), (there, case)):
        one.touch()
        desk.session.add(one)
        shown = note if may_repeat(desk, one=one, other=other, typed_in=case) else ""
        tell(desk, case=one, template=str(verb), by=by, other=other.number, explanation=shown)


def _record(desk: Desk, case: Case, there: Case, *, verb: Trail, by: Actor) -> None:
    """In the trail of both."""
    for one, other in ((case, there), (there, case)):
        desk.record(one.number, verb, by=by, other=other.number)
