"""The Home tab: what I hold and what nobody has, with a Claim button."""

from typing import Any

from bot.domain.rules.weekly_data import Kind
from bot.domain.rules.weekly_entry import HouseEntry
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


def test_home_turns_its_pages_and_stays_where_it_was(workplace: Workplace) -> None:
    numbers = [workplace.take_in(workplace.post("Hm", author=f"a{n}")) for n in range(14)]
    workplace.send_all()
    view = home(workplace, AMIRA)
    assert f"C-{numbers[0]}" in str(view["blocks"])
    assert f"C-{numbers[7]}" not in str(view["blocks"])
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id="home_page_queue_2")
    shown = workplace.slack()["homes"][AMIRA]
    assert f"C-{numbers[7]}" in str(shown["blocks"])
    assert "Page 2 of 3" in str(shown["blocks"])
    workplace.do("click_view", user=AMIRA, view_id=view["id"], action_id="claim")
    shown = workplace.slack()["homes"][AMIRA]
    assert "Page 2 of 3" in str(shown["blocks"])
    assert "My cases (1)" in str(shown["blocks"])


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
