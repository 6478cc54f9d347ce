"""A customer comes back: whoever handled them last is offered the case first, if they are there."""

from sqlmodel import col, select

from bot.desk.clocks import escalations
from bot.desk.desk import Desk
from bot.desk.ownership import absences, leavers
from bot.desk.ownership.handoffs import may_have
from bot.desk.threads.thread_events import tell
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor
from bot.storage.cases.claims import open_claim


def last_owner(desk: Desk, *, case: Case) -> str:
    """Who last claimed a case of this author, if they may have this one now; else empty."""
    query = (
        select(Claim.slack_user_id)
        .join(Case, col(Case.id) == col(Claim.case_id))
        .where(Case.author_id == case.author_id)
        .order_by(col(Claim.claimed_at).desc(), col(Claim.id).desc())
        .limit(1)
    )
    found = desk.session.exec(query).first()
    return found if found and may_have(desk, case=case, slack_user_id=found) else ""


def offer(desk: Desk, *, case: Case) -> None:
    """Say in the thread of a case that nobody has who handled this customer before, with *Claim*."""
    desk.session.flush()
    if not case.is_open or open_claim(session=desk.session, case_id=case.number) is not None:
        return
    owner = last_owner(desk, case=case)
    if owner:
        tell(
            desk,
            case=case,
            template="handled_before",
            by=Actor.system(),
            owner=owner,
            version=case.version,
        )


def after_word(desk: Desk, *, case: Case, was: CaseState) -> None:
    """The customer's next word is in: an absent owner lets go; the last one who is there is offered it."""
    desk.session.flush()
    if not case.is_open or case.unanswered_since is None:
        return
    freed = leavers.free_if_left(desk, case=case)
    if freed:
        escalations.ring_again(desk, case_ids=[case.number])
    else:
        freed = absences.free_if_away(desk, case=case)
    if freed or was not in {CaseState.NEW, CaseState.CLAIMED}:
        offer(desk, case=case)
