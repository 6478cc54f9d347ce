"""Seals and the anchor: another key, a changed line, a seal on paper."""

import json

import pytest

from bot.domain.records.trail.audit import RecordKeys
from bot.domain.records.trail.record_seal import RecordSeal
from bot.storage.record import record_check
from tests.desk.conftest import Bank
from tests.desk.record.tampering.tampering import faults, tamper


def test_seals_made_with_another_key_are_found(bank: Bank, anchor: list[str]) -> None:
    strange = RecordKeys(current="t1", keys={"t1": b"another key than the one of Earshot."})
    seals = [RecordSeal.of_line(line) for line in anchor]
    seals[2].heads = {}
    again = seals[2].computed(strange)
    tamper(bank, f"UPDATE record_seals SET heads = '{{}}', seal = '{again}' WHERE number = 3")
    assert "Seal 3 was changed after it was made." in faults(bank, anchor)
    with pytest.raises(AssertionError):
        assert faults(bank, []) == []


@pytest.mark.parametrize(
    ("line", "becomes", "said"),
    [
        (1, "", "The anchor: seal 2 is missing."),
        (1, "{}", "Line 2 of the anchor cannot be read."),
        (2, "heads", "The anchor: Seal 3 was changed after it was made."),
    ],
)
def test_what_is_done_to_the_anchor_is_found(
    bank: Bank, anchor: list[str], line: int, becomes: str, said: str
) -> None:
    changed = json.dumps({**json.loads(anchor[line]), "heads": {}})
    anchor[line] = changed if becomes == "heads" else becomes
    assert said in faults(bank, anchor)


def test_a_seal_on_paper_is_as_good_as_the_anchor(bank: Bank, anchor: list[str]) -> None:
    last = RecordSeal.of_line(anchor[-1])
    tamper(bank, "DELETE FROM record_seals WHERE number = 3")
    with bank.database.reading(is_long=True) as session:
        assert record_check.check(session=session).faults == []
        named = {last.number: last.seal}
        found = record_check.check(session=session, named=named).faults
    assert found == ["Seal 3 stands outside, and is missing in the database."]
