"""The contract, moderating: what a channel says it can take down or hide, it can, and twice does no harm."""

import json

import pytest

from bot.channels.channel import Moderates
from bot.domain.records.answers.moderation import Act
from bot.outbox.kinds import ModerationPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Refused, TryLater, Uncertain
from tests.channels.stage import IMPATIENT, Stage, parcel

TEXT = "We are sorry, Ana."


def moderated(stage: Stage, channel: object, act: Act, post: str, *, account: str = "") -> Outcome:
    payload = ModerationPayload(
        channel=stage.name,
        account=account or stage.account,
        external_id=post,
        act=act,
        case_id=1,
        moderation_id=1,
    )
    made = Parcel(
        id=1,
        dedupe_key="moderation:1",
        kind=payload.kind,
        payload=json.loads(json.dumps(payload.stored())),
        case_id=1,
        attempt=1,
        intent_at=stage.now(),
    )
    assert isinstance(channel, Moderates)
    return channel.moderate(made)


def answered(stage: Stage) -> str:
    outcome = stage.channel().send(parcel(stage, stage.post("help"), TEXT))
    assert isinstance(outcome, Receipt)
    return outcome.reference


def test_our_answer_is_removed_once_and_for_all(stage: Stage) -> None:
    channel, ours = stage.channel(), answered(stage)
    for _ in range(2):
        outcome = moderated(stage, channel, Act.REMOVE_ANSWER, ours)
        assert isinstance(outcome, Receipt)
        assert outcome.reference == ours
    assert ours not in [reference for reference, _ in stage.published()]


@pytest.mark.parametrize("act", [Act.HIDE, Act.UNHIDE])
def test_what_a_channel_cannot_hide_it_refuses_in_words(stage: Stage, act: Act) -> None:
    channel = stage.channel()
    if not channel.capabilities.can_hide:
        outcome = moderated(stage, channel, act, stage.post("rude"))
        assert isinstance(outcome, Refused)
        assert outcome.explanation


def test_a_failure_before_the_answer_is_uncertain(stage: Stage) -> None:
    ours = answered(stage)
    stage.fail("reset_after")
    outcome = moderated(stage, stage.channel(), Act.REMOVE_ANSWER, ours)
    assert isinstance(outcome, Uncertain)
    again = moderated(stage, stage.channel(), Act.REMOVE_ANSWER, ours)
    assert isinstance(again, Receipt)


def test_a_platform_that_is_slow_leaves_it_open(stage: Stage) -> None:
    ours = answered(stage)
    stage.fail("hang", seconds=2)
    channel = stage.channel(timeouts=IMPATIENT)
    assert isinstance(moderated(stage, channel, Act.REMOVE_ANSWER, ours), Uncertain)


def test_a_throttle_is_waited_out(stage: Stage) -> None:
    ours = answered(stage)
    stage.fail("429", seconds=60)
    outcome = moderated(stage, stage.channel(), Act.REMOVE_ANSWER, ours)
    assert isinstance(outcome, TryLater)


def test_an_account_that_is_not_ours_any_more_changes_nothing(stage: Stage) -> None:
    ours = answered(stage)
    outcome = moderated(stage, stage.channel(), Act.REMOVE_ANSWER, ours, account="42")
    assert isinstance(outcome, Refused)
    assert ours in [reference for reference, _ in stage.published()]
