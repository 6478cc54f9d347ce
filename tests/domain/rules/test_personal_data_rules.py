"""What personal_data.toml lets staff see at once, where words are private."""

import pytest
from pydantic import ValidationError

from bot.domain.personal_data import find
from bot.domain.personal_data.kinds import NEVER_SHOWN, Kind
from bot.domain.records.cases.case import Surface
from bot.domain.rules.personal_data_rules import PersonalDataRules

SAID = "Ring 07700 900142, my PIN is 4821"
RULES = PersonalDataRules.model_validate({"shown_in_private": ["phone"]})


def hidden(rules: PersonalDataRules, surface: Surface) -> set[Kind]:
    return {each.kind for each in rules.hidden(find(SAID), surface)}


def test_the_listed_kinds_are_shown_in_private_alone() -> None:
    assert hidden(RULES, Surface.PRIVATE) == {Kind.PIN}
    assert hidden(RULES, Surface.PUBLIC) == {Kind.PIN, Kind.PHONE}
    assert hidden(PersonalDataRules(), Surface.PRIVATE) == {Kind.PIN, Kind.PHONE}


@pytest.mark.parametrize("kind", sorted(NEVER_SHOWN))
def test_what_is_shown_to_nobody_cannot_be_listed(kind: Kind) -> None:
    with pytest.raises(ValidationError, match="shown to nobody"):
        PersonalDataRules.model_validate({"shown_in_private": [kind]})
