"""The contract, looking one post up: whether an answer that a person told of is there, ours, and to whom."""

import json

import pytest

from bot.channels.channel import LooksUp
from bot.domain.records.answers.looked import Looked
from bot.outbox.kinds import LookPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Refused, TryLater
from tests.channels.stage import IMPATIENT, Stage


def looked_up(stage: Stage, post: str, *, under: str, channel: object = None) -> Outcome:
    payload = LookPayload(
        channel=stage.name,
        account=stage.account,
        external_id=post,
        accounts=[stage.account],
        under=[under],
        beside=[],
        customers=[],
        message_id=1,
    )
    made = Parcel(
        id=1,
        dedupe_key="look:1",
        kind=payload.kind,
        payload=json.loads(json.dumps(payload.stored())),
        case_id=1,
        attempt=1,
        intent_at=stage.now(),
    )
    looking = channel or stage.channel()
    assert isinstance(looking, LooksUp)
    return looking.look_up(made)


def code(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused)
    assert outcome.explanation
    return outcome.code


def test_an_answer_given_in_the_app_is_there_with_the_platforms_time(stage: Stage) -> None:
    asked = stage.post("help")
    answer = stage.answer_in_app(asked, "We are sorry, Ana.")
    outcome = looked_up(stage, answer, under=asked)
    assert isinstance(outcome, Receipt)
    assert outcome.reference == answer
    assert outcome.at is not None


def test_an_answer_to_somebody_else_is_elsewhere(stage: Stage) -> None:
    asked, other = stage.post("help"), stage.post("and me", author="Ben Katz")
    answer = stage.answer_in_app(other, "We are sorry, Ben.")
    assert code(looked_up(stage, answer, under=asked)) == Looked.ELSEWHERE


def test_what_a_customer_wrote_is_by_another(stage: Stage) -> None:
    asked, other = stage.post("help"), stage.post("and me", author="Ben Katz")
    assert code(looked_up(stage, other, under=asked)) == Looked.BY_ANOTHER


def test_what_is_gone_is_not_there(stage: Stage) -> None:
    asked, gone = stage.post("help"), stage.post("and me", author="Ben Katz")
    stage.remove(gone)
    assert code(looked_up(stage, gone, under=asked)) == Looked.NOT_THERE


@pytest.mark.parametrize("kind", ["reset_before", "503"])
def test_while_the_platform_is_down_it_is_tried_later(stage: Stage, kind: str) -> None:
    asked = stage.post("help")
    answer = stage.answer_in_app(asked, "We are sorry, Ana.")
    stage.fail(kind)
    channel = stage.channel(timeouts=IMPATIENT)
    outcome = looked_up(stage, answer, under=asked, channel=channel)
    assert isinstance(outcome, TryLater)
    assert outcome.this_alone


def test_what_no_waiting_mends_nobody_can_look_at(stage: Stage) -> None:
    asked = stage.post("help")
    answer = stage.answer_in_app(asked, "We are sorry, Ana.")
    channel = stage.channel(wrong_token=True)
    assert code(looked_up(stage, answer, under=asked, channel=channel)) == Looked.NOBODY_LOOKED
