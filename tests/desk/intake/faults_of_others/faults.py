"""A case, what staff do to it, and which clocks and alerts it has then."""

from typing import Any

from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import published
from bot.desk.cases import closures
from bot.desk.clocks import escalations
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from tests.desk.conftest import Bank

AMIRA, TOM = Actor.staff("U0AMIRA"), Actor.staff("U0TOM")
HOUR: dict[str, Any] = {
    "claimed": "none",
    "first_response": {"target": "60 business minutes", "warn": "30 business minutes"},
    "next_response": {"target": "30 business minutes", "pauses": ["with_customer"]},
    "resolution": {
        "target": "8 business hours",
        "pauses": ["with_customer"],
        "on_reopen": "continue",
    },
}


def fire(bank: Bank) -> int:
    with bank.desk() as desk:
        return escalations.fire(desk)


def found(bank: Bank, case_id: int, metric: Metric) -> list[SlaClock]:
    with bank.database.reading() as session:
        query = select(SlaClock).where(SlaClock.case_id == case_id, SlaClock.metric == metric)
        return sorted(session.exec(query), key=lambda clock: clock.generation)


def answer(bank: Bank, case_id: int, purpose: Purpose = Purpose.ANSWERS) -> None:
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=case_id)
        published.credit(desk, case=case, purpose=purpose, at=bank.now, seen_until=bank.now)


def write_again(bank: Bank) -> None:
    bank.take_in(bank.post("And another thing", conversation="1"))


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def claim(bank: Bank, case_id: int, by: Actor = AMIRA) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=by, slack_user_id=by.id)


def release(bank: Bank, case_id: int, by: Actor = AMIRA) -> None:
    with bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=by)


def alerts(bank: Bank) -> list[Alert]:
    with bank.database.reading() as session:
        return list(session.exec(select(Alert)))


def steps(bank: Bank, metric: str) -> list[str]:
    told = bank.deliveries("slack.alert")
    return [str(d.payload["step"]) for d in told if d.payload["metric"] == metric]
