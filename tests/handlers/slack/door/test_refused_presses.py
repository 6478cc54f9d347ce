"""Whoever presses in vain reads why where they pressed, or in one direct message, and never both."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot import clock
from bot.desk.intake import taking_in
from bot.domain.records.staff import Staff
from bot.outbox.delivery import DeliveryState
from bot.sandbox import credentials
from tests.handlers.slack.heard import do
from tests.handlers.slack.people import at_home, home, in_form
from tests.slack.workplace import (
    AMIRA,
    CHANNEL,
    GUEST,
    JONAS,
    LENA,
    STRANGER,
    TOM,
    Workplace,
)

AGAIN = "Please press the button again"
MAY_BE_OPEN = "Slack did not say whether the form opened"
DONE = "Done. Slack was slow to show it"
HOME_LATE = "the Home tab may look as before"
NOT_THEIRS = "does not include this"


def heard(workplace: Workplace, user: str) -> list[str]:
    """Every word about a refusal that reached this person, wherever it stands."""
    workplace.send_all()
    forms = [
        str(view["blocks"][0]["text"]["text"])
        for view in workplace.slack()["open_views"].get(user, [])
        if view["callback_id"] == "refusal"
    ]
    return [*forms, *workplace.told(user), *workplace.direct_messages(user)]


def calls(workplace: Workplace, method: str) -> int:
    return int(workplace.slack()["calls"].get(method, 0))


@pytest.fixture
def claimed(workplace: Workplace) -> int:
    """A case that Amira was first to claim, while others still see the button."""
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    return case_id


# In a form


def test_a_lost_race_on_the_headline_is_told_in_a_form_with_what_to_do(
    workplace: Workplace, claimed: int
) -> None:
    workplace.press(JONAS, claimed, "claim")
    assert f"<@{AMIRA}> claimed C-{claimed} at" in workplace.refused(JONAS)
    assert "ask them or a lead to hand it over" in workplace.refused(JONAS)
    assert len(heard(workplace, JONAS)) == 1


def test_a_lost_race_on_the_home_tab_is_told_in_a_form(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    view = home(workplace, JONAS)
    workplace.press(AMIRA, case_id, "claim")
    workplace.do("click_view", user=JONAS, view_id=view["id"], action_id="claim")
    assert f"<@{AMIRA}> claimed C-{case_id} at" in workplace.refused(JONAS)
    assert len(heard(workplace, JONAS)) == 1


@pytest.mark.parametrize(("user", "words"), [(GUEST, "Guests can look"), (TOM, NOT_THEIRS)])
@pytest.mark.parametrize("action_id", ["claim", "reply", "resolve"])
def test_whoever_may_not_is_told_in_a_form(
    workplace: Workplace, user: str, words: str, action_id: str
) -> None:
    case_id = workplace.complaint()
    if user == TOM:
        workplace.give(TOM, "reader")
    workplace.press(user, case_id, action_id)
    [told] = heard(workplace, user)
    assert words in told
    assert told == workplace.refused(user)


def test_a_press_in_the_thread_is_told_in_a_form(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ts = workplace.thread(case_id).slack_ts
    words = f"<@{credentials.SLACK_BOT_USER_ID}> reply Sorry, Ana."
    do(workplace, "say", user=AMIRA, channel=CHANNEL, thread_ts=ts, text=words)
    [offered] = [e for e in workplace.slack()["ephemerals"] if e["user"] == AMIRA]
    workplace.press(JONAS, case_id, "resolve")
    workplace.submit(JONAS, outcome="fixed", remark="Rang the customer")
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=offered["ts"], action_id="reply")
    assert f"C-{case_id} is resolved" in workplace.refused(AMIRA)
    assert workplace.told(AMIRA) == [offered["text"]]


def test_a_shortcut_and_a_command_are_refused_in_a_form(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ts = workplace.thread(case_id).slack_ts
    workplace.do("say", user=JONAS, channel=CHANNEL, thread_ts=ts, text="Sorry, Ana.")
    note = workplace.below(case_id)[-1]["ts"]
    for ask, given in (
        ("shortcut", {"callback_id": "use_as_answer", "channel": CHANNEL, "ts": note}),
        ("command", {"channel": CHANNEL, "text": "/case settings"}),
    ):
        workplace.do(ask, user=GUEST, **given)
        assert "Guests can look" in workplace.refused(GUEST), ask
    assert len(heard(workplace, GUEST)) == 1


# Over a form


def callbacks(workplace: Workplace, user: str) -> list[str]:
    """The forms that lie over one another on somebody's screen."""
    return [view["callback_id"] for view in workplace.slack()["open_views"].get(user, [])]


