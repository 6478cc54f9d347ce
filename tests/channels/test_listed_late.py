"""What a platform lists late, or what was listed while nobody looked, is read by a second look."""

import pytest

from tests.channels.looks import look, named, swept
from tests.channels.stage import FacebookStage, Stage, XStage

HOUR, DAY = 3600, 86_400


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
