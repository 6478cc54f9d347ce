"""The board of people in Slack, and giving several cases on from it."""

from typing import Any

import pytest

from bot.desk.ownership import claims
from bot.domain.records.staff import Actor
from tests.handlers.slack.people import at_home, direct_messages, home, in_form, no_longer_offered
from tests.slack.workplace import AMIRA, GUEST, JONAS, LENA, TOM, Workplace


def held(workplace: Workplace, author: str, by: str = AMIRA) -> int:
    """A case somebody has claimed, shown in Slack."""
    case_id = workplace.complaint(author=author)
    with workplace.app.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(by), slack_user_id=by)
    workplace.send_all()
    return case_id


def board(workplace: Workplace) -> str:
    at_home(workplace, LENA, "people")
    return str(workplace.form(LENA)["blocks"])


def give_on(workplace: Workplace, holder: str) -> dict[str, Any]:
    """Lena opens the board, and the form beside somebody."""
    board(workplace)
    in_form(workplace, LENA, "give_on", value=holder)
    return workplace.form(LENA)


def owner(workplace: Workplace, case_id: int) -> str:
    return str(workplace.headline(case_id)["blocks"])


def said(workplace: Workplace) -> str:
    return str(workplace.form(LENA)["blocks"])


def test_only_who_may_give_on_has_the_button(workplace: Workplace) -> None:
    assert "'people'" in str(home(workplace, LENA)["blocks"])
    assert "'people'" not in str(home(workplace, AMIRA)["blocks"])


def test_the_board_says_who_has_how_much_and_what_nobody_has(workplace: Workplace) -> None:
    held(workplace, "ana")
    held(workplace, "ben")
    workplace.complaint(author="cleo")
    shown = board(workplace)
    assert f"*<@{AMIRA}>*  2 open" in shown
    assert f"*<@{JONAS}>*  0 open" in shown
    assert "*Nobody has these yet*  1 open" in shown
    assert f"'value': '{JONAS}'" not in shown  # nothing of his to give on


def test_all_of_one_person_are_shared_and_each_is_told_once(workplace: Workplace) -> None:
    mine = [held(workplace, f"author{number}") for number in range(4)]
    shown = give_on(workplace, AMIRA)
    assert "All: 4 cases" in str(shown["blocks"])
    assert "Shared evenly, all of them would make" in str(shown["blocks"])
    workplace.submit(LENA, every_case=["all"], where="share", note="Amira is ill")
    assert "4 cases are handed over." in said(workplace)
    workplace.send_all()
    drawn = [owner(workplace, number) for number in mine]
    assert not any(f"<@{AMIRA}>" in one for one in drawn)
    told = {who: direct_messages(workplace, who) for who in (JONAS, TOM)}
    for who, messages in told.items():
        mentioned = [one for one in drawn if f"<@{who}>" in one]
        assert len(messages) == (1 if mentioned else 0)
        assert all("Amira is ill" in message for message in messages)


def test_the_ticked_ones_go_to_a_colleague_and_the_board_below_is_drawn_anew(
    workplace: Workplace,
) -> None:
    first, second = held(workplace, "ana"), held(workplace, "ben")
    form = give_on(workplace, AMIRA)
    box = f"{second}:{workplace.case(second).version}"
    assert box in str(form["blocks"])
    workplace.submit(LENA, cases_0=[box], where="person", to=JONAS)
    workplace.send_all()
    assert f"<@{JONAS}>" in owner(workplace, second)
    assert f"<@{AMIRA}>" in owner(workplace, first)
    below = workplace.sandbox.slack.workspace.views[form["previous_view_id"]]
    assert f"*<@{JONAS}>*  1 open" in str(below["blocks"])


def test_what_nobody_has_goes_to_a_team_and_what_stays_says_why(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    give_on(workplace, "queue")
    workplace.submit(LENA, every_case=["all"], where="team", team="desk")
    assert "Left where they are" in said(workplace)
    assert f"C-{case_id} is with Northbank desk already" in said(workplace)
    give_on(workplace, "queue")
    workplace.submit(LENA, every_case=["all"], where="team", team="harbour")
    assert workplace.case(case_id).team == "harbour"


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"where": "person", "to": JONAS}, "every_case"),
        ({"every_case": ["all"], "where": "person"}, "to"),
        ({"every_case": ["all"], "where": "person", "to": no_longer_offered(GUEST)}, "to"),
        ({"every_case": ["all"], "where": "person", "to": no_longer_offered(AMIRA)}, "to"),
        ({"every_case": ["all"], "where": "team"}, "team"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    workplace: Workplace, entered: dict[str, Any], field: str
) -> None:
    case_id = held(workplace, "ana")
    give_on(workplace, AMIRA)
    assert list(workplace.submit(LENA, **entered)["errors"]) == [field]
    assert f"<@{AMIRA}>" in owner(workplace, case_id)
