"""A colleague who is named is named for one thing, and found by handle or id."""

import pytest
from pydantic import ValidationError

from bot.domain.rules.house.named_row import NamedRow
from bot.domain.rules.house.weekly_data import HouseData

CUSTOMER = NamedRow(person="U0LENA", channel="x", author_id="@AnaR")
TOPIC = NamedRow(person="U0PRIYA", topic="card_declined")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"channel": "x"},
        {"author_id": "anar"},
        {"topic": "fees", "channel": "x", "author_id": "anar"},
    ],
)
def test_it_is_for_one_topic_or_one_customer(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=r"Choose one|Fill in both"):
        NamedRow.model_validate({"person": "U0TOM", **given})


def test_whom_the_customer_knows_comes_before_the_specialist() -> None:
    data = HouseData(named=(TOPIC, CUSTOMER))
    known_as = ("4711", "anar")
    assert data.named_for(topic="card_declined", channel="x", known_as=known_as) == (
        "U0LENA",
        "U0PRIYA",
    )
    assert data.named_for(topic="", channel="facebook", known_as=known_as) == ()
    assert data.named_for(topic="", channel="x", known_as=("4711", "ben")) == ()
