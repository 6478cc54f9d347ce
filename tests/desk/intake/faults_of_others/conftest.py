"""A promise of an hour on everything."""

import pytest

from tests.desk.conftest import Bank
from tests.desk.intake.faults_of_others.faults import HOUR


@pytest.fixture(autouse=True)
def promises(bank: Bank) -> None:
    bank.lay_over({"sla": {"rules": [{"name": "all", "targets": HOUR}]}})
