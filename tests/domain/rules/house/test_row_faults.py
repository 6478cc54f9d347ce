"""What is wrong with a typed row is said plainly, in the language of whoever typed it, and never in a library's words."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.rules.house.row_faults import said_of
from bot.domain.rules.house.weekly_data import SHAPES, Kind
from bot.language import speaking

_WRONG: list[tuple[Kind, dict[str, Any], str]] = [
    (Kind.CLOSED_DAYS, {"day": "tomorrow"}, "it is no day. Write one like 2026-12-31"),
    (Kind.ABSENCES, {"person": "Tom"}, "it is nobody's Slack id. Those begin with U or W"),
    (
        Kind.DUTY,
        {"team": "desk", "person": "U0TOM", "days": "fri-mon"},
        "“fri-mon” runs backwards. Write two: fri-sun, mon-mon",
    ),
    (Kind.CONTACTS, {"value": "999"}, "it is too short: 4 characters at least"),
    (Kind.BANKS, {"name": "Rowan", "handles": "@no way"}, "“no way” is no handle."),
]


def faults(kind: Kind, given: dict[str, Any], *, locale: str) -> list[str]:
    shape = SHAPES[kind]
    with speaking(locale), pytest.raises(ValidationError) as wrong:
        shape.model_validate(given)
    with speaking(locale):
        return [
            said_of(dict(each), key=str((*each["loc"], "")[0]), known=list(shape.model_fields))
            for each in wrong.value.errors(include_url=False)
        ]


@pytest.mark.parametrize(("kind", "given", "said"), _WRONG)
def test_each_fault_is_a_plain_sentence(kind: Kind, given: dict[str, Any], said: str) -> None:
    found = faults(kind, given, locale="en-GB")
    assert any(each.startswith(said) for each in found), found


@pytest.mark.parametrize(("kind", "given", "said"), _WRONG)
def test_and_in_arabic(kind: Kind, given: dict[str, Any], said: str) -> None:
    found = faults(kind, given, locale="ar-SA")
    assert not any(each.startswith(said[:12]) for each in found), found
    assert not any("should be" in each for each in found), found
