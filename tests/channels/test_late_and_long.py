"""What is listed late, what is longer than one look, and times that nobody may believe."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.channel import Channel, Page, PollFailed, Source
from bot.channels.facebook import FacebookChannel
from bot.channels.reached import Place, Reached, reached
from bot.channels.x import XChannel, ids
from bot.domain.channels.inbound import Inbound
from bot.outbox.outcome import TryLater
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook import wire as facebook_wire
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage, Stage, XStage, parcel, poll_all, read_all, x_keys
from tests.channels.x import wire as x_wire
from tests.channels.x.wire import NOW, problem

FINDS = {NORTHBANK.x_id: ("northbank",)}
HOUR, DAY = 3600, 86_400
PAGE = NORTHBANK.page_id


def named(channel: Channel, name: str) -> Source:
    return next(each for each in channel.sources() if each.name == name)


def look(stage: Stage, channel: Channel, name: str, cursor: str) -> Page:
    return channel.poll(source=named(channel, name), cursor=cursor, now=stage.now())


def names(page: Page) -> list[str]:
    return [limit.name for limit in page.limits_hit]


def swept(stage: Stage) -> tuple[Channel, str, str]:
    """The channel with second looks, and the names of the first source and of the look at it."""
    channel = stage.channel(sweep_every_s=3600.0)  # type: ignore[call-arg]  # each stage passes it on
    first = channel.sources()[0].name
    return channel, first, f"{first}:day"


# Listed late


@pytest.mark.parametrize("late_s", [90, HOUR, 23 * HOUR])
def test_a_mention_listed_late_is_read_by_the_second_look_under_the_same_key(
    x: XStage, late_s: int
) -> None:
    channel, first, day = swept(x)
    start = look(x, channel, day, "").cursor
    cursor = look(x, channel, first, "").cursor
    x.move(60)
    post = x.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp my card", late=late_s)
    x.move(61)
    x.post("another, listed at once")
    cursor = look(x, channel, first, cursor).cursor
    x.move(late_s)
    missed = look(x, channel, first, cursor)
    assert f"{post}:posted" not in {item.key for item in missed.items}
    found = look(x, channel, day, start)
    assert f"{post}:posted" in {item.key for item in found.items}
    assert named(channel, day).kept_as == first


def test_who_is_no_longer_suspended_is_heard(x: XStage) -> None:
    channel, first, day = swept(x)
    start, cursor = look(x, channel, day, "").cursor, look(x, channel, first, "").cursor
    x.move(5)
    post = x.post("my card is blocked")
    x.sandbox.x.posts.person("Ana Roth").suspended = True
    x.move(90)
    x.post("hello", author="Ben Ode")
    cursor = look(x, channel, first, cursor).cursor
    x.move(3 * HOUR)
    x.sandbox.x.posts.person("Ana Roth").suspended = False
    missed = look(x, channel, first, cursor)
    assert f"{post}:posted" not in {item.key for item in missed.items}
    assert f"{post}:posted" in {item.key for item in look(x, channel, day, start).items}


def test_a_comment_listed_late_is_read_by_the_second_look(facebook: FacebookStage) -> None:
    channel, first, day = swept(facebook)
    start = look(facebook, channel, day, "").cursor
    cursor = look(facebook, channel, first, "").cursor
    facebook.move(60)
    post = facebook.post("one")
    people = facebook.sandbox.facebook
    comment = people.comment(parent=post, author="Ben Ode", text="two", late=5 * HOUR)
    facebook.move(4 * HOUR)
    facebook.post("three")
    cursor = look(facebook, channel, first, cursor).cursor
    facebook.move(2 * HOUR)
    assert not any(comment in item.key for item in look(facebook, channel, first, cursor).items)
    found = look(facebook, channel, day, start)
    assert any(item.key.startswith(f"{comment}:add:") for item in found.items)


def test_a_second_look_reads_nothing_from_before_the_first_start_nor_beyond_a_day(
    stage: Stage,
) -> None:
    channel, _, day = swept(stage)
    stage.post("from before us")
    stage.move(5)
    start = look(stage, channel, day, "").cursor
    stage.move(HOUR)
    assert look(stage, channel, day, start).items == []
    stage.post("read at its time")
    stage.move(2 * DAY)
    page = look(stage, channel, day, start)
    assert (page.items, page.cursor) == ([], start)


def test_only_who_asks_for_a_second_look_has_one(stage: Stage) -> None:
    assert not any(source.sweeps for source in stage.channel().sources())
    looks = [source for source in swept(stage)[0].sources() if source.sweeps]
    assert {source.every_s for source in looks} == {3600.0}
    assert not any("direct" in s.name or "messenger" in s.name for s in looks)


# A search looks back seven days


def finding(x: XStage) -> tuple[Channel, str]:
    return x.channel(words=FINDS), f"x:finds:{NORTHBANK.x_id}"


def test_a_quiet_month_does_not_end_the_search(x: XStage) -> None:
    channel, finds = finding(x)
    cursor = look(x, channel, finds, "").cursor
    for _ in range(10):
        x.move(3 * DAY)
        page = look(x, channel, finds, cursor)
        assert (page.items, page.limits_hit) == ([], ())
        cursor = page.cursor
    post = x.sandbox.x.post(author="Ana Roth", text="northbank is down")
    x.move(5)
    assert [i.key for i in look(x, channel, finds, cursor).items] == [f"{post}:posted"]


def test_after_nine_days_without_a_worker_the_search_goes_on_and_says_what_it_missed(
    x: XStage,
) -> None:
    channel, finds = finding(x)
    cursor = look(x, channel, finds, "").cursor
    x.move(DAY)
    x.sandbox.x.post(author="Ana Roth", text="northbank is down")
    x.move(7 * DAY)
    post = x.sandbox.x.post(author="Ana Roth", text="northbank is still down")
    x.move(DAY)
    page = look(x, channel, finds, cursor)
    assert [item.key for item in page.items] == [f"{post}:posted"]
    assert names(page) == ["finds_too_old"]
    assert names(look(x, channel, finds, page.cursor)) == []


def test_a_first_start_that_looks_back_a_month_searches_seven_days(x: XStage) -> None:
    channel = x.channel(words=FINDS, lookback=timedelta(days=30))
    page = look(x, channel, f"x:finds:{NORTHBANK.x_id}", "")
    assert names(page) == ["finds_too_old"]


def test_the_search_moves_on_with_the_time_that_was_read(script: Scripted) -> None:
    script.answers = [Answer({"meta": {"result_count": 0}})]
    channel = x_wire.channel_of(script, words=FINDS)
    source = named(channel, f"x:finds:{NORTHBANK.x_id}")
    page = channel.poll(source=source, cursor=str(ids.id_at(NOW - timedelta(days=3))), now=NOW)
    assert NOW - ids.time_of(page.cursor) <= timedelta(minutes=10)


# More than one look


def pages_of(object_id: str, count: int) -> list[Answer]:
    """So many pages of one new comment each, with marks m0, m1 …"""
    made = {"created_time": "2026-11-02T09:59:00+0000", "from": {"id": "7", "name": "Ana Roth"}}
    found = []
    for n in range(count):
        mark = {"paging": {"next": "https://x", "cursors": {"after": f"m{n}"}}}
        comment = {"id": f"{object_id}_{n}", "message": f"word {n}", **made}
        found.append(Answer({"data": [comment], **(mark if n < count - 1 else {})}))
    return found


def test_more_comments_than_one_look_allows_are_read_by_the_next_from_there(
    script: Scripted,
) -> None:
    made = {"created_time": "2026-11-02T09:58:00+0000"}
    comments = {"data": [], "paging": {"next": "https://x"}}
    own = {"id": f"{PAGE}_11", "from": {"id": PAGE}, "comments": comments, **made}
    script.answers = [Answer({"data": [own]}), *pages_of("11", 80)]
    channel = facebook_wire.channel_of(script, lookback=timedelta(hours=1))
    first = poll_all(channel, cursor="", now=NOW)
    assert names(first) == ["more_than_one_look"]
    place, _ = reached(first.cursor).left  # type: ignore[union-attr]  # it was written just now
    assert (place.name, place.of) == ("comments", f"{PAGE}_11")
    rest = script.answers
    script.asked, empty = [], Answer({"data": []})
    script.answers = [empty, empty, *rest, empty]
    second = poll_all(channel, cursor=first.cursor, now=NOW)
    assert script.asked[2].query["after"] == place.after
    found = [i.text for i in read_all(channel, [*first.items, *second.items], account=PAGE)]
    assert sorted(found) == sorted(f"word {n}" for n in range(80))
    assert (second.cursor.isdecimal(), second.limits_hit) == (True, ())


def test_asked_to_wait_in_mid_look_facebook_keeps_what_was_read_and_goes_on_later(
    script: Scripted,
) -> None:
    made = {"created_time": "2026-11-02T09:58:00+0000"}
    comments = {"data": [], "paging": {"next": "https://x"}}
    own = {"id": f"{PAGE}_11", "from": {"id": PAGE}, "comments": comments, **made}
    words = pages_of("11", 5)
    wait = facebook_wire.throttled(80001, 3)
    script.answers = [Answer({"data": [own]}), *words[:2], wait]
    channel = facebook_wire.channel_of(script, lookback=timedelta(hours=1))
    first = poll_all(channel, cursor="", now=NOW)
    assert (len(first.items), names(first), first.rest_s) == (2, ["asked_to_wait"], 180)
    assert len(script.asked) == 4, "nothing was asked after that"
    script.asked, empty = [], Answer({"data": []})
    script.answers = [empty, empty, *words[2:], empty]
    second = poll_all(channel, cursor=first.cursor, now=NOW)
    assert script.asked[2].query["after"] == "m1"
    found = [i.text for i in read_all(channel, [*first.items, *second.items], account=PAGE)]
    assert sorted(found) == sorted(f"word {n}" for n in range(5))
    assert (second.cursor.isdecimal(), second.limits_hit, second.rest_s) == (True, (), 0)


def test_a_second_look_that_is_asked_to_wait_keeps_what_it_read_and_says_so(
    script: Scripted,
) -> None:
    made = {"created_time": "2026-11-02T09:58:00+0000", "message": "Hello"}
    theirs = {"id": f"{PAGE}_11", "from": {"id": "7", "name": "Ana Roth"}, **made}
    script.answers = [Answer({"data": [theirs]}), facebook_wire.throttled(80001, 3)]
    channel = facebook_wire.channel_of(script, sweep_every_s=3600, lookback=timedelta(hours=1))
    source = named(channel, f"facebook:page:{PAGE}:day")
    page = channel.poll(source=source, cursor="", now=NOW)
    assert (len(page.items), names(page), page.rest_s) == (1, ["asked_to_wait"], 180)


@pytest.mark.parametrize(
    ("answer", "said", "stays"),
    [
        (facebook_wire.throttled(80006, 3), "asked_to_wait", True),
        (facebook_wire.refusal(100), "place_lost", False),
    ],
)
def test_a_long_talk_that_was_left_is_kept_for_later_or_said_to_be_lost(
    script: Scripted, answer: Answer, said: str, stays: bool
) -> None:
    left = Reached(int(NOW.timestamp()), (Place("messages", "t_1", "", 5),))
    script.answers = [Answer({"data": []}), answer]
    channel = facebook_wire.channel_of(script)
    source = named(channel, f"facebook:messenger:{PAGE}")
    page = channel.poll(source=source, cursor=left.written(), now=NOW)
    assert names(page) == [said]
    assert reached(page.cursor) == (left if stays else Reached(left.at))


def test_a_place_that_facebook_no_longer_knows_is_said_to_be_lost(script: Scripted) -> None:
    left = Reached(int(NOW.timestamp()), [Place("comments", f"{PAGE}_11", "gone", 5)])
    empty = Answer({"data": []})
    script.answers = [empty, empty, facebook_wire.refusal(100)]
    page = poll_all(facebook_wire.channel_of(script), cursor=left.written(), now=NOW)
    assert names(page) == ["place_lost"]
    assert page.cursor == str(left.at)


def test_more_than_two_thousand_comments_and_five_hundred_talks_are_read(
    facebook: FacebookStage,
) -> None:
    channel, people = facebook.channel(), facebook.sandbox.facebook
    public, private = f"facebook:page:{PAGE}", f"facebook:messenger:{PAGE}"
    cursors = [look(facebook, channel, name, "").cursor for name in (public, private)]
    facebook.webhook_off()
    post = facebook.post("help")
    for number in range(2100):
        people.comment(parent=post, author="Ana Roth", text=f"word {number}")
    for number in range(520):
        people.message(page="Northbank", author=f"Person {number}", text="hello")
    found = look(facebook, channel, public, cursors[0])
    assert (len(found.items), found.limits_hit) == (2101, ())
    talks = look(facebook, channel, private, cursors[1])
    assert len([i for i in talks.items if i.key.endswith(":add")]) == 520
    assert talks.limits_hit == ()


def test_comments_under_posts_beyond_the_newest_hundred_are_found_by_the_second_look(
    facebook: FacebookStage,
) -> None:
    channel, first, day = swept(facebook)
    people = facebook.sandbox.facebook
    facebook.webhook_off()
    posts = [people.page_post(page="Northbank", text=f"news {n}") for n in range(260)]
    facebook.move(2 * DAY)
    start, cursor = look(facebook, channel, day, "").cursor, look(facebook, channel, first, "")
    facebook.move(60)
    comment = people.comment(parent=posts[0], author="Ana Roth", text="and my card?")
    assert look(facebook, channel, first, cursor.cursor).items == []
    page = look(facebook, channel, day, start)
    assert [item.key.startswith(comment) for item in page.items] == [True]
    assert page.limits_hit == ()


def test_without_a_second_look_it_is_said_that_older_posts_are_not_looked_at(
    facebook: FacebookStage,
) -> None:
    channel = facebook.channel()
    facebook.webhook_off()
    for number in range(160):
        facebook.sandbox.facebook.page_post(page="Northbank", text=f"news {number}")
    facebook.move(DAY)
    assert names(look(facebook, channel, f"facebook:page:{PAGE}", "")) == ["older_posts"]


def test_a_talk_longer_than_facebook_shows_is_read_so_far_and_said(facebook: FacebookStage) -> None:
    channel, name = facebook.channel(), f"facebook:messenger:{PAGE}"
    cursor = look(facebook, channel, name, "").cursor
    for number in range(30):
        facebook.say_in_private(f"word {number}")
        facebook.move(1)
    page = look(facebook, channel, name, cursor)
    found = [each.text for each in read_all(channel, page.items, account=PAGE)]
    assert found == [f"word {number}" for number in range(10, 30)]
    assert names(page) == ["talk_cut"]


def test_what_facebook_shows_of_a_long_talk_after_all_is_read(script: Scripted) -> None:
    made = {"created_time": "2026-11-02T09:59:00+0000", "from": {"id": "61", "name": "Ana Roth"}}
    said = [{"id": f"m_{n}", "message": f"word {n}", **made} for n in range(30)]
    talk = {
        "id": "t_1",
        "updated_time": "2026-11-02T09:59:00+0000",
        "participants": {"data": [{"id": "61", "name": "Ana Roth"}, {"id": PAGE}]},
        "messages": {"data": said[:20]},
    }
    script.answers = [Answer({"data": [talk]}), Answer({"data": said})]
    channel = facebook_wire.channel_of(script, lookback=timedelta(hours=1))
    source = named(channel, f"facebook:messenger:{PAGE}")
    page = channel.poll(source=source, cursor="", now=NOW)
    assert len(read_all(channel, page.items, account=PAGE)) == 30
    assert page.limits_hit == ()


def test_private_messages_of_x_beyond_one_look_are_read_by_the_next(script: Scripted) -> None:
    first = ids.id_at(NOW)
    talk = {"sender_id": "7", "dm_conversation_id": f"7-{NORTHBANK.x_id}", "text": "hello"}
    pages = [
        Answer({"data": [{"id": str(first - n), **talk}], "meta": {"next_token": f"t{n}"}})
        for n in range(20)
    ]
    script.answers = pages
    channel = x_wire.channel_of(script)
    source = named(channel, f"x:direct:{NORTHBANK.x_id}")
    cursor = str(ids.id_at(NOW - timedelta(hours=1)))
    page = channel.poll(source=source, cursor=cursor, now=NOW)
    assert (len(page.items), names(page)) == (12, ["more_than_one_look"])
    older = Answer({"data": [{"id": "5", **talk}], "meta": {}})
    script.answers = [older, *script.answers, older]
    rest = channel.poll(source=source, cursor=page.cursor, now=NOW)
    assert script.asked[13].query["pagination_token"] == "t11"
    assert len({item.key for item in [*page.items, *rest.items]}) == 20
    assert rest.cursor.isdecimal()


@pytest.mark.parametrize("told", ["", "x", "{", "[]", '{"at": {}}', '{"at": "5", "left": 7}'])
def test_a_cursor_that_cannot_be_read_is_none_or_has_nothing_left(told: str) -> None:
    found = reached(told)
    assert found is None or found.left == ()


# Times that nobody may believe


@pytest.mark.parametrize("reset", ["9999999999", "1e12", "nan", "-5", str(2**40)])
def test_a_reset_years_off_or_in_milliseconds_is_waited_for_a_window_at_most(
    script: Scripted, reset: str
) -> None:
    script.answers = [problem(429, "Too Many Requests", **{"x-rate-limit-reset": reset})]
    channel = x_wire.channel_of(script)
    with pytest.raises(PollFailed) as failed:
        poll_all(channel, cursor="", now=NOW)
    assert failed.value.retry_after_s is not None
    assert 0 < failed.value.retry_after_s <= 900
    outcome = channel.send(parcel(XStage.__new__(XStage), "5", "Sorry."))
    assert isinstance(outcome, TryLater)
    assert 0 < outcome.after_s <= 900


def test_a_reset_in_milliseconds_is_the_same_as_in_seconds(script: Scripted) -> None:
    reset = str(int((time.time() + 300) * 1000))
    script.answers = [problem(429, "Too Many Requests", **{"x-rate-limit-reset": reset})]
    with pytest.raises(PollFailed) as failed:
        poll_all(x_wire.channel_of(script), cursor="", now=NOW)
    assert failed.value.retry_after_s is not None
    assert 280 <= failed.value.retry_after_s <= 300


def test_a_used_up_window_that_ends_years_off_rests_a_window_at_most(script: Scripted) -> None:
    headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "9999999999"}
    headers["content-type"] = "application/json"
    script.answers = [Answer({"meta": {"result_count": 0}}, 200, headers)]
    assert poll_all(x_wire.channel_of(script), cursor="", now=NOW).rest_s == 900


def test_facebooks_wish_is_an_hour_at_most(script: Scripted) -> None:
    script.answers = [facebook_wire.throttled(80001, 10**9)]
    channel = facebook_wire.channel_of(script)
    with pytest.raises(PollFailed) as failed:
        poll_all(channel, cursor="", now=NOW)
    assert failed.value.retry_after_s == 3600
    outcome = channel.send(parcel(FacebookStage.__new__(FacebookStage), facebook_wire.POST, "Hi."))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 3600


def test_a_post_from_the_future_moves_no_cursor_beyond_now(script: Scripted) -> None:
    future = str(ids.id_at(NOW + timedelta(days=900)))
    post = {"id": future, "text": "hello", "author_id": "7"}
    script.answers = [Answer({"data": [post], "meta": {}})]
    page = poll_all(x_wire.channel_of(script), cursor="1", now=NOW)
    assert (len(page.items), page.cursor) == (1, str(ids.id_at(NOW)))
    later = poll_all(x_wire.channel_of(script), cursor=future, now=NOW)
    assert int(script.asked[-1].query["since_id"]) <= ids.id_at(NOW)
    assert len(later.items) == 1


@pytest.mark.parametrize("edge", ["page", "messenger"])
def test_a_time_to_come_on_facebook_moves_no_cursor_beyond_now(script: Scripted, edge: str) -> None:
    made = {"created_time": "2096-01-01T00:00:00+0000", "updated_time": "2096-01-01T00:00:00+0000"}
    who = {"from": {"id": "61", "name": "Ana Roth"}}
    told = {"id": "m_1", "message": "hello", **made, **who}
    of = {"participants": {"data": [who["from"], {"id": PAGE}]}, "messages": {"data": [told]}}
    script.answers = [Answer({"data": [told | of]})]
    channel: FacebookChannel = facebook_wire.channel_of(script)
    source, at = named(channel, f"facebook:{edge}:{PAGE}"), str(int(NOW.timestamp()) - 60)
    page = channel.poll(source=source, cursor=at, now=NOW)
    assert page.items
    assert int(page.cursor) == int(NOW.timestamp())


def test_what_is_to_come_is_taken_for_now_and_the_order_of_clocks_apart_stays() -> None:
    body = json.dumps({"post": _post(NOW + timedelta(days=900))}).encode()
    (found,) = XChannel(accounts=[x_keys(NORTHBANK)]).read(
        source="x", account=NORTHBANK.x_id, body=body
    )
    assert isinstance(found, Inbound)
    assert found.by(NOW).at == NOW
    soon = found.model_copy(update={"at": NOW + timedelta(seconds=30)})
    assert soon.by(NOW) is soon


def _post(at: Any) -> dict[str, str]:
    return {"id": "2117183544357814272", "text": "hello", "created_at": at.isoformat()}
