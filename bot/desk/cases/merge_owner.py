"""Who holds the cases when one goes on in another, and when that is taken back."""

from sqlmodel import select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.ownership import claims, handoffs
from bot.domain.records.case import Case
from bot.domain.records.claim import Claim
from bot.domain.records.merge import Merge
from bot.domain.records.staff import Actor

_MERGED = "merged"


def settle(desk: Desk, *, case: Case, target: Case, by: Actor) -> None:
    """The target's owner has both; a target that nobody has goes to whoever had the other."""
    held = case_access.open_claim(desk, case_id=case.number)
    if held is None:
        return
    held.released_at, held.released_by, held.release_reason = desk.now, str(by), _MERGED
    desk.session.add(held)
    desk.session.flush()
    if case_access.open_claim(desk, case_id=target.number) is None:
        claims.hold(desk, case=target, by=by, slack_user_id=held.slack_user_id)


def give_back(desk: Desk, *, case: Case, merge: Merge, by: Actor) -> None:
    """Whoever held the case when it was merged has it again, if they still may. The target stays with
    whoever has it now: a case that was looked after is not let go of unasked."""
    query = select(Claim).where(
        Claim.case_id == case.number,
        Claim.released_at == merge.merged_at,
        Claim.release_reason == _MERGED,
    )
    held = desk.session.exec(query).first()
    if held is not None and handoffs.may_have(desk, case=case, slack_user_id=held.slack_user_id):
        claims.hold(desk, case=case, by=by, slack_user_id=held.slack_user_id)
