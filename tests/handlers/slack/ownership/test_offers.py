"""A case offered in a direct message: what the card says, *Claim* and *Not me* on it, and what it says after."""

import dataclasses

import pytest

from bot.desk.ownership import offering
from bot.domain.rules.house.duty import DutyRoster
from bot.domain.rules.house.offering import OfferingRules
from tests.slack.workplace import AMIRA, JONAS, TOM, Workplace

pytestmark = pytest.mark.on_both
_TWO = {"every": {"time_zone": "UTC", "shifts": [{"people": [AMIRA, JONAS]}]}}
RULES = {
    "offering": OfferingRules.model_validate({"every": {"turn": "round_robin"}}),
    "duty": DutyRoster.model_validate({"teams": _TWO}),
}


def look(workplace: Workplace) -> None:
    """What the worker does, until nothing is left to do."""
    done = 25
    while done >= 25:
        with workplace.app.desk() as desk:
            here = dataclasses.replace(desk, rules=desk.rules.model_copy(update=RULES))
            done = offering.look_due(here, limit=25)
    workplace.send_all()


def press(workplace: Workplace, user: str, action_id: str) -> None:
    there = f"D{user[1:]}"
    ts = workplace.messages(there)[-1]["ts"]
    workplace.do("click", user=user, channel=there, ts=ts, action_id=action_id)


def test_the_card_shows_words_and_state_and_not_me_asks_the_next(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card was declined at the till")
    look(workplace)
    card = workplace.messages("D0AMIRA")[-1]
    assert f"Would you take C-{case_id}?" in card["text"]
    shown = str(card["blocks"])
    assert "declined at the till" in shown
    assert "nobody has it" not in shown
    assert f"offered to <@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])
    press(workplace, AMIRA, "not_me")
    look(workplace)
    assert "You passed it on." in workplace.direct_messages(AMIRA)[-1]
    assert len(workplace.direct_messages(JONAS)) == 1
    assert f"offered to <@{JONAS}>" in str(workplace.headline(case_id)["blocks"])


def test_claim_on_the_card_makes_it_theirs_and_the_card_says_so(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    look(workplace)
    press(workplace, AMIRA, "claim")
    look(workplace)
    assert workplace.direct_messages(AMIRA)[-1].endswith("is yours.")
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])
    assert workplace.direct_messages(JONAS) == []


def test_an_offer_that_is_over_is_refused_with_a_sentence(workplace: Workplace) -> None:
    workplace.complaint()
    look(workplace)
    press(workplace, AMIRA, "not_me")
    press(workplace, AMIRA, "not_me")  # the card is not redrawn yet
    assert "That offer is over." in workplace.refused(AMIRA)


def test_who_is_not_asked_hears_nothing(workplace: Workplace) -> None:
    workplace.complaint()
    look(workplace)
    assert workplace.direct_messages(TOM) == []
    assert workplace.direct_messages(JONAS) == []
