"""topics.toml: the bank's own list, told apart, named in both languages, refused with file and key."""

from typing import Any

import pytest

from bot.domain.rules.house_rules import HouseRulesAreWrong
from bot.language import speaking
from tests.domain.house import house


def faults(topics: dict[str, Any]) -> str:
    with pytest.raises(HouseRulesAreWrong) as wrong:
        house({"topics": topics})
    return str(wrong.value)


def test_the_shipped_topics_have_titles_in_both_languages() -> None:
    topics = house({}).topics
    assert len(topics.offered) == 18
    assert topics.title("fees") == "Fees and charges"
    with speaking("ar"):
        assert topics.title("fees") == "الرسوم والعمولات"


def test_a_bank_adds_takes_out_and_renames() -> None:
    own = {
        "topics": {
            "zakat": {"en": "Zakat", "ar": "الزكاة"},
            "cash": {"en": "C", "ar": "ن", "off": True},
        }
    }
    topics = house({"topics": own}).topics
    assert "zakat" in topics.offered
    assert "cash" not in topics.offered
    assert topics.title("long_gone") == "Long gone"


@pytest.mark.parametrize("typed", ["fees", "FEES", "charges", "الرسوم", "رسوم", "fee"])
def test_people_name_a_topic_in_either_language(typed: str) -> None:
    assert "fees" in house({}).topics.named(typed)


def test_nothing_is_named_by_what_no_topic_says() -> None:
    assert house({}).topics.named("weather") == frozenset()


def test_a_mistake_is_told_with_file_and_key() -> None:
    assert "topics.toml: topics.zakat.ar: " in faults({"topics": {"zakat": {"en": "Zakat"}}})
    assert "topics.toml: suggest_from: " in faults({"suggest_from": 101})
    assert "“none” is what is said" in faults({"topics": {"none": {"en": "None", "ar": "لا"}}})
    assert "topics.toml: topics.Zakat" in faults({"topics": {"Zakat": {"en": "Zakat", "ar": "ز"}}})
