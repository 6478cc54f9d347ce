"""Where a merged case goes on. Late words, late answers and changes follow there."""

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.threads import case_threads, postings
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.message import Message
from bot.storage.cases.merges import survivor_of


def lock_with_survivor(desk: Desk, *, case_id: int) -> tuple[Case, Case]:
    """Lock the case and the one where it goes on (itself, if it was not merged). Raises NoSuchCase."""

    def both() -> tuple[int, int]:
        return case_id, survivor_of(session=desk.session, case_id=case_id)

    locked = case_access.lock_cases(desk, which=both)
    return locked[case_id], locked[survivor_of(session=desk.session, case_id=case_id)]


def repeat_change(desk: Desk, *, case: Case, message: Message, what: str, at: str = "") -> None:
    """Tell a change of a merged case's message where the case goes on, too."""
    if case.state != CaseState.MERGED:
        return
    _, survivor = lock_with_survivor(desk, case_id=case.number)
    survivor.touch()
    desk.session.add(survivor)
    postings.said(
        desk,
        thread=case_threads.get_or_open(desk, case=survivor, surface=message.surface).thread,
        message_id=message.pk,
        revision=message.revision,
        what=what,
        at=at,
    )
    postings.redraw(desk, case=survivor)
