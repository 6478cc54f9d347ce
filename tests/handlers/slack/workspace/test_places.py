"""Channels that break, or that others can read: told once, nothing lost, going on by itself."""

from typing import Any

import pytest
import requests

from bot.desk.threads.slack_places import ours
from bot.outbox.outcome import Held
from bot.slack.api.outcomes import held_by
from bot.slack.api.places import trouble_of
from handlers.worker import slack_places, ticks
from tests.handlers.slack.heard import do, heard
from tests.slack.workplace import CHANNEL, Workplace

ALARMS, MANAGER, PRIVATE = "C0DUTY", "D0DANIEL", "C0NBPRIVATE"
_PAUSE_S = 61.0


def broken(workplace: Workplace, verb: str) -> None:
    do(workplace, verb, channel=CHANNEL)


def mended(workplace: Workplace, verb: str) -> None:
    do(workplace, {"archive": "unarchive", "leave": "join"}[verb], channel=CHANNEL)


def sent(workplace: Workplace, rounds: int = 60) -> None:
    """Send what can be sent, for three minutes."""
    for _ in range(rounds):
        workplace.database.move(3)
        workplace.relay.run_once("slack")


def alarms(workplace: Workplace, channel: str = ALARMS) -> list[str]:
    return [m["text"] for m in workplace.messages(channel) if ":rotating_light:" in m["text"]]


@pytest.mark.parametrize("verb", ["archive", "leave"])
def test_a_broken_channel_is_told_at_once_and_everything_goes_on_after_the_mend(
    workplace: Workplace, verb: str
) -> None:
    broken(workplace, verb)
    case_id = workplace.take_in(workplace.post("My card was declined"))
    sent(workplace, 10)
    for _ in range(3):
        ticks.watch_deliveries(workplace.app)
        sent(workplace, 5)
    told = alarms(workplace)
    assert len(told) == 1  # Slack's own word; that posts wait is the same fact
    assert workplace.thread(case_id).slack_ts is None
    mended(workplace, verb)
    workplace.database.move(_PAUSE_S)
    workplace.send_all()
    assert "declined" in str(workplace.headline(case_id)["blocks"])
    assert len(alarms(workplace)) == 1
    assert ":white_check_mark:" in workplace.messages(ALARMS)[-1]["text"]  # the all-clear


@pytest.mark.parametrize("verb", ["archive", "leave"])
def test_what_waits_goes_at_once_when_slack_says_that_the_channel_is_back(
    workplace: Workplace, verb: str
) -> None:
    workplace.complaint()
    broken(workplace, verb)
    case_id = workplace.take_in(workplace.post("My card was declined", author="bo"))
    sent(workplace, 5)
    assert workplace.thread(case_id).slack_ts is None
    mended(workplace, verb)
    sent(workplace, 2)
    assert workplace.thread(case_id).slack_ts


def test_a_missing_permission_is_waited_out(workplace: Workplace) -> None:
    _missing(workplace, ["chat:write"])
    case_id = workplace.take_in(workplace.post("My card was declined"))
    sent(workplace, 10)
    [delivery] = workplace.deliveries("slack.headline")
    assert held_by(delivery.error or "") is Held.ALL
    _missing(workplace, [])
    workplace.database.move(_PAUSE_S)
    workplace.send_all()
    assert workplace.thread(case_id).slack_ts


def test_of_the_fallback_channel_itself_the_duty_manager_is_told(workplace: Workplace) -> None:
    do(workplace, "archive", channel=ALARMS)
    sent(workplace, 20)
    assert any("is archived" in text for text in alarms(workplace, MANAGER))
    assert alarms(workplace) == []


def test_a_channel_shared_with_another_workspace_is_an_alarm(workplace: Workplace) -> None:
    do(workplace, "share", channel=CHANNEL)
    sent(workplace, 10)
    [told] = alarms(workplace)
    assert "is shared with another workspace" in told
    assert f"<#{CHANNEL}>" in told


def test_no_private_word_goes_to_a_channel_from_the_moment_it_is_shared(
    workplace: Workplace,
) -> None:
    do(workplace, "share", channel=PRIVATE)
    workplace.take_in(workplace.post("My secret trouble", surface="private"))
    sent(workplace, 20)
    assert "secret trouble" not in str(workplace.messages(PRIVATE))
    assert any("shared" in text for text in alarms(workplace))


def test_what_slack_did_not_tell_is_found_by_looking(workplace: Workplace) -> None:
    workplace.sandbox.slack.workspace.channels[CHANNEL]["is_archived"] = True
    for _ in range(2):
        slack_places.look(workplace.app)
    sent(workplace, 5)
    [told] = alarms(workplace)
    assert "is archived" in told


def test_a_private_channel_out_of_sight_is_one_we_were_removed_from(workplace: Workplace) -> None:
    us = workplace.sandbox.slack.workspace.channels[PRIVATE]["members"][0]
    workplace.sandbox.slack.workspace.channels[PRIVATE]["members"].remove(us)
    assert trouble_of(workplace.app.slack, slack_channel=PRIVATE) == "left"


def test_a_channel_that_is_none_of_ours_is_none_of_our_business(workplace: Workplace) -> None:
    do(workplace, "share", channel=_elsewhere(workplace))
    sent(workplace, 5)
    assert alarms(workplace) == []


def _elsewhere(workplace: Workplace) -> str:
    channels: dict[str, Any] = workplace.slack()["channels"]
    with workplace.app.looking() as desk:
        known = ours(desk)
    return next(name for name in channels if name not in known and name.startswith("C"))


def _missing(workplace: Workplace, scopes: list[str]) -> None:
    requests.post(
        f"{workplace.address}/control/slack", json={"missing_scopes": scopes}, timeout=10
    ).raise_for_status()
    heard(workplace)
