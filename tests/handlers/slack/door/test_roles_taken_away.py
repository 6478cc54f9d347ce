"""A role that ends counts at once, and whoever is none of the bank's own does nothing anywhere."""

import pytest

from bot.domain.records.staff import Staff
from handlers.worker import staff_refresh
from tests.handlers.slack.heard import do
from tests.handlers.slack.people import at_home
from tests.slack.workplace import AMIRA, GUEST, JONAS, STRANGER, TOM, Workplace

GROUP = "S0AGENTS"


def roles(workplace: Workplace, user: str) -> list[str]:
    with workplace.database.reading() as session:
        row = session.get(Staff, user)
        return sorted(row.roles) if row else []


def test_whoever_leaves_a_user_group_loses_what_it_gave(workplace: Workplace) -> None:
    assert roles(workplace, TOM) == ["agent", "reader"]
    do(workplace, "usergroup", usergroup=GROUP, remove=[TOM])
    assert roles(workplace, TOM) == ["agent"]  # the file gives that one


def test_the_worker_finds_it_when_slack_did_not_say(workplace: Workplace) -> None:
    group = workplace.sandbox.slack.workspace.usergroups[GROUP]
    group["users"] = [user for user in group["users"] if user != TOM]
    staff_refresh.refresh(workplace.app)
    assert roles(workplace, TOM) == ["agent"]


def test_an_event_gives_nobody_a_role(workplace: Workplace) -> None:
    workplace.give(TOM)
    do(workplace, "usergroup", usergroup=GROUP, remove=[TOM])
    do(workplace, "usergroup", usergroup=GROUP, add=[TOM])
    assert roles(workplace, TOM) == []


@pytest.mark.parametrize("change", [{"deleted": True}, {"is_restricted": True}])
def test_a_leaver_and_a_new_guest_act_no_more(
    workplace: Workplace, change: dict[str, bool]
) -> None:
    case_id = workplace.complaint()
    do(workplace, "person", user=JONAS, **change)
    workplace.press(JONAS, case_id, "claim")
    workplace.send_all()
    assert workplace.buttons(case_id)[0] == "claim"


@pytest.mark.parametrize("person", [GUEST, STRANGER])
@pytest.mark.parametrize("verb", ["hand_over", "block", "complaint"])
def test_guests_and_partners_get_no_form_from_the_menu(
    workplace: Workplace, person: str, verb: str
) -> None:
    case_id = workplace.complaint()
    workplace.choose(person, case_id, verb)
    assert "act" in workplace.refused(person)


@pytest.mark.parametrize("action", ["hand_over_all", "away", "desk_settings"])
def test_a_role_taken_away_makes_the_buttons_of_the_home_tab_do_nothing(
    workplace: Workplace, action: str
) -> None:
    at_home(workplace, AMIRA, action)
    assert workplace.form(AMIRA)["callback_id"] != "refusal"
    workplace.do("close_view", user=AMIRA, view_id=workplace.form(AMIRA)["id"])
    view = workplace.slack()["homes"][AMIRA]
    workplace.give(AMIRA)
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id=action)
    assert workplace.form(AMIRA)["callback_id"] == "refusal"


def test_settings_open_by_the_command_too(workplace: Workplace) -> None:
    workplace.do("command", user=AMIRA, channel="C0NORTHBANK", text="/case settings")
    assert workplace.form(AMIRA)["callback_id"] == "desk_settings"
