"""Which route an account's cases take."""

from bot.domain.house_rules import HouseRules
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
    assert (route.slack_channel, route.private_slack_channel) == ("C0DUTY", "C0DUTY")


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
