"""Two transactions that really meet on one delivery: the second waits, and goes by what the first left."""

from collections.abc import Callable

from sqlmodel import Session, col, select, update

from bot.domain.records.staff import Actor
from bot.outbox.answer import NotAsking, resolve_ask
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.enqueue import enqueue_redraw
from bot.outbox.lease import lease_next
from bot.outbox.outcome import TryLater, Uncertain
from bot.outbox.reconcile import take_doubtful
from bot.outbox.settle import lock_delivery, settle
from tests.database import MovableDatabase
from tests.outbox.meeting import meet
from tests.outbox.outbox import PUBLIC, SLACK, Outbox, Words
from tests.storage.stored_cases import new_case


def being_sent(outbox: Outbox, name: str = "a") -> None:
    outbox.put(name, lane=PUBLIC)
    assert outbox.relay._claim("public")[0] is not None


def put_back(outbox: Outbox) -> Callable[[Session], bool]:
    def write(session: Session) -> bool:
        written = settle(
            session=session,
            delivery_id=outbox.ids["a"],
            case_id=None,
            attempt=1,
            outcome=TryLater(5, "Busy."),
            now=outbox.database.now(session),
            patience=outbox.patience,
        )
        return written is not None

    return write


def test_of_two_who_settle_one_attempt_one_is_believed(
    outbox: Outbox, database: MovableDatabase
) -> None:
    being_sent(outbox)
    first = put_back(outbox)
    assert meet(database, first, put_back(outbox)) is False


def test_of_two_who_decide_one_question_the_second_is_told(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("a", lane=PUBLIC)
    with database.transaction() as session:
        session.execute(update(Delivery).values(state=DeliveryState.ASK, attempt=1))

    def drop(session: Session) -> object:
        return resolve_ask(
            session=session,
            delivery_id=outbox.ids["a"],
            decision="drop",
            actor=Actor.staff("U1"),
        )

    assert isinstance(meet(database, drop, drop), NotAsking)


def test_a_redraw_that_is_just_being_drawn_is_not_taken_for_one_that_waits(
    outbox: Outbox, database: MovableDatabase
) -> None:
    def redraw(session: Session) -> bool:
        made = enqueue_redraw(
            session=session,
            lane=SLACK,
            ordering_key="headline:1",
            priority=3,
            payload=Words(),
            subject="headline:1",
            actor=Actor.system(),
        )
        return made is not None

    with database.transaction() as session:
        assert redraw(session)

    def claim(session: Session) -> None:
        now = database.now(session)
        patience, kinds = outbox.patience, [Words.kind]
        assert lease_next(
            session=session, pool="slack", kinds=kinds, owner="one", now=now, patience=patience
        )

    assert meet(database, claim, redraw) is True


def test_of_two_who_look_for_doubts_each_takes_its_own(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [Uncertain("timed out")]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    now = database.move(300)

    def take(session: Session) -> bool:
        taken = take_doubtful(session=session, kinds=["reply"], now=now, patience=outbox.patience)
        return taken is not None

    assert meet(database, take, take) is False


def test_what_is_locked_before_a_delivery_is_locked_first(
    outbox: Outbox, database: MovableDatabase
) -> None:
    being_sent(outbox)
    with database.transaction() as session:
        case_id = new_case(session, opened_at=database.now(session)).number
        session.execute(update(Delivery).values(case_id=case_id))
    before: list[int] = []

    def lock_before(session: Session, number: int) -> None:
        """Nobody holds the delivery yet: another could lock it."""
        query = select(Delivery.id).where(col(Delivery.id) == outbox.ids["a"])
        if not database.is_sqlite:
            with database.transaction() as another:
                assert another.exec(query.with_for_update(nowait=True)).one()
        before.append(number)

    with database.transaction() as session:
        lock_delivery(session=session, delivery_id=outbox.ids["a"], lock_before=lock_before)
    with database.transaction() as session:
        settle(
            session=session,
            delivery_id=outbox.ids["a"],
            case_id=case_id,
            attempt=1,
            outcome=Uncertain("timed out"),
            now=database.now(session),
            patience=outbox.patience,
            lock_before=lock_before,
        )
    assert before == [case_id, case_id]
