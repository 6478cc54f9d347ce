"""What a delivery's row keeps of its attempts, and what it forgets."""

from datetime import UTC, datetime

import pytest

from bot.outbox.answer import _settled_by, settle_by_echo
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt, Refused, Uncertain
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, Outbox

_AT = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def test_a_receipt_is_kept_with_the_platforms_time_and_its_link(outbox: Outbox) -> None:
    receipt = Receipt("77", _AT, "https://x.example/77")
    outbox.carrier.outcomes = [receipt]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert outbox.row("a").receipt == receipt


def test_reads_of_an_older_doubt_do_not_count(outbox: Outbox, database: MovableDatabase) -> None:
    now = database.move(0)
    outbox.put("a")
    row = outbox.row("a")
    row.doubt_reads, row.last_read_at = 1, now
    row.mark_in_doubt("timed out", now=now, look_at=now)
    kept = {"reads": row.doubt_reads, "last": row.last_read_at}
    assert kept == {"reads": 0, "last": None}


def test_a_post_of_ours_that_fits_two_answers_settles_neither(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [Uncertain("timed out"), Uncertain("timed out")]
    for name in ("a", "b"):
        outbox.put(name, lane=PUBLIC)
        outbox.send_all("public")
    with outbox.database.transaction() as session:
        seen = settle_by_echo(
            session=session, kinds={"reply"}, receipt=Receipt("77"), matches=lambda delivery: True
        )
    assert seen is None
    assert {outbox.state("a"), outbox.state("b")} == {DeliveryState.IN_DOUBT}


@pytest.mark.parametrize("how", ["failed", "cancelled"])
def test_a_post_seen_late_revives_nothing_that_was_refused_or_taken_back(
    outbox: Outbox, database: MovableDatabase, how: str
) -> None:
    outbox.put("a", lane=PUBLIC)
    now = database.move(0)
    with outbox.database.transaction() as session:
        row = session.get_one(Delivery, outbox.ids["a"])
        if how == "failed":
            row.mark_failed(Refused("gone", "The post is gone."), now=now)
        else:
            row.mark_cancelled("undone", now=now)
        assert _settled_by(session, row, Receipt("77")) is None
    assert (outbox.state("a"), outbox.row("a").reference) == (DeliveryState(how), None)


def test_an_embedded_relay_looks_at_once_for_what_its_last_run_left(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("a", lane=PUBLIC)
    assert outbox.relay._claim("public")[0] is not None
    outbox.relay.is_stopping.set()  # its threads end as they begin
    outbox.relay.start()
    assert outbox.relay.stop(20)
    left = DeliveryState.IN_DOUBT if database.is_sqlite else DeliveryState.SENDING
    assert outbox.state("a") is left
