"""More than one look may read is read by the next, or said to be lost."""

from datetime import timedelta

import pytest

from bot.channels.channel import Counted, Page
from bot.channels.reached import Place, Reached, reached
from bot.channels.x import ids
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook import wire as facebook_wire
from tests.channels.looks import PAGE, look, named, names, pages_of, swept
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage, poll_all, read_all
from tests.channels.x import wire as x_wire
from tests.channels.x.wire import NOW

HOUR, DAY = 3600, 86_400


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


def test_a_page_with_more_posts_than_are_looked_at_is_no_look_cut_short(script: Scripted) -> None:
    made = {"created_time": "2026-10-02T09:58:00+0000", "from": {"id": PAGE}}
    news = [
        Answer(
            {
                "data": [{"id": f"{PAGE}_{at}_{n}", **made} for n in range(50)],
                "paging": {"next": "https://x", "cursors": {"after": f"p{at}"}},
            }
        )
        for at in range(20)
    ]
    script.answers = [*news, Answer({"data": []})]
    page = listed(script)
    assert [(limit.name, limit.is_standing) for limit in page.limits_hit] == [("older_posts", True)]


def test_a_list_cut_short_is_not_taken_for_a_page_with_many_posts(script: Scripted) -> None:
    made = {"created_time": "2026-11-02T09:58:00+0000"}
    comments = {"data": [], "paging": {"next": "https://x"}}
    own = {"id": f"{PAGE}_11", "from": {"id": PAGE}, "comments": comments, **made}
    script.answers = [Answer({"data": [own]}), *pages_of("11", 80)]
    page = listed(script)
    assert [(limit.name, limit.is_standing) for limit in page.limits_hit] == [
        ("too_many_places", False)
    ]


def listed(script: Scripted) -> Page:
    """What a census reads of the Page: all of the hour before."""
    channel = facebook_wire.channel_of(script)
    assert isinstance(channel, Counted)
    source = named(channel, f"facebook:page:{PAGE}")
    return channel.listed(source=source, since=NOW - timedelta(hours=1), now=NOW, most=0)


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
