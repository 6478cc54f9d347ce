"""Deleting and hiding on Facebook, posts that went unseen, and whether Facebook still tells us."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.channels.channel import PollFailed
from bot.channels.facebook import versions
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.moderation import Act
from bot.outbox.kinds import ModerationPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Refused, TryLater, Uncertain
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook.wire import NOW, POST, channel_of, refusal, throttled
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage

PAGE = NORTHBANK.page_id
COMMENT = "11_21"


def asked(act: Act, post: str = COMMENT) -> Parcel:
    payload = ModerationPayload(channel="facebook", account=PAGE, external_id=post, act=act)
    return Parcel(
        id=1,
        dedupe_key="moderation:1",
        kind="moderation",
        payload=payload.stored(),
        case_id=1,
        attempt=1,
        intent_at=NOW,
    )


def done(script: Scripted, *answers: Answer, act: Act = Act.HIDE) -> Outcome:
    script.answers = list(answers)
    return channel_of(script).moderate(asked(act))


@pytest.mark.parametrize("body", [{"success": True}, "true"])
def test_deleting_needs_the_proof_and_says_so(script: Scripted, body: Any) -> None:
    assert done(script, Answer(body), act=Act.REMOVE_ANSWER) == Receipt(COMMENT)
    (request,) = script.asked
    assert (request.method, request.path) == ("DELETE", f"/v26.0/{COMMENT}")
    assert request.query["appsecret_proof"]


@pytest.mark.parametrize(("act", "value"), [("hide", "true"), ("unhide", "false")])
def test_hiding_and_showing_are_one_field(script: Scripted, act: str, value: str) -> None:
    assert done(script, Answer({"success": True}), act=Act(act)) == Receipt(COMMENT)
    (request,) = script.asked
    assert (request.method, request.path) == ("POST", f"/v26.0/{COMMENT}")
    assert f"is_hidden={value}" in request.body.decode()


def test_what_is_gone_is_deleted_and_cannot_be_hidden(script: Scripted) -> None:
    gone = refusal(100, 400, 33)
    assert done(script, gone, act=Act.REMOVE_ANSWER) == Receipt(COMMENT)
    hidden = done(script, gone)
    assert isinstance(hidden, Refused)
    assert hidden.code == "gone"


def test_what_is_hidden_already_is_hidden(script: Scripted) -> None:
    already = Answer({"id": COMMENT, "is_hidden": True})
    assert done(script, refusal(100), already) == Receipt(COMMENT)
    assert isinstance(done(script, refusal(100), already, act=Act.UNHIDE), Refused)
    assert isinstance(done(script, refusal(100), refusal(1, 500)), Refused)


def test_a_post_on_the_page_has_to_be_hidden_there(script: Scripted) -> None:
    outcome = channel_of(script).moderate(asked(Act.HIDE, POST))
    assert isinstance(outcome, Refused)
    assert "Hide the post on Facebook" in outcome.explanation
    assert script.asked == []


@pytest.mark.parametrize("answer", [refusal(1, 500), Answer({}), Answer({"success": False})])
def test_what_says_neither_yes_nor_no_is_uncertain(script: Scripted, answer: Answer) -> None:
    assert isinstance(done(script, answer), Uncertain)


def test_a_throttle_is_waited_out(script: Scripted) -> None:
    assert isinstance(done(script, throttled(32, 2)), TryLater)


def test_a_permission_that_is_missing_is_named(script: Scripted) -> None:
    outcome = done(script, refusal(200, 403), refusal(200, 403))
    assert isinstance(outcome, Refused)
    assert outcome.code == "permission"


def test_a_look_at_many_posts_tells_which_are_gone(facebook: FacebookStage) -> None:
    posts = [facebook.post(f"word {number}") for number in range(60)]
    for each in (posts[3], posts[55]):
        facebook.remove(each)
    found = facebook.channel().recheck(account=PAGE, external_ids=posts, now=facebook.now())
    assert [each.external_id for each in found] == [posts[3], posts[55]]
    assert {each.happening for each in found} == {Happening.REMOVED}


def test_comments_are_gone_only_where_their_post_still_stands(facebook: FacebookStage) -> None:
    people = facebook.sandbox.facebook
    posts = [facebook.post(f"word {number}") for number in range(6)]
    comments = [people.comment(parent=post, author="Ben Ode", text="me too") for post in posts]
    facebook.remove(comments[0])
    facebook.remove(posts[1])
    elsewhere, review = "51_52", "900000000000041"
    ids = [*comments, elsewhere, review]
    found = facebook.channel().recheck(account=PAGE, external_ids=ids, now=facebook.now())
    assert [each.external_id for each in found] == [comments[0]]


def batch(*answers: tuple[int, dict[str, Any]]) -> Answer:
    return Answer([{"code": code, "body": json.dumps(body)} for code, body in answers])


GONE = (400, {"error": {"code": 100, "error_subcode": 33}})
THERE = (200, {"id": "1"})
ALL_WELL: tuple[int, dict[str, Any]] = (200, {"data": []})


@pytest.mark.parametrize(
    "answer",
    [
        batch((403, {"error": {"code": 10}}), GONE),
        batch((200, {}), GONE, GONE),
        refusal(190, 401),
        Answer({}),
        Answer({"data": []}),
    ],
)
def test_where_little_can_be_read_nothing_is_taken_for_gone(
    script: Scripted, answer: Answer
) -> None:
    script.answers = [answer]
    with pytest.raises(PollFailed):
        channel_of(script).recheck(account=PAGE, external_ids=["11_21"], now=NOW)


def test_when_hardly_anything_is_left_a_person_has_to_look(script: Scripted) -> None:
    script.answers = [batch(ALL_WELL, GONE, GONE, GONE, THERE)]
    with pytest.raises(PollFailed) as failed:
        channel_of(script).recheck(account=PAGE, external_ids=["1_1", "1_2", "1_3", "1_4"], now=NOW)
    assert failed.value.needs_person


@pytest.mark.parametrize("body", ["?", "[]", '{"error": 5}', '{"error": {"code": 2}}', None])
def test_a_strange_answer_about_one_post_removes_nothing(script: Scripted, body: object) -> None:
    first, _ = json.loads(str(batch(ALL_WELL, THERE).encoded(), "utf-8"))
    script.answers = [Answer([first, {"code": 400, "body": body}])]
    assert channel_of(script).recheck(account=PAGE, external_ids=["11_21"], now=NOW) == []


@pytest.mark.parametrize(
    ("version", "today", "word"),
    [
        ("v26.0", date(2026, 11, 21), ""),
        ("v31.0", date(2026, 11, 21), ""),
        ("v25.0", date(2028, 5, 29), ""),
        ("v25.0", date(2028, 5, 30), "ends on 29 July 2028"),
        ("v21.0", date(2026, 11, 22), "ends on 21 January 2027"),
        ("v20.0", date(2026, 11, 21), "ended on 24 September 2026"),
        ("v3.1", date(2026, 11, 21), "has ended"),
    ],
)
def test_the_end_of_a_version_is_told_sixty_days_before(
    version: str, today: date, word: str
) -> None:
    told = versions.ending(version, today=today)
    assert word in told
    assert bool(told) is bool(word)


def test_a_page_whose_subscription_lacks_a_field_is_told(facebook: FacebookStage) -> None:
    channel = facebook.channel()
    assert channel.watch(now=facebook.now()) == []
    facebook.sandbox.facebook.webhook.subscribed[PAGE] = ["feed", "messages"]
    (finding,) = channel.watch(now=facebook.now())
    assert "message_echoes" in finding.message
    assert "subscribed_fields=feed,mention" in finding.where


def test_an_old_version_is_told_and_checked(script: Scripted) -> None:
    channel = channel_of(script, version="v21.0", with_messenger=False)
    script.answers = [Answer({"data": [{"subscribed_fields": ["feed", "mention", "ratings"]}]})]
    (finding,) = channel.watch(now=datetime(2026, 12, 1, tzinfo=UTC))
    assert not finding.urgent
    assert "v26.0" in finding.message
