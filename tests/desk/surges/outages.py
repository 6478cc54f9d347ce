"""An outage at the desk: customers who write about it, and the tick that hears them."""

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.surges import gathering, listening, opening
from bot.domain.records.surge import Surge, SurgeCase
from bot.storage import surges
from tests.desk.conftest import Bank
from tests.domain.triage.feed import OUTAGE


def break_down(bank: Bank, *, people: int = len(OUTAGE)) -> list[int]:
    """So many people write that the app is down; their cases."""
    return [
        bank.complaint(OUTAGE[one % len(OUTAGE)], author=f"outage{one}") for one in range(people)
    ]


def look(bank: Bank) -> None:
    """What the worker does every few seconds."""
    for step in (gathering.let_loud_go, listening.count_hours, listening.listen, _gather_all):
        with bank.desk() as desk:
            step(desk)
    with bank.desk() as desk:
        opening.end_due(desk)
        opening.refresh_all(desk)


def the_surge(bank: Bank) -> Surge:
    """The one that is open."""
    with bank.database.reading() as session:
        return surges.open_surges(session=session)[0]


def gathered(bank: Bank) -> list[int]:
    """The cases that stand in an open one, in the order in which they were gathered."""
    stands = (col(SurgeCase.left_at).is_(None), col(Surge.ended_at).is_(None))
    query = select(SurgeCase.case_id).join(Surge, col(Surge.id) == SurgeCase.surge_id)
    with bank.database.reading() as session:
        return list(session.exec(query.where(*stands).order_by(col(SurgeCase.id))))


def _gather_all(desk: Desk) -> None:
    while gathering.gather(desk, limit=25):
        pass
