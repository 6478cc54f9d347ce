"""Being away, from the Home tab."""

from datetime import timedelta

from bot import clock
from tests.handlers.slack.people import (
    at_home,
    direct_messages,
    home,
    in_form,
    no_longer_offered,
    offered,
)
from tests.slack.workplace import AMIRA, GUEST, JONAS, TOM, Workplace


def in_days(days: float) -> int:
    return int((clock.now() + timedelta(days=days)).timestamp())


def test_away_gives_the_cases_on_and_back_ends_it(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    at_home(workplace, AMIRA, "away")
    workplace.submit(AMIRA, until=in_days(2), stand_in=JONAS)
    assert "1 case went on" in str(workplace.form(AMIRA)["blocks"])
    workplace.send_all()
    assert f"<@{JONAS}>" in str(workplace.headline(case_id)["blocks"])
    assert f"C-{case_id}" in direct_messages(workplace, JONAS)[0]
    at_home(workplace, AMIRA, "away")
    assert "You are away until" in str(workplace.form(AMIRA)["blocks"])
    in_form(workplace, AMIRA, "away_back")
    at_home(workplace, AMIRA, "away")
    assert "You are away until" not in str(workplace.form(AMIRA)["blocks"])


def test_nothing_is_handed_to_somebody_who_is_away(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    at_home(workplace, JONAS, "away")
    workplace.submit(JONAS, until=in_days(1))
    workplace.choose(AMIRA, case_id, "hand_over")
    assert JONAS not in offered(workplace.form(AMIRA))
    refused = workplace.submit(AMIRA, to=no_longer_offered(JONAS))["errors"]["to"]
    assert "is away until" in refused
    assert "<" not in refused  # Slack draws no name and no moment there


def test_a_time_that_has_passed_and_an_impossible_stand_in_are_told_at_the_field(
    workplace: Workplace,
) -> None:
    at_home(workplace, AMIRA, "away")
    assert "until" in workplace.submit(AMIRA, until=in_days(-1))["errors"]
    assert (
        "stand_in"
        in workplace.submit(
            AMIRA, until=in_days(1), stand_in=no_longer_offered(GUEST, action_id="stand_in")
        )["errors"]
    )
    assert (
        "stand_in"
        in workplace.submit(
            AMIRA, until=in_days(1), stand_in=no_longer_offered(AMIRA, action_id="stand_in")
        )["errors"]
    )
    assert "within 400 days" in workplace.submit(AMIRA, until=in_days(401))["errors"]["until"]


def test_a_case_reopened_to_an_absent_owner_is_back_in_the_queue(workplace: Workplace) -> None:
    post = workplace.post("My card was declined", author="ana")
    case_id = workplace.take_in(post)
    workplace.send_all()
    workplace.press(TOM, case_id, "claim")
    workplace.press(TOM, case_id, "resolve")
    workplace.submit(TOM, outcome="fixed", remark="Rang the customer")
    at_home(workplace, TOM, "away")
    workplace.submit(TOM, until=in_days(1))
    workplace.take_in(workplace.post("Still not", conversation=post.conversation, author="ana"))
    workplace.send_all()
    texts = [message["text"] for message in workplace.below(case_id)]
    assert any("Tom is away" in text for text in texts)
    assert "handled them before" not in str(texts)
    assert workplace.buttons(case_id)[0] == "claim"


def test_home_offers_it_to_staff_alone(workplace: Workplace) -> None:
    assert "I am away" in str(home(workplace, AMIRA)["blocks"])
    assert "I am away" not in str(home(workplace, GUEST)["blocks"])
