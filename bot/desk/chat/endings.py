"""The end of a chat: the customer has said all, and says how it was."""

from bot.desk.chat import lines, unsent, visits
from bot.desk.chat.visits import Visitor
from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_chats import ChatRated
from bot.domain.records.trail.verbs import Trail
from bot.storage.cases.claims import open_claim

_MOST_STARS = 5


def end(desk: Desk, *, visitor: Visitor) -> None:
    """End the chat for the customer. Twice is once. Raises NotUnlocked."""
    case = visits.lock_case(desk, visitor=visitor)
    invitation = visits.lock(desk, invitation_id=visitor.invitation_id)
    visits.require_unlocked(desk, visitor=visitor)
    if not invitation.is_open_at(desk.now):
        return
    by = Actor.customer(case.author_id)
    invitation.ended_at, invitation.ended_by = desk.now, str(by)
    desk.session.add(invitation)
    desk.record(case.number, Trail.CHAT_ENDED, by=by, invitation=invitation.id)
    case_clocks.on_chat_over(desk, case=case)
    unsent.take_back_all(desk, case=case, invitation=invitation, by=Actor.system())
    lines.tell(desk, case=case, template="chat_ended", fact=f"i{invitation.id}", by=by)
    visits.changed(desk, invitation_id=invitation.pk)


def rate(desk: Desk, *, visitor: Visitor, solved: bool | None, stars: int | None) -> None:
    """Keep whether it was solved, and one to five stars; staff read it. What was said last counts.

    Whoever has the case is pinged once when it was not solved. Raises NotUnlocked.
    """
    case = visits.lock_case(desk, visitor=visitor)
    invitation = visits.lock(desk, invitation_id=visitor.invitation_id)
    visits.require_unlocked(desk, visitor=visitor)
    stars = None if stars is None else min(max(stars, 1), _MOST_STARS)
    before = (invitation.solved, invitation.stars)
    if (solved, stars) in {before, (None, None)}:
        return
    invitation.solved, invitation.stars = solved, stars
    desk.session.add(invitation)
    by = Actor.customer(case.author_id)
    desk.record(case.number, ChatRated(invitation=invitation.id, solved=solved, stars=stars), by=by)
    claim = open_claim(session=desk.session, case_id=case.number)
    is_news = solved is False and before[0] is not False
    lines.tell(
        desk,
        case=case,
        template="chat_rated",
        fact=f"i{invitation.id}:{solved}:{stars}",
        by=by,
        solved={True: "yes", False: "no", None: ""}[solved],
        stars=stars,
        to_person=claim.slack_user_id if claim and is_news else "",
        ended=case.state in {CaseState.RESOLVED, CaseState.NOT_ACTIONABLE},
    )
