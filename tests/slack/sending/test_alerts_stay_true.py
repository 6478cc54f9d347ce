"""Whatever an alert says is so when it is said, or it does not go; and none hides a customer's word."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event
from sqlmodel import select

from bot import clock
from bot.desk.cases import closures
from bot.desk.clocks import escalations
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.records.staff import Actor
from bot.domain.sla.alert import Alert
from bot.outbox.delivery import DeliveryState
from bot.slack.api.names import Names
from bot.slack.shown.alerts import bundle_shown
from bot.slack.views.cases import alerts
from tests.slack.workplace import AMIRA, Workplace

OUTSIDE = ("C0DUTY", "D0DANIEL")


def everything_runs_out(workplace: Workplace, *, days: int = 7) -> None:
    """A worker that was away comes back: everything is overdue, and nothing of it was sent yet."""
    with workplace.app.desk() as desk:
        escalations.fire(replace(desk, now=desk.now + timedelta(days=days)))


def settle(workplace: Workplace, case_id: int) -> None:
    with workplace.app.desk() as desk:
        closures.not_actionable(
            desk, case_id=case_id, reason=NotActionableReason.SPAM, remark="", by=Actor.staff(AMIRA)
        )


def outside(workplace: Workplace) -> str:
    return str([workplace.messages(channel) for channel in OUTSIDE])


def test_an_alert_for_a_case_that_was_settled_before_it_went_out_is_cancelled(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    everything_runs_out(workplace)
    settle(workplace, case_id)
    workplace.send_all()
    assert "is overdue" not in outside(workplace)
    assert "is overdue" not in str(workplace.below(case_id))
    alerts_of_it = workplace.deliveries("slack.alert") + workplace.deliveries("slack.alert_bundle")
    assert {each.state for each in alerts_of_it} == {DeliveryState.CANCELLED}


def test_a_bundle_names_what_waits_first_and_says_of_the_rest_that_it_is_settled(
    workplace: Workplace,
) -> None:
    first, second, third = (workplace.complaint(author=who) for who in ("ana", "ben", "cleo"))
    everything_runs_out(workplace)
    settle(workplace, first)
    workplace.send_all()
    told = next(each for channel in OUTSIDE for each in workplace.messages(channel))
    assert "2 overdue, 1 settled since" in told["text"]
    lines = [str(block) for block in told["blocks"]]
    named = [number for line in lines for number in (first, second, third) if f"C-{number}" in line]
    assert named[-1] == first
    assert "settled since" in lines[-2], "above the customer's words"


def test_one_case_overdue_twice_names_nobody_twice(workplace: Workplace) -> None:
    workplace.complaint()
    everything_runs_out(workplace)
    workplace.send_all()
    told = next(each for channel in OUTSIDE for each in workplace.messages(channel))
    assert str(told["blocks"]).count("Nobody holds it") == 1
    sentences = [block["text"]["text"] for block in told["blocks"] if block["type"] == "section"]
    assert len(sentences) == len(set(sentences))


def test_a_new_complaint_is_shown_before_the_alerts_in_other_threads(workplace: Workplace) -> None:
    for who in ("ana", "ben", "cleo"):
        workplace.complaint(author=who)
    everything_runs_out(workplace)
    case_id = workplace.take_in(workplace.post("Nobody listens to me", author="new"))
    workplace.send_all()
    told = [each for each in workplace.messages() if "is overdue" in each["text"]]
    assert len(told) >= 3
    assert all(workplace.headline(case_id)["ts"] < each["ts"] for each in told)


@contextmanager
def counted(workplace: Workplace) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(workplace.database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(workplace.database.engine, "before_cursor_execute", note)


def test_a_bundle_asks_the_database_no_more_for_many_than_for_a_few_and_shows_the_loudest(
    workplace: Workplace,
) -> None:
    asked: list[int] = []
    for more in (12, 24):
        numbers = [
            workplace.take_in(workplace.post("Still waiting", author=f"{more}-{number}"))
            for number in range(more)
        ]
        with workplace.app.desk() as desk:
            urgent = desk.session.get_one(Case, numbers[-1])
            urgent.priority_rank = more
            desk.session.add(urgent)
        with workplace.app.desk() as desk:
            escalations.fire(replace(desk, now=desk.now + timedelta(days=7)), limit=2000)
            bundle = desk.session.exec(select(Alert.bundle)).first() or ""
            cases = set(desk.session.exec(select(Alert.case_id)).all())
            desk.session.expunge_all()
            with counted(workplace) as statements:
                found, rest = bundle_shown(
                    session=desk.session, bundle=bundle, names=Names(), now=clock.now()
                )
            asked.append(len(statements))
            assert found[0].case.case_id == numbers[-1], "the most urgent, though it came last"
            assert len({each.case.case_id for each in found}) == alerts.LISTED
            assert rest.late == len(cases) - alerts.LISTED
            desk.session.rollback()
    assert asked[0] == asked[1] <= 250