def test_a_press_in_a_form_is_refused_over_it(workplace: Workplace) -> None:
    at_home(workplace, LENA, "desk_settings")
    workplace.give(LENA)
    in_form(workplace, LENA, "setting_open_duty")
    assert callbacks(workplace, LENA) == ["desk_settings", "refusal"]
    [told] = heard(workplace, LENA)
    assert "Your role could not be confirmed" in told


@pytest.fixture
def third(workplace: Workplace) -> Workplace:
    """Lena looks at the posts of a blocked author: three forms over one another."""
    case_id = workplace.complaint(author="troll")
    workplace.choose(LENA, case_id, "block")
    workplace.submit(LENA, reason="Insults staff for weeks")
    with workplace.app.desk() as desk:
        taking_in.take_in(desk, inbound=workplace.post("Again", author="troll"))
    at_home(workplace, LENA, "desk_settings")
    in_form(workplace, LENA, "setting_open_blocked")
    in_form(workplace, LENA, "setting_posts")
    assert len(callbacks(workplace, LENA)) == 3
    workplace.give(LENA)
    return workplace


def test_where_three_forms_lie_over_one_another_the_refusal_takes_the_place_of_the_last(
    third: Workplace,
) -> None:
    in_form(third, LENA, "take_in_blocked")
    assert len(callbacks(third, LENA)) == 3
    assert "Your role could not be confirmed" in third.refused(LENA)
    assert len(heard(third, LENA)) == 1


def test_where_the_last_form_is_gone_it_is_told_in_a_direct_message(third: Workplace) -> None:
    third.fault("views.update", "not_found")
    in_form(third, LENA, "take_in_blocked")
    [told] = heard(third, LENA)
    assert "Your role could not be confirmed" in told


def test_a_third_form_that_is_sent_in_vain_is_answered_in_its_place(workplace: Workplace) -> None:
    """Slack takes no fourth, and would show only that it had trouble connecting."""
    case_id = workplace.complaint()
    workplace.choose(JONAS, case_id, "snooze")
    form = workplace.form(JONAS)
    slack = workplace.sandbox.slack.workspace
    with slack.world.lock:
        slack.views[form["id"]] |= {"previous_view_id": "V2", "root_view_id": "V1"}
    workplace.give(JONAS)
    answer = workplace.submit(JONAS, preset="other", reason="They are away")
    assert answer["view"] == form["id"]
    assert "Your role could not be confirmed" in workplace.refused(JONAS)


# In a direct message


def late(workplace: Workplace, method: str = "views.open") -> None:
    workplace.fault(method, "expired_trigger_id")


def test_a_late_refusal_becomes_one_direct_message_that_names_the_case(
    workplace: Workplace, claimed: int
) -> None:
    late(workplace)
    workplace.press(JONAS, claimed, "claim")
    [told] = heard(workplace, JONAS)
    assert told.startswith(f"C-{claimed}: <@{AMIRA}> claimed C-{claimed} at")
    ts = str(workplace.thread(claimed).slack_ts).replace(".", "")
    [message] = workplace.messages(f"D{JONAS[1:]}")
    assert f"/archives/{CHANNEL}/p{ts}|C-{claimed}>" in str(message["blocks"])
    assert calls(workplace, "chat.postEphemeral") == 0


