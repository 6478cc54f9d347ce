"""Two cases of one customer, merged and taken apart; their clocks and owners."""

from sqlmodel import select

from bot.desk.cases import closures, merging
from bot.desk.ownership import claims
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.cases.claims import open_claim
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.conftest import Bank

AMIRA, JONAS = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS")


def two_cases(bank: Bank, *, author: str = "ana") -> tuple[int, int, Inbound]:
    """Ana's first case, ended, and her second; then the first is reopened, so that both are open."""
    first = bank.complaint("My card was declined")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=first, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=8)
    post = bank.post("My transfer is late too", author=author)
    second = bank.take_in(post)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=first, by=AMIRA)
    assert first != second
    return first, second, post


def merge(bank: Bank, case_id: int, into: int) -> None:
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=into, by=AMIRA)


def unmerge(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=case_id, by=AMIRA)


def clocks(bank: Bank, case_id: int) -> list[SlaClock]:
    with bank.database.reading() as session:
        return clocks_of(session=session, case_id=case_id)


def waiting(bank: Bank, case_id: int) -> SlaClock | None:
    found = [
        c
        for c in clocks(bank, case_id)
        if c.metric in {Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE} and c.ended_at is None
    ]
    return found[0] if found else None


def claim(bank: Bank, case_id: int, who: Actor) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=who, slack_user_id=who.id)


def owner(bank: Bank, case_id: int) -> str:
    with bank.desk() as desk:
        claim = open_claim(session=desk.session, case_id=case_id)
        return claim.slack_user_id if claim else ""


def replays(bank: Bank, case_id: int) -> bool:
    with bank.database.reading() as session:
        told = history_of(session=session, case_id=case_id)
    assert told is not None
    again = replay(told, rules=bank.rules, now=bank.now)
    return canonical(again) == canonical(clocks(bank, case_id))


def said_in(bank: Bank, case_id: int, surface: Surface = Surface.PUBLIC) -> list[int]:
    """The ids of the messages shown in a case's thread."""
    with bank.database.reading() as session:
        query = select(CaseThread).where(
            CaseThread.case_id == case_id, CaseThread.surface == surface
        )
        thread = session.exec(query).one()
    posted = bank.deliveries("slack.said")
    return [d.payload["message_id"] for d in posted if d.payload["thread_id"] == thread.id]
