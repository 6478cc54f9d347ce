"""What the views say of questions to teams, by how the bank handles what the front team cannot answer."""

from dataclasses import replace

import pytest

from bot.domain.rules.consult_rules import Handling
from bot.slack.api.values import FormKey
from bot.slack.views.around import CaseAround, asked_words
from bot.slack.views.consult import ConsultShown
from bot.slack.views.consults.consult_forms import Asking, ask_form
from bot.slack.views.models import CaseShown
from bot.slack.views.ownership.handover_forms import hand_over_form
from bot.slack.views.threads.more_menu import more_menu
from tests.slack.views.strange import NOON, case

KEY = FormKey(1, 1, "k")
ASKING = Asking(teams=[("cards", "Cards")], within=[("2 business hours", "2 business hours")])


def handled(handling: Handling) -> CaseShown:
    return replace(case(), around=CaseAround(handling=handling))


@pytest.mark.parametrize(
    ("handling", "first"),
    [
        (Handling.ONE_STOP, "ask_team"),
        (Handling.HYBRID, "ask_team"),
        (Handling.CONCIERGE, "hand_over"),
    ],
)
def test_the_route_says_what_is_offered_first(handling: Handling, first: str) -> None:
    menu = more_menu(handled(handling))
    assert menu is not None
    names = [
        option["value"].partition(":")[0]
        for group in menu["option_groups"]
        for option in group["options"]
    ]
    assert min(("ask_team", "hand_over"), key=names.index) == first


def test_each_form_names_the_other_where_the_bank_prefers_that() -> None:
    rule = "As a rule these cases"
    for handling in Handling:
        asked = str(ask_form(handled(handling), ASKING, key=KEY))
        handed = str(hand_over_form(handled(handling), teams=[("cards", "Cards")], key=KEY))
        assert (rule in asked) == (handling is Handling.CONCIERGE)
        assert (rule in handed) == (handling is Handling.ONE_STOP)


def test_without_a_team_to_ask_the_form_says_so_and_sends_nothing() -> None:
    form = ask_form(handled(Handling.HYBRID), Asking(teams=[], within=[]), key=KEY)
    assert "submit" not in form
    assert "none has a channel for it" in str(form)
    assert ".toml" not in str(form), "staff can do nothing with a file"


def test_whose_words_is_asked_where_there_are_both_kinds_and_private_ones_come_first() -> None:
    both = replace(ASKING, has_private=True)
    form = ask_form(handled(Handling.HYBRID), both, key=KEY)
    [radio] = [b["element"] for b in form["blocks"] if b.get("block_id") == "surface"]
    assert radio["initial_option"]["value"] == "private"
    only = ask_form(handled(Handling.HYBRID), ASKING, key=KEY)
    assert "surface" not in {block.get("block_id") for block in only["blocks"]}


@pytest.mark.parametrize(("late", "says"), [(False, "answer by"), (True, "answer was due")])
def test_the_headline_says_whom_it_was_asked_of_and_by_when(late: bool, says: str) -> None:
    asked = ConsultShown(1, "Cards", "U0AMIRA", NOON, is_late=late)
    assert f"Asked Cards, {says} <!date^" in asked_words(asked)
