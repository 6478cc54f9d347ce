"""offering.toml: what it says of a brand and a team, and what it may not say."""

from pathlib import Path

import pytest

from bot.domain.rules.house.offering import OfferingRules, Turn
from bot.domain.rules.house_rules import joined
from bot.domain.rules.rule_faults import HouseRulesAreWrong
from config import files

_SANDBOX = Path(files.__file__).parent / "sandbox"


def test_the_teams_word_is_the_last_key_by_key() -> None:
    rules = OfferingRules.model_validate(
        {
            "every": {"minutes": 7},
            "brands": {"northbank": {"turn": "by_load", "at_once": 2}},
            "teams": {"desk": {"turn": "last_owner"}},
        }
    )
    said = rules.of(brand="northbank", team="desk")
    assert (said.turn, said.minutes, said.at_once) == (Turn.LAST_OWNER, 7, 2)
    assert rules.of(brand="harbour", team="harbour").turn is Turn.OFF
    assert rules.is_on


def test_as_shipped_it_is_off() -> None:
    read = files.read(_SANDBOX)
    assert not joined(read.values, where=read.where).offering.is_on


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"every": {"turn": "by_luck"}}, "offering.toml"),
        ({"every": {"minutes": 0}}, "minutes"),
        ({"teams": {"deks": {"turn": "by_load"}}}, "there is no team “deks”"),
        ({"brands": {"nortbank": {}}}, "there is no brand “nortbank”"),
        ({"every": {"way": "by_load"}}, "way"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_what_would_be_right(
    said: dict[str, object], told: str
) -> None:
    read = files.read(_SANDBOX)
    with pytest.raises(HouseRulesAreWrong) as wrong:
        joined({**read.values, "offering": said}, where=read.where)
    assert told in str(wrong.value)
    assert "offering" in str(wrong.value)
