"""Where a question to a team stands, in the team's channel and in the case's thread, and who is told of it."""

from typing import Unpack

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.consult import Consult
from bot.domain.records.staff import Actor
from bot.language import say
from bot.outbox.delivery import Delivery
from bot.outbox.keys import consult_key
from bot.outbox.kinds import ConsultMessage, ConsultPayload, DeliveryKind, EventDetails
from bot.storage import consults as stored
from bot.storage.cases.case_threads import threads_of
from bot.storage.cases.claims import open_claim
from bot.storage.cases.merges import survivor_of


class NoSuchQuestion(DeskError):
    """The question is not there."""

    def __init__(self) -> None:
        super().__init__(say("That question is not here any more."))


def lock(desk: Desk, *, consult_id: int) -> tuple[Consult | None, Case]:
    """Lock the case in which the question goes on, then the question. Raises NoSuchQuestion, NotForYou."""
    found = desk.session.get(Consult, consult_id)
    if found is None:
        raise NoSuchQuestion
    session, asked_about = desk.session, found.case_id
    cases = case_access.lock_cases(
        desk, which=lambda: [survivor_of(session=session, case_id=asked_about)]
    )
    [case] = cases.values()
    return stored.locked(session=session, consult_id=consult_id), case


def question_of(desk: Desk, *, consult_id: int) -> Delivery | None:
    """The delivery that posted the question."""
    query = select(Delivery).where(Delivery.dedupe_key == consult_key(consult_id))
    return desk.session.exec(query).first()


def asked_at(desk: Desk, *, slack_channel: str, slack_ts: str) -> int | None:
    """The question that this message of Slack is; None when it is none."""
    query = select(Delivery).where(
        Delivery.reference == slack_ts, col(Delivery.kind) == DeliveryKind.CONSULT
    )
    for posted in desk.session.exec(query):
        payload = ConsultPayload.read(posted.payload)
        if payload.slack_channel == slack_channel and payload.what == ConsultMessage.QUESTION:
            return payload.consult_id
    return None


def thread_of(desk: Desk, *, row: Consult, case: Case) -> CaseThread | None:
    """Where the case tells of it: of private words in the private thread alone."""
    threads = threads_of(session=desk.session, case_id=case.number)
    if row.surface == Surface.PRIVATE:
        return threads.current(Surface.PRIVATE)
    return threads.public_or_private()


def whom(desk: Desk, *, row: Consult, case: Case) -> str:
    """Who waits for the answer: whoever asked, if they are there, else whoever has the case, or acts for
    them; nobody where none of them is there."""
    if desk.rules.reached(row.asked_by, desk.now) == row.asked_by:
        return row.asked_by
    claim = open_claim(session=desk.session, case_id=case.number)
    owner = desk.rules.reached(claim.slack_user_id, desk.now) if claim else ""
    return owner or desk.rules.reached(row.asked_by, desk.now)


def tell(
    desk: Desk,
    *,
    row: Consult,
    case: Case,
    template: str,
    fact: str,
    by: Actor,
    **details: Unpack[EventDetails],
) -> None:
    """Say in the case's thread what became of the question."""
    desk.session.flush()
    thread = thread_of(desk, row=row, case=case)
    if thread is not None:
        details["consult"] = row.pk
        postings.event(desk, thread=thread, template=template, fact=fact, by=by, **details)
