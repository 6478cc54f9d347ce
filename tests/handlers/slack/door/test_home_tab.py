"""The Home tab: what I hold and what nobody has, with a Claim button."""

from typing import Any

from bot.domain.rules.house.weekly_data import Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from tests.handlers.slack.people import in_form
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, GUEST, JONAS, Workplace


def home(workplace: Workplace, user: str) -> dict[str, Any]:
    event(workplace, type="app_home_opened", user=user, tab="home", channel="D0")
    view: dict[str, Any] = workplace.slack()["homes"][user]
    return view


def test_home_shows_mine_and_those_nobody_has(workplace: Workplace) -> None:
    mine = workplace.complaint("Mine, please", author="ana")
    free = workplace.complaint("Free for all", author="bo")
    workplace.complaint("Of Jonas", author="cem")
    workplace.press(AMIRA, mine, "claim")
    workplace.press(JONAS, mine + 2, "claim")
    shown = str(home(workplace, AMIRA)["blocks"])
    assert shown.index("My cases (1)") < shown.index("Mine, please")
    assert shown.index("Nobody has these yet (1)") < shown.index("Free for all")
    assert f"C-{free}" in shown
    assert "Of Jonas" not in shown


def test_a_case_claimed_at_home_moves_to_mine_at_once(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    view = home(workplace, AMIRA)
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id="claim")
    shown = str(workplace.slack()["homes"][AMIRA]["blocks"])
    assert "My cases (1)" in shown
    workplace.send_all()
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_somebody_without_a_role_is_told_why_home_is_empty(workplace: Workplace) -> None:
    workplace.complaint("Not for guests")
    shown = str(home(workplace, GUEST)["blocks"])
    assert "Guests can look" in shown
    assert "Not for guests" not in shown


def test_one_list_alone_turns_its_pages_and_stays_where_it_was(workplace: Workplace) -> None:
    numbers = [workplace.take_in(workplace.post("Hm", author=f"a{n}")) for n in range(23)]
    workplace.send_all()
    view = home(workplace, AMIRA)
    assert f"|C-{numbers[5]}>" in str(view["blocks"])
    assert f"|C-{numbers[6]}>" not in str(view["blocks"])
    shown = press(workplace, "home_page_queue_1")
    assert "All 23 of them" not in shown
    assert f"|C-{numbers[19]}>" in shown
    assert "My cases (0)" in shown  # in the menu of lists
    shown = press(workplace, "home_page_queue_2")
    assert "Page 2 of 2" in shown
    assert f"|C-{numbers[22]}>" in shown
    shown = press(workplace, "claim")
    assert "Page 2 of 2" in shown
    assert "My cases (1)" in shown
    assert "Page 2 of 2" not in press(workplace, "home_list", value="all")


def test_only_a_part_of_the_cases_is_shown_until_all_are_chosen_again(
    workplace: Workplace,
) -> None:
    workplace.complaint("My card was declined", author="ana")
    workplace.complaint("Somebody is emptying my account right now", author="bo")
    home(workplace, AMIRA)
    shown = press(workplace, "home_only", value="signals")
    assert "emptying my account" in shown
    assert "card was declined" not in shown
    assert "Nobody has these yet (1)" in shown
    assert "None of these just now" in press(workplace, "home_only", value="late")
    assert "None of these just now" in press(workplace, "home_only", value="brand:harbour")
    assert "emptying my account" in press(workplace, "home_only", value="soon")
    shown = press(workplace, "home_only", value="channel:x")
    assert "card was declined" in shown
    assert "Only some of the cases" in shown
    assert "Only some of the cases" not in press(workplace, "home_only", value="all")


def test_the_box_finds_what_the_command_finds(workplace: Workplace) -> None:
    for number in range(12):
        workplace.complaint("My card was declined", author=f"ana{number}")
    home(workplace, AMIRA)
    press(workplace, "home_find", value="card declined")
    assert "card was declined" in str(workplace.form(AMIRA)["blocks"])
    in_form(workplace, AMIRA, "case_page_2")
    assert "Earlier in the list" in str(workplace.form(AMIRA)["blocks"])
    assert len([b for b in workplace.form(AMIRA)["blocks"] if b["type"] == "section"]) == 2


def test_a_search_that_cannot_be_read_says_why_in_the_form(workplace: Workplace) -> None:
    home(workplace, AMIRA)
    press(workplace, "home_find", value="colour:red")
    assert "colour" in str(workplace.form(AMIRA)["blocks"])


def press(workplace: Workplace, action_id: str, **more: Any) -> str:
    """Use something on Amira's Home tab; what stands there then."""
    view = workplace.slack()["homes"][AMIRA]
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id=action_id, **more)
    return str(workplace.slack()["homes"][AMIRA]["blocks"])


def test_home_links_to_the_threads_and_shows_what_my_team_holds(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(JONAS, case_id, "claim")
    with workplace.app.desk() as desk:
        row = HouseEntry(
            kind=Kind.MEMBERS,
            content={"team": "desk", "person": AMIRA},
            added_at=desk.now,
            added_by="operator:test",
        )
        desk.session.add(row)
    shown = str(home(workplace, AMIRA)["blocks"])
    assert "My team's other cases (1)" in shown
    assert f"<@{JONAS}>" in shown
    ts = str(workplace.thread(case_id).slack_ts).replace(".", "")
    assert f"/archives/C0NORTHBANK/p{ts}" in shown
    assert "My team's other cases" not in str(home(workplace, JONAS)["blocks"])
