"""The contract, reading: what every channel does with posts, cursors, pages and strange bytes."""

from datetime import timedelta

import pytest

from bot.channels.channel import Channel, PollFailed
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import Surface
from tests.channels.stage import IMPATIENT, Stage, poll_all, read_all

pytestmark = pytest.mark.usefixtures("running")


def started(stage: Stage, channel: Channel) -> str:
    """The cursor of a first start."""
    return poll_all(channel, cursor="", now=stage.now()).cursor


def again(stage: Stage, channel: Channel, cursor: str, *, which: int = 0) -> list[str]:
    """The keys of one more poll."""
    page = poll_all(channel, cursor=cursor, now=stage.now(), which=which)
    return [item.key for item in page.items]


def test_a_channel_states_who_it_is(stage: Stage) -> None:
    channel = stage.channel()
    capabilities = channel.capabilities
    assert capabilities.name == stage.name
    assert capabilities.reply_length("x" * capabilities.reply_limit) == capabilities.reply_limit
    assert capabilities.posting.interval_s or capabilities.posting.window_count
    assert channel.accounts()[0] == stage.account
    assert channel.account_name(stage.account) == stage.title


def test_every_source_has_a_name_of_its_own_and_an_account_of_ours(stage: Stage) -> None:
    channel = stage.channel()
    sources = channel.sources()
    assert len({source.name for source in sources}) == len(sources)
    assert {source.account for source in sources} == set(channel.accounts())
    assert all(source.channel == stage.name and source.every_s > 0 for source in sources)


def test_a_customers_post_arrives_with_everything_known_of_it(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    post = stage.post("my card is blocked & nobody <answers>")
    page = poll_all(channel, cursor=cursor, now=stage.now())
    (inbound,) = read_all(channel, page.items, account=stage.account)
    assert inbound.channel == stage.name
    assert inbound.account == stage.account
    assert inbound.happening == Happening.POSTED
    assert inbound.external_id == post
    assert inbound.conversation == post
    assert inbound.parent_external_id is None
    assert inbound.author is not None
    assert inbound.author.name == "Ana Roth"
    assert not inbound.is_ours
    assert not inbound.is_repost
    assert inbound.answerable
    assert inbound.surface == Surface.PUBLIC
    assert inbound.text.endswith("my card is blocked & nobody <answers>")
    assert inbound.permalink.startswith("https://")
    assert abs(inbound.at - stage.now()) < timedelta(seconds=60)


def test_a_post_has_one_key_however_often_it_is_read(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    stage.post("where is my money")
    first = poll_all(channel, cursor=cursor, now=stage.now())
    assert len(first.items) == 1
    assert set(again(stage, channel, first.cursor)) <= {item.key for item in first.items}


def test_the_first_start_reads_nothing_that_is_older(stage: Stage) -> None:
    stage.post("an old story")
    stage.move(5)
    channel = stage.channel()
    cursor = started(stage, channel)
    assert again(stage, channel, "") == []
    assert again(stage, channel, cursor) == []


def test_a_first_start_reads_as_far_back_as_it_is_told(stage: Stage) -> None:
    stage.post("from yesterday")
    stage.move(86_400)
    stage.post("from ten minutes ago")
    stage.move(600)
    channel = stage.channel(lookback=timedelta(hours=1))
    assert len(again(stage, channel, "")) == 1


def test_what_comes_after_a_first_start_that_found_nothing_is_read(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    stage.move(7200)
    stage.post("hello?")
    stage.move(7200)
    assert len(again(stage, channel, cursor)) == 1


def test_all_pages_are_read_and_come_oldest_first(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    posts = []
    for number in range(130):
        posts.append(stage.post(f"storm {number}", author=f"Person {number % 7}"))
        stage.move(1)
    page = poll_all(channel, cursor=cursor, now=stage.now())
    read = read_all(channel, page.items, account=stage.account)
    assert [inbound.external_id for inbound in read] == posts


@pytest.mark.parametrize(
    "kind", ["429", "500", "503", "401", "403", "reset_before", "down", "hang"]
)
def test_a_poll_that_fails_says_so_and_loses_nothing(stage: Stage, kind: str) -> None:
    cursor = started(stage, stage.channel())
    stage.post("I am waiting")
    stage.fail(kind, operation=stage.read_operation, seconds=2)
    impatient = stage.channel(timeouts=IMPATIENT)
    with pytest.raises(PollFailed) as failed:
        poll_all(impatient, cursor=cursor, now=stage.now())
    assert failed.value.needs_person is (kind in {"401", "403"})
    assert (failed.value.retry_after_s is not None) is (kind == "429")
    assert len(again(stage, stage.channel(), cursor)) == 1


def test_what_we_say_in_the_platforms_own_app_is_known_as_ours(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    post = stage.post("is anybody there")
    answer = stage.answer_in_app(post, "We are. Please tell us more.")
    read = []
    for source in channel.sources():
        if source.account == stage.account:
            page = channel.poll(source=source, cursor=cursor, now=stage.now())
            read += read_all(channel, page.items, account=stage.account)
    (ours,) = [inbound for inbound in read if inbound.is_ours]
    assert ours.external_id == answer
    assert ours.parent_external_id == post
    assert ours.conversation == post


def test_an_edit_is_told_under_the_posts_first_id(stage: Stage) -> None:
    channel = stage.channel()
    post = stage.post("my card is blcoked")
    stage.move(60)
    stage.edit(post, "my card is blocked")
    (edit,) = stage.changes(channel, post)
    assert edit.happening == Happening.EDITED
    assert edit.external_id == post
    assert edit.version_id not in {"", post}
    assert edit.text.endswith("my card is blocked")


def test_a_removal_is_told_and_carries_no_words(stage: Stage) -> None:
    channel = stage.channel()
    post = stage.post("my number is on here by mistake")
    stage.remove(post)
    (removal,) = stage.changes(channel, post)
    assert removal.happening == Happening.REMOVED
    assert removal.external_id == post
    assert removal.text == ""


def test_a_check_says_yes_for_good_tokens_and_no_for_bad_ones(stage: Stage) -> None:
    assert all(finding.ok for finding in stage.channel().check())
    bad = stage.channel(wrong_token=True).check()
    assert [finding.ok for finding in bad] == [False, False]
    assert all(finding.where for finding in bad)
