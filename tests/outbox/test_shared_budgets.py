"""All lanes of a workspace share what it takes a minute: the most urgent first, and no channel starves."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.outbox import shared_budgets
from bot.outbox.delivery import Urgency
from bot.outbox.lanes import LaneSpec
from bot.outbox.lease import next_moment
from bot.outbox.outcome import TryLater
from bot.outbox.shared_budgets import SharedBudget
from tests.database import MovableDatabase
from tests.outbox.outbox import Outbox

POSTS = "slack:post:"
KINDS = ["slack.post", "reply"]


def channel(number: int) -> LaneSpec:
    return LaneSpec(key=f"{POSTS}C{number}", pool="slack", interval_s=1.0, brake="slack")


def provide(database: MovableDatabase, a_minute: float) -> None:
    with database.transaction() as session:
        budgets = {POSTS: a_minute}
        shared_budgets.provide(session=session, budgets=budgets, now=database.now(session))


def budget(session: Session) -> SharedBudget:
    return session.get_one(SharedBudget, POSTS)


def play(outbox: Outbox, database: MovableDatabase, *, seconds: float) -> Counter[str]:
    """Send whatever may go, and go on to the moment the outbox names, for so long; by channel."""
    began = ends = database.move(0)
    ends = began + timedelta(seconds=seconds)
    before = len(outbox.carrier.sent)
    now: datetime | None = began
    while now is not None and now < ends:
        outbox.send_all()
        now = database.move(0)
        with database.reading() as session:
            due = next_moment(session=session, pool="slack", kinds=KINDS, now=now)
        if due is None:
            break
        now = database.move(max((due - now).total_seconds(), 0.001))
    return Counter(each.dedupe_key.partition("/")[0] for each in outbox.carrier.sent[before:])


@pytest.mark.parametrize(("channels", "waiting", "goal"), [(50, 6, 0.98), (10, 32, 0.99)])
def test_a_budget_is_used_and_shared(
    outbox: Outbox, database: MovableDatabase, channels: int, waiting: int, goal: float
) -> None:
    provide(database, 400)
    for number in range(channels):
        for each in range(waiting):
            outbox.put(f"C{number}/{each}", lane=channel(number))
    seconds = 30.0
    sent = play(outbox, database, seconds=seconds)
    most = min(400 / 60, channels) * seconds
    at_once = 400 / 60 * shared_budgets.AT_ONCE_S
    assert goal * most <= sent.total() <= most + at_once + 1
    assert max(sent.values()) - min(sent.values()) <= 1
    assert len(sent) == channels


def test_the_most_urgent_goes_first(outbox: Outbox, database: MovableDatabase) -> None:
    provide(database, 60)
    for number in range(4):
        outbox.put(f"C{number}/word", lane=channel(number), priority=Urgency.MIRROR)
    outbox.put("C8/digest", lane=channel(8), priority=Urgency.DIGEST)
    outbox.put("C9/receipt", lane=channel(9), priority=Urgency.ANSWER)
    play(outbox, database, seconds=10)
    assert (outbox.carrier.names[0], outbox.carrier.names[-1]) == ("C9/receipt", "C8/digest")


def test_lanes_of_another_kind_share_nothing(outbox: Outbox, database: MovableDatabase) -> None:
    provide(database, 1)
    other = LaneSpec(key="slack:update:C1", pool="slack")
    outbox.put("a", lane=channel(1))
    outbox.put("b", lane=channel(2))
    outbox.put("redraw", lane=other)
    assert outbox.send_all() == ["a", "redraw"]


def test_one_channel_that_is_refused_teaches_nothing_and_two_do(
    outbox: Outbox, database: MovableDatabase
) -> None:
    provide(database, 400)
    too_fast = TryLater(1.0, "ratelimited", brake="slack", too_fast=True)
    outbox.carrier.outcomes = [too_fast]
    outbox.put("a", lane=channel(1))
    outbox.send_all()
    with database.reading() as session:
        assert budget(session).a_minute == 400
    outbox.carrier.outcomes = [too_fast]
    outbox.put("b", lane=channel(2))
    database.move(5)
    outbox.send_all()
    with database.reading() as session:
        learnt = budget(session).a_minute
    assert learnt == pytest.approx(320)
    for _ in range(10):
        database.move(61)
        outbox.relay.sweep()
    with database.reading() as session:
        assert budget(session).a_minute == 400


def test_what_is_set_anew_holds_and_none_is_no_limit(
    outbox: Outbox, database: MovableDatabase
) -> None:
    provide(database, 400)
    provide(database, 100)
    with database.reading() as session:
        assert (budget(session).most_a_minute, budget(session).a_minute) == (100, 100)
    provide(database, 0)
    with database.reading() as session:
        assert session.get(SharedBudget, POSTS) is None