def test_a_late_press_on_home_is_told_in_a_direct_message(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    view = home(workplace, JONAS)
    workplace.press(AMIRA, case_id, "claim")
    late(workplace)
    workplace.do("click_view", user=JONAS, view_id=view["id"], action_id="claim")
    [told] = heard(workplace, JONAS)
    assert told.startswith(f"C-{case_id}: <@{AMIRA}> claimed")


@pytest.mark.parametrize("action_id", ["hand_over_all", "away", "desk_settings", "several"])
def test_a_form_of_the_home_tab_that_slack_refuses_is_told_in_a_direct_message(
    workplace: Workplace, action_id: str
) -> None:
    workplace.complaint()
    late(workplace)
    at_home(workplace, AMIRA, action_id)
    [told] = heard(workplace, AMIRA)
    assert AGAIN in told


@pytest.mark.parametrize(
    ("kind", "words"), [("429", AGAIN), ("view_too_large", AGAIN), ("500", MAY_BE_OPEN)]
)
def test_a_push_that_slack_refuses_is_told_in_a_direct_message(
    workplace: Workplace, kind: str, words: str
) -> None:
    at_home(workplace, LENA, "desk_settings")
    workplace.fault("views.push", kind)
    in_form(workplace, LENA, "setting_open_duty")
    [told] = heard(workplace, LENA)
    assert words in told
    assert workplace.form(LENA)["callback_id"] == "desk_settings"


def test_a_form_that_certainly_did_not_open_keeps_nobody_else_away(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    late(workplace)
    workplace.press(AMIRA, case_id, "reply")
    [told] = heard(workplace, AMIRA)
    assert told.startswith(f"C-{case_id}: ")
    assert AGAIN in told
    workplace.press(JONAS, case_id, "reply")
    assert workplace.form(JONAS)["callback_id"] == "reply"


@pytest.mark.parametrize(
    "fault",
    [{"kind": "reset_after"}, {"kind": "hang_after", "seconds": 2.3}, {"kind": "error_after"}],
    ids=lambda fault: str(fault["kind"]),
)
def test_a_form_that_opens_slowly_may_be_open_and_keeps_its_lock(
    workplace: Workplace, fault: dict[str, Any]
) -> None:
    case_id = workplace.complaint()
    workplace.fault("views.open", **fault)
    workplace.press(AMIRA, case_id, "reply")
    [told] = heard(workplace, AMIRA)
    assert told.startswith(f"C-{case_id}: {MAY_BE_OPEN}")
    workplace.press(JONAS, case_id, "reply")
    assert workplace.form(JONAS)["callback_id"] == "reply_taken"
    answer = workplace.submit(AMIRA, text="We are sorry.", purpose="answers")
    assert answer["ok"]
    assert workplace.form(AMIRA)["callback_id"] == "reply_confirm"


def test_pressing_again_in_vain_does_not_let_the_open_forms_lock_go(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    late(workplace)
    workplace.press(AMIRA, case_id, "reply")
    workplace.press(JONAS, case_id, "reply")
    assert workplace.form(JONAS)["callback_id"] == "reply_taken"


@pytest.mark.parametrize("kind", ["not_found", "reset_before"])
def test_a_draft_that_is_saved_but_not_shown_is_told_in_a_direct_message(
    workplace: Workplace, kind: str
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.fault("views.update", kind)
    in_form(workplace, AMIRA, "save_draft", values={"text": "We are sorry."})
    [told] = heard(workplace, AMIRA)
    assert told.startswith(f"C-{case_id}: {DONE}")


def test_a_refusal_in_the_form_that_cannot_be_drawn_is_told_in_a_direct_message(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.press(JONAS, case_id, "resolve")
    workplace.submit(JONAS, outcome="fixed", remark="Rang the customer")
    workplace.fault("views.update", "500")
    in_form(workplace, AMIRA, "save_draft", values={"text": "We are sorry."})
    [told] = heard(workplace, AMIRA)
    assert f"C-{case_id} is resolved" in told


@pytest.mark.parametrize("action_id", ["claim", "board_refresh"])
def test_a_home_tab_that_could_not_be_drawn_after_a_press_is_told(
    workplace: Workplace, action_id: str
) -> None:
    workplace.complaint()
    view = home(workplace, LENA)
    workplace.fault("views.publish", "500")
    workplace.do("click_view", user=LENA, view_id=view["id"], action_id=action_id)
    [told] = heard(workplace, LENA)
    assert HOME_LATE in told


def test_a_home_tab_that_only_did_not_open_tells_nobody(workplace: Workplace) -> None:
    home(workplace, LENA)
    workplace.fault("views.publish", "500")
    home(workplace, LENA)
    assert heard(workplace, LENA) == []


def test_the_word_comes_in_the_language_of_whoever_pressed(
    workplace: Workplace, claimed: int
) -> None:
    with workplace.database.transaction() as session:
        person = session.get_one(Staff, JONAS)
        person.locale = "ar-SA"
        session.add(person)
    late(workplace)
    workplace.press(JONAS, claimed, "claim")
    [told] = heard(workplace, JONAS)
    assert f"استلم <@{AMIRA}> الحالة C-{claimed}" in told


def test_a_stranger_of_another_workspace_gets_no_direct_message(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    late(workplace)
    workplace.press(STRANGER, case_id, "claim")
    assert workplace.deliveries("slack.refusal") == []


def test_nobody_is_told_long_after_they_pressed(
    workplace: Workplace, claimed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    late(workplace)
    workplace.press(JONAS, claimed, "claim")
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert heard(workplace, JONAS) == []
    [never] = workplace.deliveries("slack.refusal")
    assert never.state == DeliveryState.CANCELLED


@pytest.mark.parametrize(("is_late", "made"), [(False, {"views.open": 1}), (True, {})])
def test_a_refusal_makes_one_call_to_slack(
    workplace: Workplace, claimed: int, is_late: bool, made: dict[str, int]
) -> None:
    """What fails is not counted by the simulated Slack."""
    if is_late:
        late(workplace)
    before = workplace.slack()["calls"]
    workplace.press(JONAS, claimed, "claim")
    after = workplace.slack()["calls"]
    assert Counter(after) - Counter(before) == made
