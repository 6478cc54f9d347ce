"""X's wire at its strangest: spellings, pages, credit, half answers; and the words for each."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.channel import PollFailed, Rechecks
from bot.channels.x import XChannel
from bot.domain.inbound import Happening
from bot.outbox.outcome import Outcome, Receipt, Refused, TryLater, Uncertain
from bot.sandbox.credentials import NORTHBANK
from tests.channels.payloads import payload
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import QUICK, XStage, parcel, poll_all, read_all, x_keys

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def channel_of(script: Scripted, **given: Any) -> XChannel:
    return XChannel(accounts=[x_keys(NORTHBANK)], url=script.address, timeouts=QUICK, **given)


def problem(status: int, detail: str, **headers: str) -> Answer:
    body = {"title": "Problem", "detail": detail, "type": "about:blank", "status": status}
    return Answer(body, status, {"content-type": "application/problem+json"} | headers)


def send(script: Scripted, answer: Answer, *, attempt: int = 1) -> Outcome:
    script.answers = [answer]
    reply = {"channel": "x", "account": NORTHBANK.x_id, "in_reply_to": "5", "text": "Sorry."}
    sent = parcel(XStage.__new__(XStage), "5", "Sorry.", attempt=attempt)
    assert sent.payload | reply == sent.payload
    return channel_of(script).send(sent)


def test_the_new_spelling_is_tried_after_the_documented_refusal_and_remembered(x: XStage) -> None:
    x.sandbox.x.spelling = "new"
    channel = x.channel()
    cursor = poll_all(channel, cursor="", now=x.now()).cursor
    post = x.post("hello")
    read = x.sandbox.x.tally.snapshot()[x.read_operation]["received"]
    page = poll_all(channel, cursor=cursor, now=x.now())
    assert x.sandbox.x.tally.snapshot()[x.read_operation]["received"] == read + 1
    (inbound,) = read_all(channel, page.items, account=x.account)
    assert inbound.external_id == post
    assert inbound.author is not None
    assert inbound.author.name == "Ana Roth"


def test_everything_works_in_the_new_spelling(x: XStage) -> None:
    x.sandbox.x.spelling = "new"
    channel = x.channel()
    post = x.post("hello")
    sent = parcel(x, post, "We are here.")
    assert isinstance(channel.send(sent), Receipt)
    assert len(channel.look_for(sent)) == 1
    x.edit(post, "hello again")
    assert [each.happening for each in x.changes(channel, post)] == [Happening.EDITED]


def test_a_fixed_prefix_asks_only_in_that_spelling(script: Scripted) -> None:
    for prefix, asked in (("tweet", "tweet.fields"), ("post", "post.fields")):
        script.asked.clear()
        script.answers = [Answer({"meta": {"result_count": 0}})]
        poll_all(channel_of(script, prefix=prefix), cursor="", now=NOW)
        assert asked in script.asked[0].query
        assert len(script.asked) == 1


def test_the_new_spelling_renames_what_is_asked_for(script: Scripted) -> None:
    script.answers = [Answer({"meta": {"result_count": 0}})]
    poll_all(channel_of(script, prefix="post"), cursor="", now=NOW)
    query = script.asked[0].query
    assert "note_post" in query["post.fields"]
    assert "referenced_posts" in query["expansions"].split(",")


def test_a_refusal_for_another_reason_is_not_asked_again(script: Scripted) -> None:
    script.answers = [problem(400, "The `since_id` query parameter value [1] is not a valid id")]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="", now=NOW)
    assert len(script.asked) == 1


def test_a_refused_post_is_never_sent_again_in_another_spelling(script: Scripted) -> None:
    outcome = send(script, problem(400, "The query parameter [tweet.fields] is not one of []"))
    assert isinstance(outcome, Refused)
    assert len(script.asked) == 1


def test_a_failure_on_the_second_page_fails_the_poll(script: Scripted) -> None:
    first = payload("x/mention_old_spelling")
    first["meta"]["next_token"] = "s2"
    script.answers = [Answer(first), problem(503, "over capacity")]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="1", now=NOW)
    assert [each.query.get("pagination_token") for each in script.asked] == [None, "s2"]


def test_pages_that_never_end_are_given_up(script: Scripted) -> None:
    endless = payload("x/mention_old_spelling")
    pages = [
        Answer(endless | {"meta": endless["meta"] | {"next_token": f"s{n}"}}) for n in range(20)
    ]
    script.answers = pages
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="1", now=NOW)
    assert len(script.asked) == 9
    script.answers = [pages[0]]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="1", now=NOW)
    assert len(script.asked) == 11


@pytest.mark.parametrize(
    ("status", "word"),
    [(401, "tokens"), (402, "credit"), (403, "does not let"), (404, "id"), (400, "did not accept")],
)
def test_what_waiting_does_not_mend_needs_a_person(
    script: Scripted, status: int, word: str
) -> None:
    script.answers = [problem(status, "X's own words")]
    with pytest.raises(PollFailed, match=word) as failed:
        poll_all(channel_of(script), cursor="", now=NOW)
    assert failed.value.needs_person
    assert "@NorthbankHelp" in str(failed.value)


def test_a_full_window_says_when_to_come_back(script: Scripted) -> None:
    reset = str(int(time.time()) + 300)
    script.answers = [problem(429, "Too Many Requests", **{"x-rate-limit-reset": reset})]
    with pytest.raises(PollFailed) as failed:
        poll_all(channel_of(script), cursor="", now=NOW)
    assert failed.value.retry_after_s is not None
    assert 290 <= failed.value.retry_after_s <= 300
    assert not failed.value.needs_person


@pytest.mark.parametrize(
    "answer",
    [
        Answer("<html>bad gateway</html>", 200, {"content-type": "text/html"}),
        Answer("", 200, {}),
        Answer("[1, 2]"),
        Answer("null"),
        Answer({}),
        Answer({"errors": [{"detail": "?"}]}),
        Answer({"data": [{"text": "no id"}], "meta": {}}),
        Answer({"data": ["?"], "meta": {}}),
        Answer("<html>", 502, {"content-type": "text/html"}),
        Answer("[]", 503),
        Answer("", 302, {"location": "https://example.com/"}),
    ],
)
def test_an_answer_that_is_none_fails_the_poll(script: Scripted, answer: Answer) -> None:
    script.answers = [answer]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="", now=NOW)


@pytest.mark.parametrize(
    ("status", "detail", "code"),
    [
        (400, "text is missing", "invalid"),
        (401, "Unauthorized", "token"),
        (402, "no credits", "no_credit"),
        (403, "Reply to this conversation is not allowed because …", "reply_not_allowed"),
        (403, "You attempted to reply to a Tweet that is deleted or not visible to you.", "gone"),
        (403, "You are not permitted to perform this action: oauth1 app permissions", "permission"),
        (403, "Your Tweet text is too long.", "too_long"),
        (403, "You are not allowed to create a Tweet with duplicate content.", "duplicate"),
        (403, "something new", "forbidden"),
        (404, "Not Found", "gone"),
    ],
)
def test_what_x_refuses_has_a_code_and_a_sentence(
    script: Scripted, status: int, detail: str, code: str
) -> None:
    outcome = send(script, problem(status, detail))
    assert isinstance(outcome, Refused)
    assert outcome.code == code
    assert outcome.explanation


def test_a_reply_that_is_not_allowed_names_the_way_by_hand(script: Scripted) -> None:
    outcome = send(script, problem(403, "Reply to this conversation is not allowed because you"))
    assert isinstance(outcome, Refused)
    assert "open on X" in outcome.explanation


def test_a_duplicate_on_a_resend_means_look_again(script: Scripted) -> None:
    duplicate = problem(403, "You are not allowed to create a Tweet with duplicate content.")
    assert isinstance(send(script, duplicate, attempt=2), Uncertain)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("<html>", 201, {"content-type": "text/html"}),
        Answer("", 201, {}),
        Answer({}, 201),
        Answer({"data": {}}, 201),
        Answer({"data": {"id": ""}}, 201),
        Answer({"data": ["?"]}, 201),
        Answer({"data": {"text": "Sorry."}}, 201),
        Answer({}, 500),
        Answer("<html>", 502, {"content-type": "text/html"}),
        Answer("[]", 504),
        Answer({}, 408),
        Answer("", 307, {"location": "https://example.com/"}),
    ],
)
def test_what_says_neither_yes_nor_no_is_uncertain(script: Scripted, answer: Answer) -> None:
    assert isinstance(send(script, answer), Uncertain)
    assert len(script.asked) == 1


def test_a_receipt_tells_what_is_left_of_the_window(script: Scripted) -> None:
    reset = str(int(time.time()) + 300)
    headers = {
        "content-type": "application/json",
        "x-rate-limit-remaining": "7",
        "x-rate-limit-reset": reset,
    }
    outcome = send(script, Answer({"data": {"id": "77", "text": "Sorry."}}, 201, headers))
    assert isinstance(outcome, Receipt)
    assert outcome.remaining is not None
    assert outcome.remaining.left == 7
    assert 290 <= outcome.remaining.resets_in_s <= 300


def test_a_full_window_without_a_reset_waits_a_while(script: Scripted) -> None:
    outcome = send(script, problem(429, "Too Many Requests"))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 60


def test_an_answer_is_signed_and_goes_under_its_post(script: Scripted) -> None:
    send(script, Answer({"data": {"id": "77"}}, 201))
    (asked,) = script.asked
    assert asked.path == "/2/tweets"
    assert asked.headers["authorization"].startswith("OAuth ")
    assert json.loads(asked.body) == {"text": "Sorry.", "reply": {"in_reply_to_tweet_id": "5"}}


def test_a_reply_to_somebody_who_did_not_name_us_is_refused(x: XStage) -> None:
    stranger = x.sandbox.x.post(author="Ana Roth", text="Northbank is the worst")
    outcome = x.channel().send(parcel(x, stranger, "We are sorry."))
    assert isinstance(outcome, Refused)
    assert outcome.code == "reply_not_allowed"


def test_the_same_words_to_the_same_person_are_a_duplicate(x: XStage) -> None:
    post = x.post("help")
    channel = x.channel()
    assert isinstance(channel.send(parcel(x, post, "We are sorry.")), Receipt)
    again = channel.send(parcel(x, post, "We are sorry."))
    assert isinstance(again, Refused)
    assert again.code == "duplicate"
    assert isinstance(channel.send(parcel(x, post, "We are sorry.", attempt=2)), Uncertain)


def test_a_look_undoes_what_x_does_to_links_and_signs(script: Scripted) -> None:
    stage = XStage.__new__(XStage)
    shown = {
        "id": str((int(NOW.timestamp() * 1000) - 1288834974657) << 22),
        "text": "@anaroth @ben_ode Fees &amp; more: https://t.co/x1",
        "created_at": "2026-11-02T10:00:00.000Z",
        "referenced_tweets": [{"type": "replied_to", "id": "5"}],
        "entities": {"urls": [{"url": "https://t.co/x1", "expanded_url": "http://bank.example"}]},
    }
    script.answers = [Answer({"data": [shown], "meta": {"result_count": 1}})]
    sent = parcel(stage, "5", "Fees & more: bank.example", intent_at=NOW)
    (receipt,) = channel_of(script).look_for(sent)
    assert receipt.reference == shown["id"]
    assert receipt.at == NOW


def test_reposts_and_quotes_arrive_marked(x: XStage) -> None:
    channel = x.channel()
    cursor = poll_all(channel, cursor="", now=x.now()).cursor
    post = x.post("down again")
    x.sandbox.x.post(author="Ben Ode", text="", repost_of=post)
    page = poll_all(channel, cursor=cursor, now=x.now())
    read = read_all(channel, page.items, account=x.account)
    assert [inbound.is_repost for inbound in read] == [False, True]


def test_an_edit_is_polled_as_a_new_version_of_the_same_post(x: XStage) -> None:
    channel = x.channel()
    cursor = poll_all(channel, cursor="", now=x.now()).cursor
    post = x.post("my card is blcoked")
    first = poll_all(channel, cursor=cursor, now=x.now())
    x.move(30)
    x.edit(post, "my card is blocked")
    second = poll_all(channel, cursor=first.cursor, now=x.now())
    (edit,) = read_all(channel, second.items, account=x.account)
    assert edit.happening == Happening.EDITED
    assert edit.external_id == post


def test_a_recheck_tells_of_deleted_and_protected_posts_and_keeps_the_rest(x: XStage) -> None:
    channel = x.channel()
    assert isinstance(channel, Rechecks)
    stays, goes = x.post("one"), x.post("two")
    hidden = x.post("three", author="Ben Ode")
    x.remove(goes)
    x.sandbox.x.posts.person("Ben Ode").protected = True
    found = channel.recheck(account=x.account, external_ids=[stays, goes, hidden], now=x.now())
    assert {(each.external_id, each.happening) for each in found} == {
        (goes, Happening.REMOVED),
        (hidden, Happening.REMOVED),
    }


def test_a_recheck_that_fails_says_so(x: XStage) -> None:
    post = x.post("one")
    x.fail("503")
    with pytest.raises(PollFailed):
        x.channel().recheck(account=x.account, external_ids=[post], now=x.now())


def test_our_own_posts_are_polled_half_as_often(x: XStage) -> None:
    every = {source.name: source.every_s for source in x.channel().sources()}
    assert every[f"x:mentions:{x.account}"] == 60
    assert every[f"x:own:{x.account}"] == 120


def test_a_check_sees_tokens_of_another_account(script: Scripted) -> None:
    other = {"data": {"id": "42", "name": "Other", "username": "other"}}
    script.answers = [Answer(other)]
    (finding,) = channel_of(script).check()
    assert not finding.ok
    assert "@other" in finding.message


def test_a_first_start_asks_from_now_on(script: Scripted) -> None:
    script.answers = [Answer({"meta": {"result_count": 0}})]
    page = poll_all(channel_of(script), cursor="", now=NOW)
    since = int(script.asked[0].query["since_id"])
    assert (since >> 22) + 1288834974657 == int(NOW.timestamp() * 1000)
    poll_all(channel_of(script), cursor=page.cursor, now=NOW + timedelta(hours=1))
    assert script.asked[1].query["since_id"] == str(since)
