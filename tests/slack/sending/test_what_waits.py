"""What Slack refuses waits for as long as its cause lasts, alone where it can, and somebody is told."""

import pytest

from handlers.worker import ticks
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

ALARMS = "C0DUTY"


def sent(workplace: Workplace, rounds: int = 30) -> None:
    """Send what can be sent, for a minute and a half."""
    for _ in range(rounds):
        workplace.database.move(3)
        workplace.relay.run_once("slack")


def told(workplace: Workplace) -> list[str]:
    ticks.watch_deliveries(workplace.app)
    sent(workplace, 6)
    return [message["text"] for message in workplace.messages(ALARMS)]


def locked(workplace: Workplace, case_id: int, *, is_locked: bool) -> None:
    ts = workplace.thread(case_id).slack_ts
    workplace.do("lock_thread", channel=CHANNEL, ts=ts, locked=is_locked)


def test_a_locked_thread_waits_alone_and_goes_on_when_it_is_unlocked(workplace: Workplace) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    sent(workplace, 5)
    locked(workplace, case_id, is_locked=True)
    for words in ("Hello?", "Anybody there?"):
        workplace.take_in(workplace.post(words, conversation=post.external_id))
    other = workplace.take_in(workplace.post("Where is my money", author="bo"))
    sent(workplace)
    assert workplace.thread(other).slack_ts
    assert workplace.below(case_id) == []
    [alarm] = [text for text in told(workplace) if "is not shown as it is" in text]
    assert f"C-{case_id}" in alarm
    assert "ana" not in alarm.lower()
    locked(workplace, case_id, is_locked=False)
    sent(workplace)
    shown = [str(message["blocks"]) for message in workplace.below(case_id)]
    assert [sum(words in each for each in shown) for words in ("Hello?", "Anybody there?")] == [
        1,
        1,
    ]
    assert ":white_check_mark:" in told(workplace)[-1]


@pytest.mark.parametrize(
    "code",
    [
        "access_denied",
        "enterprise_is_restricted",
        "team_added_to_org",
        "update_failed",
    ],
)
def test_no_headline_is_lost_to_a_refusal_that_passes(workplace: Workplace, code: str) -> None:
    workplace.fault("chat.postMessage", code, times=2)
    case_id = workplace.take_in(workplace.post("My card was declined"))
    sent(workplace, 60)
    [headline] = [m for m in workplace.messages() if "thread_ts" not in m]
    assert headline["ts"] == workplace.thread(case_id).slack_ts


@pytest.mark.parametrize("code", ["update_failed", "cant_update_message"])
def test_a_refused_redraw_is_made_again_when_its_cause_has_passed(
    workplace: Workplace, code: str
) -> None:
    case_id = workplace.complaint()
    workplace.fault("chat.update", code)
    workplace.press(AMIRA, case_id, "claim")
    sent(workplace, 220)
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_a_code_nobody_knows_waits_and_is_told(workplace: Workplace) -> None:
    workplace.sandbox.slack.workspace.token_error = "a_code_of_next_year"  # takes any text
    case_id = workplace.take_in(workplace.post("My card was declined"))
    sent(workplace, 5)
    ticks.watch_deliveries(workplace.app)
    workplace.sandbox.slack.workspace.token_error = ""
    sent(workplace, 60)
    assert workplace.thread(case_id).slack_ts
    assert any(f"*C-{case_id}*" in message["text"] for message in workplace.messages(ALARMS))


def test_a_revoked_token_is_one_alarm_however_many_channels_wait(workplace: Workplace) -> None:
    workplace.sandbox.slack.workspace.token_error = "token_revoked"
    for author in ("ana", "bo", "cy"):
        workplace.take_in(workplace.post("My card was declined", author=author))
    sent(workplace)
    ticks.watch_deliveries(workplace.app)
    assert len(workplace.deliveries("slack.alarm")) == 1
    workplace.sandbox.slack.workspace.token_error = ""
    sent(workplace, 60)
    assert any("Slack takes our posts again" in text for text in told(workplace))


def test_what_is_never_found_is_sent_again_until_it_is_there(workplace: Workplace) -> None:
    workplace.fault("chat.postMessage", "fatal_error", times=4)
    case_id = workplace.take_in(workplace.post("My card was declined"))
    for _ in range(40):
        sent(workplace, 2)
        workplace.database.move(60)
        workplace.relay.keep_once()
    assert workplace.thread(case_id).slack_ts
