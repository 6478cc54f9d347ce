"""A bank after years: many ended cases in the past, 500 a day, and 1,500 open ones, with staff and their words."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlmodel import col, select, update

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.channel import Hook
from bot.desk.answers import replies
from bot.desk.cases import closures
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor, Staff
from bot.outbox.delivery import IS_UNFINISHED, Delivery
from bot.outbox.kinds import DeliveryKind
from bot.outbox.outcome import Parcel, Receipt
from bot.outbox.relay import Relay
from bot.sandbox.credentials import SLACK_TEAM_ID
from bot.storage.figures.conditions import is_open
from handlers.web.webhooks.receiving import receive
from handlers.worker import ticks
from handlers.worker.inbox_reader import read_some
from tests.benchmarks.bench_cost import complaint
from tests.years import Few, copied, free_copy, highest_ids

OPEN, A_DAY = 1_500, 500
AGENT, MANAGER = "U0AMIRA", "U0DANIEL"
BY = Actor.staff(AGENT)
_FEW = 20
_ROLES = {AGENT: ["agent"], MANAGER: ["duty_manager", "lead", "agent", "compliance"]}
_WHO_HOLDS = 5  # one in so many open cases is with the agent


class _Takes:
    """Takes whatever is sent."""

    def send(self, parcel: Parcel) -> Receipt:
        """Each has a reference of its own."""
        return Receipt(f"{parcel.id}.000001", permalink=f"https://bank.test/{parcel.id}")

    def look_for(self, _parcel: Parcel) -> list[Receipt]:
        """Nothing is ever in doubt here."""
        return []


def found(app: App, *, ended: int) -> Few:
    """The few cases that all others are copied from, answered and ended; then so many, and the open ones.
    Returns the few."""
    bootstrap.migrate(app)
    employ(app)
    take_in(app, _FEW)
    for case_id in range(1, _FEW + 1):
        _answered_and_ended(app, case_id)
    _send_all(app)
    with app.database.transaction() as session:
        session.connection().execute(
            text("UPDATE cases SET state = 'closed' WHERE state = 'resolved'")
        )
    few = Few({}, highest_ids(app))
    _copy(app, few, cases=ended, first=1)
    before = highest_ids(app)
    take_in(app, _FEW)
    _send_all(app)
    _hold(app)
    times, day = OPEN // _FEW - 1, timedelta(days=1)
    copied(app, times=times, few=Few(before, highest_ids(app)), apart=day / times)
    tidy(app)
    return few


def employ(app: App) -> None:
    """An agent, and a manager who may see everything."""
    with app.desk() as desk:
        for user, roles in _ROLES.items():
            desk.session.add(
                Staff(
                    slack_user_id=user,
                    team_id=SLACK_TEAM_ID,
                    name=user.removeprefix("U0").title(),
                    roles=roles,
                    refreshed_at=desk.database_now + timedelta(days=1),
                )
            )


def grown(app: App, few: Few, *, before: int, ended: int) -> None:
    """So many ended cases, where there were fewer ``before``; the new ones lie further in the past.

    What was measured before left sends that wait; they are as sent, so that each size has as many.
    """
    with app.database.transaction() as session:
        sent = f"UPDATE deliveries SET state = 'sent', wait_for = NULL WHERE {IS_UNFINISHED}"
        session.connection().execute(text(sent))
    _copy(app, few, cases=ended - before, first=free_copy(app), after=before)
    tidy(app)


def take_in(app: App, posts: int) -> None:
    """So many complaints come in and are read, each by somebody new."""
    for _ in range(posts):
        body, headers = complaint()
        hook = Hook({name.lower(): value for name, value in headers.items()}, body)
        receive(app, app.channels["facebook"], hook)
    while read_some(app):
        pass


def answer(app: App, case_id: int, *, key: str) -> None:
    """Press *Send*."""
    with app.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="Sorry for that, Ana. We have looked into it and it is put right. ^AH",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=BY,
            request_key=key,
        )


def open_cases(app: App) -> list[int]:
    """The numbers of the open ones, the newest first."""
    with app.looking() as desk:
        query = select(Case.id).where(is_open())
        return [number or 0 for number in desk.session.exec(query.order_by(col(Case.id).desc()))]


def tidy(app: App) -> None:
    """What the worker and autovacuum do by themselves in years."""
    ticks.add_up_days(app)
    if not app.database.is_sqlite:
        with app.database.engine.connect() as connection:
            on = connection.execution_options(isolation_level="AUTOCOMMIT")
            on.execute(text("VACUUM ANALYZE"))


def _copy(app: App, few: Few, *, cases: int, first: int, after: int = 0) -> None:
    """The copies of a day lie as far apart as the few take of it; an older lot begins where the newer ended."""
    apart = timedelta(days=_FEW / A_DAY)
    start = after // _FEW
    copied(app, times=cases // _FEW, few=few, first=first, apart=apart, back=first - 1 - start)


def _answered_and_ended(app: App, case_id: int) -> None:
    with app.desk() as desk:
        claims.claim(desk, case_id=case_id, by=BY, slack_user_id=AGENT)
    answer(app, case_id, key=f"form-{case_id}")
    _send_all(app)
    with app.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=BY)


def _send_all(app: App) -> None:
    """Everything that waits goes, at no pace."""
    with app.database.transaction() as session:
        session.connection().execute(text("UPDATE lanes SET interval_s = 0"))
        at_once = update(Delivery).values(not_before=datetime(2020, 1, 1, tzinfo=UTC))
        session.connection().execute(at_once.where(text(IS_UNFINISHED)))
    relay = Relay(app.database, dict.fromkeys(DeliveryKind, _Takes()), app.settled)
    while relay.run_once("public") or relay.run_once("slack"):
        pass


def _hold(app: App) -> None:
    for case_id in open_cases(app)[::_WHO_HOLDS]:
        with app.desk() as desk:
            claims.claim(desk, case_id=case_id, by=BY, slack_user_id=AGENT)
