"""The rest of a long answer after the database went back a moment, or an older version sent the first post."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import restored
from bot.desk.answers import doubts, left_behind
from bot.desk.answers.receipts import settled
from bot.desk.cases import closures
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import EventPayload, ReplyPayload
from bot.outbox.outcome import Receipt, Uncertain
from bot.outbox.patience import Patience
from bot.outbox.reconcile import conclude
from tests.desk.answers.test_a_rest_that_stops import LONGER, say_there
from tests.desk.answers.test_answers_in_several_posts import (
    AMIRA,
    last,
    ours,
    posts,
    publish,
    reply_of,
    sent,
)
from tests.desk.conftest import Bank


@pytest.fixture(autouse=True)
def _channel(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"chain_most": 6})


def looked_for(bank: Bank, *found: Receipt) -> None:
    """The platform is read for the last post, which is in doubt."""
    row = last(bank)
    with bank.desk() as desk:
        done = conclude(
            session=desk.session,
            delivery_id=row.pk,
            attempt=row.attempt,
            found=list(found),
            now=desk.database_now,
            patience=Patience(complete_reads=1),
        )
        assert done is not None
        settled(desk, delivery=done, outcome=done.receipt or Uncertain(done.error or ""))


def by_older_version(bank: Bank, case_id: int, reference: str) -> None:
    """What a version does that knows of one post only: it takes the first for the whole answer."""
    publish(bank, reference)
    with bank.desk() as desk:
        following = desk.session.get_one(Delivery, last(bank).id)
        assert ReplyPayload.read(following.payload).part > 1
        desk.session.delete(following)


def left(bank: Bank) -> int:
    with bank.desk() as desk:
        stopped = left_behind.found(desk)
    for delivery_id in stopped:
        with bank.desk() as desk:
            left_behind.catch_up(desk, delivery_id=delivery_id)
    return len(stopped)


def test_what_follows_a_post_of_a_lost_moment_is_looked_for_before_it_is_sent(bank: Bank) -> None:
    case_id = sent(bank, LONGER)
    at = bank.now
    bank.end(last(bank), Uncertain("forgotten", since=at - timedelta(seconds=1)))
    looked_for(bank, Receipt("900", at=at))
    second = last(bank)
    assert (posts(bank)[-1].part, second.state) == (2, DeliveryState.IN_DOUBT)
    assert second.intent_at == at
    looked_for(bank, Receipt("901", at=at))
    assert last(bank).state is DeliveryState.IN_DOUBT  # the third may be out too
    assert [each.external_id for each in ours(bank, case_id)] == ["900", "901"]
    looked_for(bank)
    assert last(bank).state is DeliveryState.ASK
    with bank.desk() as desk:
        doubts.settle(desk, delivery_id=last(bank).pk, decision="send_again", by=AMIRA)
    publish(bank, "902")
    assert posts(bank)[-1].part == 4
    assert last(bank).state is DeliveryState.READY  # nothing after it can have been sent


def test_what_follows_an_ordinary_doubt_is_sent_at_once(bank: Bank) -> None:
    sent(bank, LONGER)
    bank.end(last(bank), Uncertain("cut"))
    looked_for(bank, Receipt("900", at=bank.now))
    assert (posts(bank)[-1].part, last(bank).state) == (2, DeliveryState.READY)


def test_after_a_restored_backup_what_follows_is_looked_for_too(bank: Bank) -> None:
    sent(bank, LONGER)
    bank.later(minutes=6)
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, last(bank).id)
        by = Actor.operator("Ruth")
        restored.restored(desk, backup_until=desk.now, seen=0, lost_threads=0, by=by)
    say_there(bank, row, minutes=1)
    assert (posts(bank)[-1].part, last(bank).state) == (2, DeliveryState.IN_DOUBT)


def test_the_rest_that_an_older_version_left_is_sent(bank: Bank) -> None:
    case_id = sent(bank, LONGER)
    by_older_version(bank, case_id, "900")
    assert left(bank) == 1
    assert (posts(bank)[-1].part, posts(bank)[-1].in_reply_to) == (2, "900")
    assert left(bank) == 0
    by_older_version(bank, case_id, "901")
    with bank.desk() as desk:  # that version wrote down no further post either
        written = select(Message).where(Message.external_id == "901")
        desk.session.delete(desk.session.exec(written).one())
    assert left(bank) == 1
    assert posts(bank)[-1].part == 3
    assert [each.external_id for each in ours(bank, case_id)] == ["900", "901"]


def test_of_a_case_that_has_ended_whoever_wrote_it_is_asked(bank: Bank) -> None:
    case_id = sent(bank, LONGER)
    by_older_version(bank, case_id, "900")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    assert left(bank) == 1
    assert last(bank).state is DeliveryState.CANCELLED
    told = EventPayload.read(bank.deliveries("slack.event")[-1].payload)
    assert (told.template, told.slack_user_id) == ("reply_rest_held", AMIRA.id)
    assert told.details["ended"]
    assert left(bank) == 0
    assert bank.case(case_id).state == CaseState.RESOLVED


def test_nobody_looks_at_what_is_older_than_a_day(bank: Bank) -> None:
    case_id = sent(bank, LONGER)
    by_older_version(bank, case_id, "900")
    bank.later(hours=25)
    assert left(bank) == 0
    assert reply_of(bank, case_id).published_at is not None


def test_a_persons_word_is_not_gone_on_with(bank: Bank) -> None:
    case_id = sent(bank, LONGER)
    by_older_version(bank, case_id, "900")
    with bank.desk() as desk:
        desk.session.get_one(Delivery, last(bank).id).decided_by = str(AMIRA)
    assert left(bank) == 0
