"""A bank of the directory: what its fields take, what they make of it, and what is told where one is wrong."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.weekly_data import as_cells

ROWAN = BankRow(
    name="Rowan Bank", also=("Rowan", "بنك روان"), handles=("RowanBank", "RowanHelp"), write_to="@RowanHelp"
)  # fmt: skip


def test_several_stand_in_one_cell_each_once() -> None:
    row = BankRow.model_validate(
        {"name": " Rowan  Bank ", "also": "Rowan, بنك روان، Rowan", "handles": "@RowanBank; RowanHelp"}
    )  # fmt: skip
    assert row.also == ("Rowan", "بنك روان")
    assert row.handles == ("RowanBank", "RowanHelp")
    assert row.names[0] == row.name


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ({"handles": "Rowan Bank"}, "“Rowan Bank” is no handle. Write it like @RowanBank"),
        ({"handles": "@روان"}, "“روان” is no handle"),
        ({"also": "!"}, "“!” is no name. A name has 2 to 60 letters or digits"),
        ({"writer": "U0TOM", "reviewer": "U0TOM", "until": "2037-01-01"}, "cannot review it"),
        ({"writer": "U0TOM", "reviewer": "U0LENA"}, "a reviewer and a day"),
        ({"whose": "theirs"}, "'other' or 'ours'"),
    ],
)
def test_what_is_wrong_is_told_in_its_field(given_: dict[str, str], told: str) -> None:
    with pytest.raises(ValidationError, match="1 validation error") as wrong:
        BankRow.model_validate({"name": "Rowan Bank", **given_})
    assert told in str(wrong.value)


def test_it_counts_once_reviewed_and_until_its_day() -> None:
    day = date(2026, 11, 30)
    assert not ROWAN.is_offered(day)
    reviewed = ROWAN.model_copy(update={"reviewer": "U0LENA", "until": day})
    assert reviewed.is_offered(day)
    assert not reviewed.is_offered(date(2026, 12, 1))


_WORD = st.text(string.ascii_letters, min_size=2, max_size=8)
_NAMES = st.lists(_WORD, min_size=1, max_size=2).map(" ".join)
_HANDLES = st.text(string.ascii_letters + string.digits + "_", min_size=2, max_size=15)


@given(
    name=_NAMES,
    also=st.lists(_NAMES, max_size=5, unique=True),
    handles=st.lists(_HANDLES, max_size=5, unique=True),
)
def test_what_is_exported_reads_back_the_same(
    name: str, also: list[str], handles: list[str]
) -> None:
    row = BankRow(name=name, also=tuple(also), handles=tuple(handles))
    assert BankRow.model_validate({n: c for n, c in as_cells(row).items() if c}) == row
