"""Which route an account's cases take."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.rules.gaps import gaps_of
from bot.domain.rules.house_checks import disagreements
from bot.domain.rules.house_rules import HouseRules, HouseRulesAreWrong
from bot.domain.rules.routing import Routing
from tests.domain.house import house

RULES: HouseRules = house()


def test_an_account_takes_its_brands_route() -> None:
    route = RULES.route_for("x", "1001")
    assert (route.brand, route.team) == ("northbank", "desk")
    assert (route.slack_channel, route.private_slack_channel) == ("C0NORTH", "C0NBPRIVATE")


def test_an_account_may_have_a_slack_channel_of_its_own() -> None:
    route = RULES.route_for("facebook", "2002")
    assert (route.slack_channel, route.private_slack_channel) == ("C0NBFACEBOOK", "C0NBPRIVATE")


def test_the_same_id_on_another_channel_is_another_account() -> None:
    assert RULES.route_for("facebook", "1001").is_fallback


def test_an_account_nobody_wrote_down_takes_the_fallback_and_is_not_lost() -> None:
    route = RULES.route_for("x", "9999")
    assert route.is_fallback
    assert (route.slack_channel, route.private_slack_channel) == ("C0DUTY", "C0QUIET")


def test_a_case_finds_its_route_again_by_key() -> None:
    route = RULES.route_for("x", "1002")
    assert RULES.route(route.key) == route
    assert RULES.route("closed-down:x:1").is_fallback


def test_an_unowned_breach_goes_to_the_duty_manager_or_else_to_the_fallback() -> None:
    assert RULES.routing.duty_manager_targets == ("U0DANIEL",)
    nobody = house({"routing": {"duty_manager": {"slack_user": ""}}})
    assert nobody.routing.duty_manager_targets == ("C0DUTY",)


def test_phone_numbers_are_read_as_the_brands_customers_write_them() -> None:
    assert RULES.regions("harbour") == ("IE",)
    assert RULES.regions("northbank") == ("GB",)
    assert RULES.regions("") == ("GB",)


def test_without_a_private_fallback_private_words_do_not_go_to_the_public_one() -> None:
    rules = house({"routing": {"fallback": {"private_slack_channel": ""}}})
    assert rules.route_for("x", "9999").private_slack_channel == ""
    assert any("fallback.private_slack_channel" in gap for gap in gaps_of(rules))


@pytest.mark.parametrize(
    "over",
    [
        {"fallback": {"private_slack_channel": "C0DUTY"}},
        {"fallback": {"private_slack_channel": "C0HARBOUR"}},
        {"brands": {"northbank": {"private_slack_channel": "C0NORTH"}}},
    ],
)
def test_a_channel_of_public_cases_is_refused_for_private_words(over: dict[str, Any]) -> None:
    with pytest.raises(HouseRulesAreWrong, match="private words may not go"):
        house({"routing": over})


def _spoken(**language: str) -> dict[str, str]:
    """Who speaks what, by the brand's or the team's name; then what each channel speaks."""
    values = {name: {"language": tongue} for name, tongue in language.items()}
    account = {"channel": "x", "id": "1"}
    brand = {
        "title": "Northbank",
        "slack_channel": "C0NORTH",
        "private_slack_channel": "C0NBPRIVATE",
        "accounts": [account],
        **values.get("northbank", {}),
    }
    team = {"title": "Desk", "calendar": "standard", **values.get("desk", {})}
    fallback = {"team": "desk", "slack_channel": "C0DUTY"}
    routing = {"fallback": fallback, "teams": {"desk": team}, "brands": {"northbank": brand}}
    return Routing.model_validate(routing).languages


def test_a_channel_speaks_the_brands_language_or_else_the_teams() -> None:
    assert _spoken() == {"C0NORTH": "en", "C0NBPRIVATE": "en", "C0DUTY": "en"}
    assert _spoken(northbank="ar") == {"C0NORTH": "ar", "C0NBPRIVATE": "ar", "C0DUTY": "en"}
    assert _spoken(desk="ar") == {"C0NORTH": "ar", "C0NBPRIVATE": "ar", "C0DUTY": "ar"}
    assert _spoken(desk="ar", northbank="en")["C0NORTH"] == "en"


def test_a_language_we_do_not_speak_is_refused() -> None:
    with pytest.raises(ValidationError):
        _spoken(northbank="fr")


def test_two_brands_in_one_channel_speak_one_language() -> None:
    brand = {
        "slack_channel": "C0BOTH",
        "private_slack_channel": "C0BOTHPRIVATE",
    }
    routing = {
        "fallback": {"team": "desk"},
        "teams": {"desk": {"title": "Desk", "calendar": "standard"}},
        "brands": {
            "northbank": {
                **brand,
                "title": "Northbank",
                "language": "ar",
                "accounts": [{"channel": "x", "id": "1"}],
            },
            "harbour": {
                **brand,
                "title": "Harbour",
                "accounts": [{"channel": "x", "id": "2"}],
            },
        },
    }
    faults = disagreements({"routing": Routing.model_validate(routing)}, where=str)
    assert any("C0BOTH cannot speak “en”" in str(one) for one in faults)


@pytest.mark.parametrize(
    ("desk", "harbour", "counts", "spoken"),
    [
        ("ar", "ar", {}, "ar"),
        ("ar", "en", {}, "en"),
        ("ar", "en", {"brands": ["northbank"]}, "ar"),
        ("ar", "en", {"teams": ["harbour"]}, "en"),
    ],
)
def test_a_digest_speaks_as_all_that_it_counts_and_else_english(
    desk: str, harbour: str, counts: dict[str, list[str]], spoken: str
) -> None:
    teams = {"desk": {"language": desk}, "harbour": {"language": harbour}}
    rules = house({"routing": {"teams": teams}, "digests": {"digests": {"daily": counts}}})
    assert rules.spoken.get("C0DIGESTS", "en") == spoken


ARABIC_ROUTE: dict[str, Any] = {
    "routing": {
        "teams": {"arabic": {"title": "Arabic desk", "calendar": "always", "language": "ar"}},
        "brands": {
            "northbank": {"languages": {"ar": {"team": "arabic", "slack_channel": "C0ARABIC"}}}
        },
    }
}


def test_a_language_may_have_a_route_of_its_own() -> None:
    rules = house(ARABIC_ROUTE)
    route = rules.route_for("x", "1001", "ar")
    assert (route.team, route.slack_channel) == ("arabic", "C0ARABIC")
    assert route.private_slack_channel == "C0NBPRIVATE", "what it does not name is the brand's"
    assert rules.route(route.key) == route
    assert rules.route_for("x", "1001", "fr") == rules.route_for("x", "1001")
    assert rules.spoken["C0ARABIC"] == "ar"
    assert "C0ARABIC" in rules.routing.public_slack_channels


def test_a_route_by_language_that_is_gone_goes_back_to_its_accounts() -> None:
    key = house(ARABIC_ROUTE).route_for("x", "1001", "ar").key
    assert RULES.route(key) == RULES.route_for("x", "1001")


def test_a_route_of_a_language_that_is_not_looked_for_is_a_fault() -> None:
    with pytest.raises(HouseRulesAreWrong, match=r"add it to written in languages\.toml"):
        house({**ARABIC_ROUTE, "languages": {"written": ["en", "fr"]}})


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ({"team": "nobody"}, "there is no team “nobody”"),
        ({"private_slack_channel": "C0NORTH"}, "private words may not go to a channel"),
    ],
)
def test_a_route_by_language_is_checked_as_others_are(route: dict[str, str], said: str) -> None:
    over = {"routing": {"brands": {"northbank": {"languages": {"ar": route}}}}}
    with pytest.raises(HouseRulesAreWrong, match=said):
        house(over)
