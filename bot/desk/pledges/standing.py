"""How the pledges of a case stand: the soonest of them beside the case, by which lists put it in order."""

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.storage import pledges
from bot.storage.cases.claims import open_claim


def draw(desk: Desk, *, case: Case) -> None:
    """Write down of a locked case what is owed soonest, and draw it anew."""
    desk.session.flush()
    owed = pledges.owed(session=desk.session, case_id=case.number)
    case.pledge_due_at = owed[0].due_at if owed else None
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)


def owner_of(desk: Desk, *, case_id: int, promised_by: str) -> str:
    """Who sees to what was promised in a case: whoever has it; of a case that nobody has, who promised."""
    claim = open_claim(session=desk.session, case_id=case_id)
    return claim.slack_user_id if claim else promised_by
