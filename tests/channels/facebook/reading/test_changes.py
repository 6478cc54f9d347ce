"""Each recorded situation is read as what it is, or says why not."""

import pytest

from bot.channels.facebook import FacebookChannel
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed, Unreadable
from tests.channels.facebook.reading.hooks import read, told
from tests.channels.facebook.reading.situations import (
    INTRODUCES,
    NOT_EVEN_KEPT,
    NOT_USED,
    SEVERAL,
    UNDERSTOOD,
    UNREADABLE,
    WORDS,
)
from tests.channels.payloads import situations


def test_every_situation_has_its_test() -> None:
    tested = {*UNDERSTOOD, *NOT_USED, *UNREADABLE, *NOT_EVEN_KEPT, *SEVERAL, *INTRODUCES}
    assert tested == set(situations("facebook"))


@pytest.mark.parametrize("name", sorted(UNDERSTOOD))
def test_a_change_is_understood(channel: FacebookChannel, name: str) -> None:
    found = read(channel, name)
    assert isinstance(found, Inbound)
    expected = UNDERSTOOD[name]
    assert {field: getattr(found, field) for field in expected} == expected
    if "author" not in expected:
        assert found.author is not None


@pytest.mark.parametrize("name", sorted(NOT_USED))
def test_what_is_of_no_use_says_why(channel: FacebookChannel, name: str) -> None:
    found = read(channel, name)
    assert isinstance(found, NotUsed)
    assert NOT_USED[name] in found.reason
    assert WORDS not in found.reason


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_broken_change_is_kept_and_unreadable(channel: FacebookChannel, name: str) -> None:
    (item,) = told(channel, name)
    with pytest.raises(Unreadable) as unreadable:
        channel.read(source=item.source, account=item.account, body=item.item.body)
    assert WORDS not in str(unreadable.value)


@pytest.mark.parametrize("name", NOT_EVEN_KEPT)
def test_reactions_are_not_even_kept(channel: FacebookChannel, name: str) -> None:
    assert told(channel, name) == []


def test_the_author_is_named(channel: FacebookChannel) -> None:
    for name in ("comment_add", "comment_add_with_sender_id", "found_comment"):
        found = read(channel, name)
        assert isinstance(found, Inbound)
        assert found.author is not None
        assert (found.author.external_id, found.author.name) == ("700000000000001", "Ana Roth")


def test_private_words_are_private_and_are_read_in_the_pages_inbox(
    channel: FacebookChannel,
) -> None:
    found = read(channel, "messenger_picture")
    assert isinstance(found, Inbound)
    assert "scontent" not in found.model_dump_json()
    assert found.permalink.startswith("https://business.facebook.com/")


def test_a_conversation_tells_who_the_person_is(channel: FacebookChannel) -> None:
    found = read(channel, "found_person")
    assert isinstance(found, Introduced)
    assert (found.person.external_id, found.person.name) == ("61", "Ana Roth")


@pytest.mark.parametrize(
    "name", ["comment", "comment_to_a_comment", "comment_with_a_picture_and_no_words"]
)
def test_told_and_found_are_the_same(channel: FacebookChannel, name: str) -> None:
    assert read(channel, f"found_{name}") == read(
        channel, name.replace("comment", "comment_add", 1)
    )


def test_a_permalink_points_at_the_comment(channel: FacebookChannel) -> None:
    found = read(channel, "comment_add")
    assert isinstance(found, Inbound)
    assert found.permalink.startswith("https://www.facebook.com/")
    assert found.permalink.endswith("/posts/900000000000011?comment_id=900000000000021")
