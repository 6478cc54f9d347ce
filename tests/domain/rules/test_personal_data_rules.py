"""personal_data.toml: what a bank may say of numbers, and how its errors name the fix."""

import pytest
from pydantic import ValidationError

from bot.domain.personal_data import Kind
from bot.domain.rules.house_rules import joined
from bot.domain.rules.personal_data_rules import PersonalDataRules
from config import files


def test_what_may_be_published_is_the_banks_own_too() -> None:
    rules = PersonalDataRules(own=("@bank.example",))
    assert rules.with_contacts(("+44 20 7946 0958",)).contacts == {
        "@bank.example",
        "+44 20 7946 0958",
    }


@pytest.mark.parametrize("contact", ["", "call us", "@", "12"])
def test_what_is_no_number_or_address_says_how_to_write_one(contact: str) -> None:
    with pytest.raises(ValidationError, match="Write it like"):
        PersonalDataRules(own=(contact,))


@pytest.mark.parametrize("picture", ["####", "CRN", "CRN-###", "(\\d+)+#####"])
def test_a_picture_of_too_little_says_how_to_draw_one(picture: str) -> None:
    with pytest.raises(ValidationError, match="Write # for a digit"):
        PersonalDataRules.model_validate(
            {"patterns": [{"picture": picture, "kind": "customer_number"}]}
        )


def test_a_picture_of_cards_is_refused() -> None:
    with pytest.raises(ValidationError, match="Cards are found by their own rules"):
        PersonalDataRules.model_validate(
            {"patterns": [{"picture": "4###-####-####-####", "kind": "card"}]}
        )


def test_fraud_and_pictures_reach_whoever_reads_a_text() -> None:
    rules = PersonalDataRules.model_validate(
        {
            "fraud": [{"value": "+44 7700 900123", "name": "fake helpdesk"}],
            "patterns": [{"picture": "CRN-########", "kind": "customer_number"}],
        }
    )
    own = rules.with_contacts(())
    assert own.fraud == (("+44 7700 900123", "fake helpdesk"),)
    assert own.pictures == (("CRN-########", Kind.CUSTOMER_NUMBER),)


def test_a_name_that_could_be_markup_is_refused() -> None:
    with pytest.raises(ValidationError):
        PersonalDataRules.model_validate(
            {"fraud": [{"value": "+44 7700 900123", "name": "<!channel>"}]}
        )


def test_the_house_rules_tell_it_with_the_countries_of_a_brand() -> None:
    values = {**files.read().values, "personal_data": {"own": ["@bank.example"]}}
    regions = joined(values).regions("")
    assert "GB" in regions
    assert regions.own.contacts == {"@bank.example"}
