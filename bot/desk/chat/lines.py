"""What the private thread says of a chat, beside the words themselves. Nothing of it leaves that thread."""

from typing import Unpack

from bot.desk.desk import Desk
from bot.desk.threads import case_threads, postings
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.outbox.kinds import EventDetails


def tell(
    desk: Desk,
    *,
    case: Case,
    template: str,
    fact: str,
    by: Actor,
    **details: Unpack[EventDetails],
) -> None:
    """Say it once in the private thread, which is opened for it if need be, and draw the case anew."""
    thread = case_threads.get_or_open(desk, case=case, surface=Surface.PRIVATE).thread
    postings.event(desk, thread=thread, template=template, fact=fact, by=by, **details)
    case.touch()
    desk.session.add(case)
    postings.redraw(desk, case=case)
