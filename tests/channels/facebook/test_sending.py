"""Answering on Facebook: every refusal has its words, every doubt stays one, a look finds what is there."""

from urllib.parse import parse_qs

import pytest

from bot.channels.facebook.signature import proof
from bot.outbox.outcome import CannotLook, Receipt, Refused, TryLater, Uncertain
from bot.sandbox import credentials
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook.wire import NOW, POST, channel_of, refusal, send, throttled
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage, parcel


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (refusal(190, 401, 460), "token"),
        (refusal(190, 400), "token"),
        (refusal(10, 403), "permission"),
        (refusal(200, 403), "permission"),
        (refusal(283, 403), "permission"),
        (refusal(100, 400, 33), "gone"),
        (refusal(100, 400), "invalid"),
        (refusal(368, 400), "blocked"),
        (refusal(506, 400), "duplicate"),
        (refusal(1705, 400), "duplicate"),
        (refusal(31337, 400), "invalid"),
        (refusal(190, 200), "token"),
        (Answer("<html>", 403, {"content-type": "text/html"}), "invalid"),
    ],
)
def test_what_facebook_refuses_has_a_code_and_a_sentence(
    script: Scripted, answer: Answer, code: str
) -> None:
    outcome = send(script, answer)
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert outcome.explanation


def test_a_dead_token_says_what_killed_it(script: Scripted) -> None:
    outcome = send(script, refusal(190, 401, 460))
    assert isinstance(outcome, Refused)
    assert "password" in outcome.explanation


@pytest.mark.parametrize("code", [4, 17, 32, 341, 613, 80001, 80006])
def test_a_throttle_is_waited_out_as_long_as_it_says(script: Scripted, code: int) -> None:
    outcome = send(script, throttled(code, 7))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 420
    assert outcome.brake == f"facebook:{NORTHBANK.page_id}"


def test_a_throttle_that_does_not_say_how_long_waits_five_minutes(script: Scripted) -> None:
    outcome = send(script, refusal(32, 403))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 300


@pytest.mark.parametrize(
    "answer",
    [
        refusal(1, 500),
        refusal(2, 503),
        refusal(1, 400),
        refusal(2, 400),
        refusal(31337, 400, is_transient=True),
        refusal(80001, 500),
        refusal(190, 502),
        Answer({}, 500),
        Answer({}, 200),
        Answer({"id": ""}, 200),
        Answer("true", 200),
        Answer("[]", 200),
        Answer("{", 200),
        Answer("<html>", 502, {"content-type": "text/html"}),
        Answer("<html>", 200, {"content-type": "text/html"}),
        Answer("{}", 200, {}),
        Answer("", 302, {"location": "https://example.com/"}),
        Answer({}, 408),
    ],
)
def test_what_says_neither_yes_nor_no_is_uncertain(script: Scripted, answer: Answer) -> None:
    assert isinstance(send(script, answer), Uncertain)
    assert len(script.asked) == 1


def test_a_duplicate_on_a_resend_means_look_again(script: Scripted) -> None:
    assert isinstance(send(script, refusal(506), attempt=2), Uncertain)


def test_an_answer_carries_the_proof_and_keeps_the_token_out_of_the_address(
    script: Scripted,
) -> None:
    assert isinstance(send(script, Answer({"id": "11_21"})), Receipt)
    (asked,) = script.asked
    sent = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
    expected = proof(NORTHBANK.page_token, app_secret=credentials.FACEBOOK_APP_SECRET)
    assert asked.path == f"/v26.0/{POST}/comments"
    assert asked.query == {}
    assert sent == {
        "message": "Sorry.",
        "appsecret_proof": expected,
        "access_token": NORTHBANK.page_token,
    }


def test_a_look_also_sees_an_answer_that_facebook_moved_up_a_level(script: Scripted) -> None:
    shown = {
        "id": "11_23",
        "from": {"id": NORTHBANK.page_id},
        "message": "We are sorry.",
        "created_time": "2026-11-02T10:00:01+0000",
    }
    script.answers = [
        Answer({"data": []}),
        Answer({"id": "11_22", "parent": {"id": "11_21"}}),
        Answer({"data": [shown]}),
    ]
    stage = FacebookStage.__new__(FacebookStage)
    sent = parcel(stage, "11_22", "We are sorry.", intent_at=NOW)
    (receipt,) = channel_of(script).look_for(sent)
    assert receipt.reference == "11_23"
    assert script.asked[2].path == "/v26.0/11_21/comments"


def test_a_look_at_what_is_gone_concludes_nothing(facebook: FacebookStage) -> None:
    post = facebook.post("help")
    facebook.remove(post)
    with pytest.raises(CannotLook):
        facebook.channel().look_for(parcel(facebook, post, "We are sorry."))
