"""The one way to write in the trail."""

import pytest

from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from tests.desk.conftest import Bank


def test_what_is_read_back_is_written_by_the_class_that_reads_it(bank: Bank) -> None:
    with bank.desk() as desk, pytest.raises(TypeError, match=r"Merged\(…\)"):
        desk.record(1, Trail.MERGED, by=Actor.system(), in_to=2)
