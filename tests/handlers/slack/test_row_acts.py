"""What stands on the row of a case, and what is pressed there: in alerts, digests, lists and on Home."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.desk.clocks import escalations
from bot.desk.digests import issuing
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor
from bot.slack.views.cases.row_acts import ROW
from bot.slack.views.home.home_acts import NEXT
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, LENA, Workplace

DUTY, DIGESTS = "C0DUTY", "C0DIGESTS"


def two_late(workplace: Workplace) -> tuple[int, int]:
    """Two cases that waited over any weekend; the one wrote again, and that is urgent."""
    then = datetime.now(UTC) - timedelta(days=6)
    first = workplace.post("The app is slow", author="ana", at=then)
    case_id = workplace.take_in(first)
    again = workplace.post(
        "Someone is emptying my account, fraud!", author="ana", conversation=first.conversation
    )
    assert workplace.take_in(again) == case_id
    other = workplace.take_in(workplace.post("Hello?", author="ben", at=then))
    workplace.send_all()
    return case_id, other


def alerted(workplace: Workplace) -> dict[str, Any]:
    """The alerts of both as the channel of the duty managers has them."""
    with workplace.app.desk() as desk:
        escalations.fire(replace(desk, now=desk.now + timedelta(seconds=1)))
    workplace.send_all()
    return next(m for m in workplace.messages(DUTY) if "2 cases" in m["text"])


def digest(workplace: Workplace) -> dict[str, Any]:
    with workplace.app.desk() as desk:
        issuing.issue_now(desk, digest="daily", by=Actor.operator("Lena"))
    workplace.send_all()
    return next(m for m in workplace.messages(DIGESTS) if m.get("blocks"))


def press(workplace: Workplace, user: str, message: dict[str, Any], act: str, case_id: int) -> None:
    """Choose in the menu of this case's row."""
    block_id, value = next(
        (block["block_id"], option["value"])
        for block in message["blocks"]
        for option in (block.get("accessory") or {}).get("options", [])
        if option["value"].startswith(f"{act}:{case_id}:")
    )
    workplace.do(
        "click",
        user=user,
        channel=message.get("channel", DUTY),
        ts=message["ts"],
        action_id=ROW,
        block_id=block_id,
        value=value,
    )


def test_a_row_tells_the_latest_words_why_it_is_urgent_and_how_late_it_truly_is(
    workplace: Workplace,
) -> None:
    case_id, _other = two_late(workplace)
    event(workplace, type="app_home_opened", user=AMIRA, tab="home", channel="D0")
    for shown in (
        str(alerted(workplace)["blocks"]),
        str(digest(workplace)["blocks"]),
        str(workplace.slack()["homes"][AMIRA]["blocks"]),
    ):
        assert "Someone is emptying my account, fraud!" in shown
        assert "The app is slow" not in shown
        assert "Urgent: “Someone is emptying my account”" in shown
        assert "Ana (@ana) on X, Northbank" in shown
        assert " days late" in shown
        assert f"C-{case_id}" in shown


def test_an_alert_is_claimed_where_it_stands_and_then_says_whose_it_is(
    workplace: Workplace,
) -> None:
    case_id, other = two_late(workplace)
    message = alerted(workplace)
    press(workplace, AMIRA, message, "claim", case_id)
    assert workplace.case(case_id).state == CaseState.CLAIMED
    assert workplace.case(other).state == CaseState.NEW
    workplace.send_all()
    now = next(m for m in workplace.messages(DUTY) if m["ts"] == message["ts"])
    assert f"<@{AMIRA}>" in str(now["blocks"])


def test_a_reply_and_a_hand_over_begin_on_the_row(workplace: Workplace) -> None:
    case_id, other = two_late(workplace)
    message = alerted(workplace)
    press(workplace, AMIRA, message, "reply", case_id)
    assert str(case_id) in workplace.form(AMIRA)["title"]["text"]
    press(workplace, LENA, message, "give", other)
    assert workplace.form(LENA)["callback_id"] == "hand_over"


def test_a_digest_has_the_same_menu(workplace: Workplace) -> None:
    case_id, _other = two_late(workplace)
    message = {**digest(workplace), "channel": DIGESTS}
    press(workplace, LENA, message, "give", case_id)
    assert workplace.form(LENA)["callback_id"] == "hand_over"


def test_a_case_that_the_message_does_not_name_is_not_claimed_from_it(
    workplace: Workplace,
) -> None:
    two_late(workplace)
    message = alerted(workplace)
    stranger = workplace.take_in(workplace.post("Hm", author="cleo"))
    slack = workplace.sandbox.slack.workspace
    stored = next(m for m in slack.messages[DUTY] if m["ts"] == message["ts"])
    for block in stored["blocks"]:
        for option in (block.get("accessory") or {}).get("options", []):
            option["value"] = f"{option['value'].split(':')[0]}:{stranger}:1"
    workplace.do(
        "click",
        user=AMIRA,
        channel=DUTY,
        ts=message["ts"],
        action_id=ROW,
        value=f"claim:{stranger}:1",
    )
    assert workplace.case(stranger).state == CaseState.NEW
    assert "does not belong to that case" in workplace.refused(AMIRA)


def next_case(workplace: Workplace, user: str) -> None:
    event(workplace, type="app_home_opened", user=user, tab="home", channel="D0")
    view = workplace.slack()["homes"][user]
    workplace.do("click_view", user=user, view_id=view["id"], action_id=NEXT)


def test_next_claims_the_most_pressing_case_and_opens_its_answer(workplace: Workplace) -> None:
    urgent, other = two_late(workplace)
    workplace.take_in(workplace.post("Thank you so much!", author="kind"))
    for case_id in (urgent, other):
        next_case(workplace, AMIRA)
        assert f"C-{case_id}" in workplace.form(AMIRA)["title"]["text"]
        assert workplace.case(case_id).state == CaseState.CLAIMED
        workplace.sandbox.slack.workspace.stacks.clear()
    assert "My cases (2)" in str(workplace.slack()["homes"][AMIRA]["blocks"])


def test_next_says_when_nobody_waits(workplace: Workplace) -> None:
    workplace.take_in(workplace.post("Thank you so much!", author="kind"))
    next_case(workplace, AMIRA)
    assert not workplace.form(AMIRA).get("id")
    shown = str(workplace.slack()["homes"][AMIRA]["blocks"])
    assert "every open case has an owner" in shown
