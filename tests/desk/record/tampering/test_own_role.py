"""The application's own role, with the guards and the foreign keys in force: it is refused, or found."""

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import text

from tests.desk.conftest import Bank
from tests.desk.record.tampering.manipulations import MANIPULATIONS
from tests.desk.record.tampering.tampering import faults


def test_more_than_forty_manipulations_are_tried() -> None:
    assert len(MANIPULATIONS) >= 40


@pytest.mark.parametrize("what", MANIPULATIONS)
def test_by_the_applications_own_role_it_is_refused_or_found(
    bank: Bank, anchor: list[str], what: str
) -> None:
    expected, *statements = MANIPULATIONS[what]
    try:
        with bank.database.engine.begin() as connection:
            for each in statements:
                assert connection.execute(text(each)).rowcount, f"It changed nothing: {each}"
    except DBAPIError:  # the guards, or what still names the row
        return
    assert any(expected in fault for fault in faults(bank, anchor))
