"""Asking a colleague for the case that they have: in its thread, by name, with the way to give it."""

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.ownership.claims import NotClaimed
from bot.desk.threads import postings
from bot.domain.records.staff import Actor
from bot.storage.cases.case_threads import threads_of
from bot.storage.cases.claims import open_claim


def ask_for(desk: Desk, *, case_id: int, by: Actor) -> None:
    """Tell the owner of an open case that somebody would like to answer it. Once for each owner and asker.

    Raises NoSuchCase, NotOpen, NotClaimed.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    claim = open_claim(session=desk.session, case_id=case_id)
    if claim is None:
        raise NotClaimed(case)
    thread = threads_of(session=desk.session, case_id=case_id).public_or_private()
    if thread is not None:
        postings.event(
            desk,
            thread=thread,
            template="asked_for",
            fact=f"c{claim.id}:{by.id}",
            by=by,
            owner=claim.slack_user_id,
        )
