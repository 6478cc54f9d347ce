"""Reading X when its wire is at its strangest; and what a poll, a recheck and a check find."""

import time
from datetime import timedelta

import pytest

from bot.channels.channel import PollFailed, Rechecks
from bot.domain.channels.inbound import Happening
from tests.channels.payloads import payload
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import XStage, poll_all, read_all
from tests.channels.x.wire import NOW, channel_of, problem


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


def test_a_failure_on_the_second_page_fails_the_poll(script: Scripted) -> None:
    first = payload("x/mention_old_spelling")
    first["meta"]["next_token"] = "s2"
    script.answers = [Answer(first), problem(503, "over capacity")]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="1", now=NOW)
    assert [each.query.get("pagination_token") for each in script.asked] == [None, "s2"]


def test_a_page_that_is_told_again_ends_the_look_and_keeps_what_was_read(script: Scripted) -> None:
    first = payload("x/mention_old_spelling")
    pages = [Answer(first | {"meta": first["meta"] | {"next_token": f"s{n}"}}) for n in range(20)]
    for answers in (pages, pages[:1]):
        script.answers, script.asked = list(answers), []
        page = poll_all(channel_of(script), cursor="1", now=NOW)
        assert len(page.items) == 1
        assert page.cursor == first["data"][0]["id"]
        assert [limit.name for limit in page.limits_hit] == ["page_again"]
        assert len(script.asked) == 2


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
        Answer({"data": "?", "meta": {}}),
        Answer("<html>", 502, {"content-type": "text/html"}),
        Answer("[]", 503),
        Answer("", 302, {"location": "https://example.com/"}),
    ],
)
def test_an_answer_that_is_none_fails_the_poll(script: Scripted, answer: Answer) -> None:
    script.answers = [answer]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="", now=NOW)


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


def test_a_recheck_tells_of_deleted_protected_and_suspended_posts_and_keeps_the_rest(
    x: XStage,
) -> None:
    channel = x.channel()
    assert isinstance(channel, Rechecks)
    stays, goes = x.post("one"), x.post("two")
    hidden = x.post("three", author="Ben Ode")
    banned = x.post("four", author="Cy Ode")
    x.remove(goes)
    x.sandbox.x.posts.person("Ben Ode").protected = True
    x.sandbox.x.posts.person("Cy Ode").suspended = True
    ids = [stays, goes, hidden, banned]
    found = channel.recheck(account=x.account, external_ids=ids, now=x.now())
    assert {(each.external_id, each.happening) for each in found} == {
        (goes, Happening.REMOVED),
        (hidden, Happening.REMOVED),
        (banned, Happening.REMOVED),
    }


@pytest.mark.parametrize(("posts", "requests"), [(100, 1), (101, 2)])
def test_a_hundred_posts_are_looked_at_in_one_request(x: XStage, posts: int, requests: int) -> None:
    ids = [x.post(f"complaint {number}") for number in range(posts)]
    channel = x.channel()
    assert isinstance(channel, Rechecks)
    channel.recheck(account=x.account, external_ids=ids[:1], now=x.now())  # which spelling it is
    before = x.sandbox.x.tally.snapshot()["GET /2/tweets"]["received"]
    assert channel.recheck(account=x.account, external_ids=ids, now=x.now()) == []
    assert x.sandbox.x.tally.snapshot()["GET /2/tweets"]["received"] == before + requests


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
