"""A copy of the database that lags takes over: what went out in the lost moment is found, and not sent again."""

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.world import WORLD_FILE
from tests.database import EmbeddedPostgres, chosen_databases
from tests.journeys.conftest import AMIRA, House
from tests.journeys.house import eventually
from tests.journeys.lagging_copy import LaggingCopy
from tests.journeys.slack_acts import answer, claim, open_thread, reads, shows

pytestmark = [
    pytest.mark.proof,
    pytest.mark.xdist_group("fail over"),
    pytest.mark.skipif("postgresql" not in chosen_databases(), reason="a copy of PostgreSQL"),
]
_UNDO_S = "300"  # an answer waits for as long, so that the copy is made in between


class Bank(House):
    """Two workers, an answer that leaves when the journey says so, and the time of its database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(folder, database_url)
        (folder / WORLD_FILE).write_text(json.dumps({"offset": 0}))

    @property
    def env(self) -> dict[str, str]:
        """As of every house, but for the time in which an answer can be taken back."""
        return {**super().env, "EARSHOT_UNDO_SECONDS": _UNDO_S}

    def start_bot(self) -> None:
        """One more worker: who sent an answer need not be who would send it again."""
        super().start_bot()
        self._start("worker-2", ["handlers", "worker"])


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    """A server of its own, which may go."""
    made = EmbeddedPostgres(f"over-{uuid.uuid4().hex[:6]}-{os.getpid()}")
    yield made
    made.stop()


def test_an_answer_that_went_out_in_the_lost_moment_is_found_and_told_and_never_doubled(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    with server.fresh_url() as url:
        house = Bank(tmp_path, url)
        try:
            house.open()
            _played(house, server)
        finally:
            house.close()


def _played(house: Bank, server: EmbeddedPostgres) -> None:
    mark, lost = house.mark(), house.mark()
    post = house.platforms.x_post("Ana Roth", f"@NorthbankHelp my card is blocked {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, AMIRA, channel, ts)
    answer(house, AMIRA, channel, ts, f"We unblock it today. {mark}")
    reads(house, channel, ts, "Undo")
    copy = LaggingCopy(server)
    house.waits_are_over()
    eventually(lambda: house.platforms.x_answers(post), what="the answer on X")
    shows(house, channel, ts, "With the customer")
    came = house.platforms.x_post("Ben Moe", f"@NorthbankHelp where is my PIN {lost}")
    open_thread(house, lost)
    copy.take_over()
    states = eventually(lambda: house.rows.ask(_STATE), what="the copy in its place")
    assert states == [("ready",)], "the copy knows of no answer that went out"
    house.waits_are_over()
    reads(house, channel, ts, "looking whether it is there")
    eventually(lambda: house.rows.ask(_STATE) == [("sent",)], what="the receipt", within_s=90)
    assert len(house.platforms.x_answers(post)) == 1
    query = f"SELECT case_id FROM messages WHERE external_id = '{came}'"
    eventually(lambda: house.rows.ask(query), what="the word of the lost moment, read again")


_STATE = "SELECT state FROM deliveries WHERE kind = 'reply'"
