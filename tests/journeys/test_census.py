"""A post that the platform lists so late that no look finds it is found by the census, and is a late case."""

import json
import re

import pytest

from tests.journeys.conftest import House
from tests.journeys.house import Process, eventually
from tests.journeys.slack_acts import open_thread

pytestmark = pytest.mark.on_both
_LATE_S = 240


def test_a_post_that_no_look_found_is_a_case_from_when_it_was_written(house: House) -> None:
    eventually(
        lambda: house.rows.ask("SELECT 1 FROM cursors WHERE source LIKE 'begun:x:mentions:%'"),
        what="the first look at X",
    )
    mark = house.mark()
    told = house.platforms.do(
        "x/post", author="Tove Berg", text=f"@NorthbankHelp no money came {mark}", late=_LATE_S
    )
    house.platforms.move(minutes=3)
    heard = f"@NorthbankHelp is the app down {house.mark()}"
    house.platforms.x_post("Uwe Hahn", heard)
    open_thread(house, heard)  # the place up to which X was read is behind the late one by now
    house.platforms.move(minutes=20)
    assert house.platforms.headline_about("C0NORTHBANK", mark) is None
    found = _census(house)
    # The worker's own census may have let it in a moment before: the clock was moved. No poll can have.
    assert found["late"] or found["on_its_way"] or found["mirrored"]
    assert found["lost"] == 0
    open_thread(house, mark)
    [opened] = house.rows.ask(
        "SELECT c.opened_at, c.received_at FROM cases c JOIN messages m ON m.case_id = c.id "
        f"WHERE m.external_id = '{told['id']}'"
    )
    assert str(opened[0]) < str(opened[1])
    eventually(lambda: _all_there(_census(house)), what="a census that finds all of it in Slack")


def _all_there(found: dict[str, int]) -> bool:
    return not (found["late"] or found["lost"] or found["on_its_way"] or found["not_in_slack"])


def _census(house: House) -> dict[str, int]:
    log = house.folder / f"census-{house.mark()}.log"
    taken = Process(
        ["handlers", "census", "--slack", "3", "--json", "--as", "Nora"], env=house.env, log=log
    )
    assert taken.finish() in {0, 1}, log.read_text()
    told = log.read_text()
    found: dict[str, int] = json.loads(told[re.search(r"^\{$", told, re.MULTILINE).start() :])  # type: ignore[union-attr]  # else the test fails
    return found
