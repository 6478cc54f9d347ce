"""Who holds the cases when one goes on in another, and when that is taken back."""

from sqlmodel import select

from bot.desk.desk import Desk
from bot.desk.ownership import claims, handoffs
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.merge import Merge
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor
from bot.storage.cases.claims import open_claim

_MERGED = "merged"


def settle(desk: Desk, *, case: Case, target: Case, by: Actor) -> None:
    """Release the merged case's claim; assign an unclaimed target to whoever had made it."""
    claim = open_claim(session=desk.session, case_id=case.number)
    if claim is None:
        return
    claim.released_at = desk.now
    claim.released_by = str(by)
    claim.release_reason = _MERGED
    desk.session.add(claim)
    desk.session.flush()
    if open_claim(session=desk.session, case_id=target.number) is None:
        claims.assign(desk, case=target, by=by, slack_user_id=claim.slack_user_id)


def give_back(desk: Desk, *, case: Case, merge: Merge, by: Actor) -> None:
    """Assign the case to whoever had claimed it when it was merged, if they still may have it. The target
    stays with whoever has it now: a case that was looked after is not let go of unasked."""
    query = select(Claim).where(
        Claim.case_id == case.number,
        Claim.released_at == merge.merged_at,
        Claim.release_reason == _MERGED,
    )
    claim = desk.session.exec(query).first()
    if claim is not None and handoffs.may_have(desk, case=case, slack_user_id=claim.slack_user_id):
        claims.assign(desk, case=case, by=by, slack_user_id=claim.slack_user_id)
