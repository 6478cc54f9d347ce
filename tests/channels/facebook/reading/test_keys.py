"""What is told twice has one key, and what differs has keys of its own."""

from bot.channels.facebook import FacebookChannel
from bot.sandbox.credentials import HARBOUR, NORTHBANK
from tests.channels.facebook.reading.hooks import told
from tests.channels.facebook.reading.situations import (
    COMMENT,
    ELSEWHERE,
    POST,
    POSTED_AT,
    STORY,
    UNDERSTOOD,
)
from tests.channels.payloads import situations


def test_a_batch_is_split_by_page_and_change(channel: FacebookChannel) -> None:
    items = told(channel, "batch_of_two_pages")
    assert [item.account for item in items] == [NORTHBANK.page_id] * 2 + [HARBOUR.page_id]
    assert len({item.item.key for item in items}) == 3
    assert {item.source for item in items} < {source.name for source in channel.sources()}


def test_keys_name_the_object_the_verb_and_the_time(channel: FacebookChannel) -> None:
    at_s = int(POSTED_AT.timestamp())
    keys = {name: told(channel, name)[0].item.key for name in UNDERSTOOD if "found" not in name}
    assert keys["comment_add"] == f"{COMMENT}:add:{at_s}"
    assert keys["comment_add_in_milliseconds"] == keys["comment_add"]
    assert keys["comment_edited"] == f"{COMMENT}:edited:{at_s + 60}"
    assert keys["comment_remove"] == f"{COMMENT}:remove"
    assert keys["comment_hide"] == f"{COMMENT}:hide:{at_s + 90}"
    assert keys["visitor_post_add"] == f"{POST}:add:{at_s}"


def test_a_message_has_one_key_a_change_however_it_reaches_us(channel: FacebookChannel) -> None:
    keys = {name: told(channel, name)[0].item.key for name in UNDERSTOOD if "messenger" in name}
    assert keys["messenger_message"] == "m_1:add"
    assert keys["messenger_standby"] == "m_2:add"
    assert keys["messenger_unsent"] == "m_1:remove"
    assert keys["messenger_edit"] == "m_1:edited:1"
    assert keys["messenger_echo_of_the_inbox"] == "m_7:add"
    (item,) = told(channel, "messenger_message")
    assert item.source == f"facebook:messenger:{NORTHBANK.page_id}"


def test_recommendations_and_mentions_have_keys_of_their_own(channel: FacebookChannel) -> None:
    at_s = int(POSTED_AT.timestamp())
    keys = {name: told(channel, name)[0].item.key for name in ("rating", "rating_edit", "mention")}
    assert keys["rating"] == f"{STORY}:add:{at_s}"
    assert keys["rating_edit"] == f"{STORY}:edit:{at_s + 60}"
    assert keys["mention"] == f"{ELSEWHERE}:add:{at_s}"
    assert told(channel, "mention_remove")[0].item.key == f"{ELSEWHERE}:remove"


def test_a_repeated_delivery_has_the_same_keys(channel: FacebookChannel) -> None:
    for name in situations("facebook"):
        if not name.startswith("found_"):
            first, second = told(channel, name), told(channel, name)
            assert [i.item.key for i in first] == [i.item.key for i in second]
