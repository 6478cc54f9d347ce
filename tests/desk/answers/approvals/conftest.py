"""Who approves, and a trainee whose answers wait."""

import pytest

from tests.desk.answers.approvals.approving import TOM
from tests.desk.conftest import Bank


@pytest.fixture(autouse=True)
def _people(bank: Bank) -> None:
    for who in ("U0LENA", "U0GRACE", "U0DANIEL"):
        bank.staff(who)
    bank.staff(TOM.id, roles=["trainee"])
