"""An item fails alone, and an optional part fails alone: nothing strange costs a neighbour, or a source."""

import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.channel import Channel, Hook, HookItem
from bot.channels.facebook import FacebookChannel
from bot.channels.outside import DEEPEST, bounded, key, moment
from bot.channels.x import XChannel
from bot.channels.x.polling import split
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed, Unreadable
from bot.sandbox import credentials
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook.wire import NOW
from tests.channels.facebook.wire import channel_of as facebook_of
from tests.channels.payloads import payload, situations
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import page_keys, poll_all, x_keys
from tests.channels.strange import NESTED, changed, mutated, places, written
from tests.channels.x.wire import channel_of as x_of

FACEBOOK = FacebookChannel(
    pages=[page_keys(NORTHBANK)],
    app_secret=credentials.FACEBOOK_APP_SECRET,
    verify_token=credentials.FACEBOOK_VERIFY_TOKEN,
)
X = XChannel(accounts=[x_keys(NORTHBANK)])
TOLD = [name for name in situations("facebook") if not name.startswith("found_")]
GOOD = payload("facebook/comment_add")["entry"][0]
POSTS = [name for name in situations("x") if name != "nothing_new"]
DEEP = "[" * NESTED + "]" * NESTED
WORDS = "my card is blocked & nobody answers"

# Parts that a post can do without, and the payload they stand in.
OPTIONAL_OF_FACEBOOK = {
    "comment_add": ["from", "parent_id", "post", "post_id", "created_time"],
    "comment_add_with_a_video": ["video", "photo", "photos", "link"],
    "visitor_photos_add": ["photos", "link", "photo", "published", "from"],
}
OPTIONAL_OF_X = [
    "entities", "referenced_tweets", "created_at", "attachments", "lang", "conversation_id",
    "edit_history_tweet_ids", "note_tweet", "author_id", "in_reply_to_user_id",
]  # fmt: skip
STRANGE = [5, "x", [], {}, [5], {"a": 1}, True, [[]], {"id": {}}, 10**20, "9" * 20]


def hook(body: bytes) -> Hook:
    secret = credentials.FACEBOOK_APP_SECRET.encode()
    signed = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return Hook(headers={"x-hub-signature-256": f"sha256={signed}"}, body=body)


def received(delivery: Any) -> list[HookItem]:
    return list(FACEBOOK.receive(hook(written(json.dumps(delivery)))))


def read(channel: Channel, account: str, body: bytes) -> Inbound | Introduced | NotUsed | None:
    """What an item means; None when it is kept for a person to look at."""
    reason = ""
    try:
        (found,) = channel.read(source="any", account=account, body=body)
    except Unreadable as error:
        found, reason = None, str(error)
    assert WORDS not in reason
    return found


def is_good(item: HookItem) -> bool:
    found = read(FACEBOOK, item.account, item.item.body)
    return isinstance(found, Inbound) and found.text == WORDS


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(TOLD))
def test_a_delivery_with_anything_strange_in_it_keeps_its_good_neighbours(
    data: st.DataObject, name: str
) -> None:
    strange = data.draw(mutated(payload(f"facebook/{name}")["entry"]))
    others = strange if isinstance(strange, list) else [strange]
    items = received({"object": "page", "entry": [*others, GOOD]})
    assert is_good(items[-1])
    for item in items:
        item.item.key.encode()
        item.source.encode()
        assert len(item.item.key) < 300
        assert len(item.source) < 300
        assert "\x00" not in item.item.key + item.source + item.account
        read(FACEBOOK, item.account, item.item.body)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), name=st.sampled_from(TOLD))
def test_a_strange_change_keeps_the_good_one_of_the_same_entry(
    data: st.DataObject, name: str
) -> None:
    changes = payload(f"facebook/{name}")["entry"][0].get("changes")
    strange = data.draw(mutated(changes or [{"field": "feed"}]))
    entry = GOOD | {"changes": [*(strange if isinstance(strange, list) else [strange])]}
    entry["changes"] += GOOD["changes"]
    assert is_good(received({"object": "page", "entry": [entry]})[-1])


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(POSTS))
def test_a_page_of_x_with_anything_strange_in_it_keeps_the_good_posts(
    data: st.DataObject, name: str
) -> None:
    page = payload(f"x/{name}")
    good = payload("x/mention_old_spelling")["data"][0] | {"id": "2117183544357814273"}
    strange = data.draw(mutated({k: v for k, v in page.items() if k in {"data", "includes"}}))
    told = strange.get("data")
    answer = strange | {"data": [*(told if isinstance(told, list) else [told]), good]}
    items = [item for _, item in split(json.loads(bounded(written(json.dumps(answer)))))]
    found = [read(X, NORTHBANK.x_id, item.body) for item in items]
    assert isinstance(found[-1], Inbound)
    assert found[-1].external_id in {good["id"], good["edit_history_tweet_ids"][0]}
    assert all("\x00" not in item.key and item.key.encode() for item in items)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_strange_private_message_of_x_breaks_nothing(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([n for n in situations("x_direct") if n != "nothing_new"]))
    strange = data.draw(mutated(payload(f"x_direct/{name}")))
    told = strange.get("data")
    answer = strange | {"data": told if isinstance(told, list) else [told]}
    for _, item in split(json.loads(bounded(written(json.dumps(answer)))), "dm"):
        read(X, NORTHBANK.x_id, item.body)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_polling_found_breaks_nothing(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([n for n in situations("facebook") if n.startswith("found_")]))
    strange = data.draw(mutated(payload(f"facebook/{name}")))
    read(FACEBOOK, NORTHBANK.page_id, written(json.dumps(strange)))


@pytest.mark.parametrize(
    ("name", "part"), [(n, part) for n, each in OPTIONAL_OF_FACEBOOK.items() for part in each]
)
def test_an_optional_part_of_facebook_costs_itself_and_not_the_words(name: str, part: str) -> None:
    delivery = payload(f"facebook/{name}")
    way = ("entry", 0, "changes", 0, "value", part)
    for strange in STRANGE:
        (item,) = received(changed(delivery, way, strange))
        found = read(FACEBOOK, item.account, item.item.body)
        assert isinstance(found, Inbound), strange
        assert found.text == WORDS


@pytest.mark.parametrize("part", ["reply_to", "payload", "attachments", "app_id", "is_unsupported"])
def test_an_optional_part_of_messenger_costs_itself_and_not_the_words(part: str) -> None:
    delivery = payload("facebook/messenger_message")
    for strange in STRANGE:
        (item,) = received(
            changed(delivery, ("entry", 0, "messaging", 0, "message", part), strange)
        )
        found = read(FACEBOOK, item.account, item.item.body)
        assert isinstance(found, Inbound), strange
        assert found.text == WORDS


@pytest.mark.parametrize("part", OPTIONAL_OF_X)
def test_an_optional_part_of_x_costs_itself_and_not_the_words(part: str) -> None:
    answer = payload("x/mention_old_spelling")
    for strange in STRANGE:
        ((_, item),) = split(changed(answer, ("data", 0, part), strange))
        found = read(X, NORTHBANK.x_id, item.body)
        assert isinstance(found, Inbound), strange
        assert found.text == "@NorthbankHelp my card is blocked since Monday"


@pytest.mark.parametrize("strange", [5.5, True, [], {}, ["words"], {"text": "words"}])
def test_words_that_are_no_text_are_kept_for_a_person(strange: Any) -> None:
    ((_, item),) = split(changed(payload("x/mention_old_spelling"), ("data", 0, "text"), strange))
    assert read(X, NORTHBANK.x_id, item.body) is None
    way = ("entry", 0, "changes", 0, "value", "message")
    (told,) = received(changed(payload("facebook/comment_add"), way, strange))
    assert read(FACEBOOK, told.account, told.item.body) is None


def test_a_part_nested_thousands_deep_costs_that_part_alone() -> None:
    text = json.dumps({"object": "page", "entry": [GOOD, GOOD | {"id": 1}]})
    deep = text.replace('"item": "comment"', f'"item": "comment", "photos": {DEEP}', 1)
    first, second = FACEBOOK.receive(hook(deep.encode()))
    assert is_good(first)
    assert second.account == "1"


@pytest.mark.parametrize("author", [{"id": 7}, ["7"], 7.5, None])
def test_an_author_that_is_no_plain_value_stops_no_source(script: Scripted, author: Any) -> None:
    answer = payload("x/mention_old_spelling")
    odd = changed(answer, ("data", 0, "author_id"), author)
    odd = changed(odd, ("data", 0, "referenced_tweets"), [{"type": "replied_to", "id": {"a": 1}}])
    odd["data"] += [answer["data"][0] | {"id": "2117183544357814273"}]
    script.answers = [Answer(odd)]
    page = poll_all(x_of(script), cursor="1", now=NOW)
    found = [read(X, NORTHBANK.x_id, item.body) for item in page.items]
    assert [f.author is None for f in found if isinstance(f, Inbound)] == [True, False]


def test_a_post_without_a_usable_id_is_kept_and_the_others_are_read(script: Scripted) -> None:
    answer = payload("x/mention_old_spelling")
    answer["data"] = [*answer["data"], {"text": "no id"}, "?", {"id": "²"}, {"id": "9" * 20}]
    script.answers = [Answer(answer)]
    page = poll_all(x_of(script), cursor="1", now=NOW)
    found = [read(X, NORTHBANK.x_id, item.body) for item in page.items]
    assert [each is None for each in found] == [True] * 4 + [False]
    again = poll_all(x_of(script), cursor=page.cursor, now=NOW)
    assert {item.key for item in again.items} == {item.key for item in page.items}


def test_a_page_of_x_nested_thousands_deep_is_read(script: Scripted) -> None:
    text = json.dumps(payload("x/mention_old_spelling"))
    body = text.replace('"lang": "en"', f'"lang": {DEEP}').encode()
    script.answers = [Answer(body)]
    page = poll_all(x_of(script), cursor="1", now=NOW)
    assert isinstance(read(X, NORTHBANK.x_id, page.items[0].body), Inbound)


def test_strange_things_in_a_feed_are_kept_and_the_others_are_read(script: Scripted) -> None:
    time = {"created_time": "2026-11-02T09:59:00+0000"}
    person = {"from": {"id": "7", "name": "Ana Roth"}}
    good = {"id": f"{NORTHBANK.page_id}_11", "message": WORDS, **time, **person}
    comments = {"data": [{"id": "11_1", "message": "no time", **person}, {"id": "11_2", **time}]}
    odd = ["?", {"id": {}}, {**time}, {"id": f"{NORTHBANK.page_id}_12", "message": "no time"}]
    text = json.dumps({"data": [good | {"comments": comments}, *odd]})
    body = text.replace('"message": "no time"', f'"message": "no time", "attachments": {DEEP}')
    script.answers = [Answer(body), Answer({"data": []})]
    page = poll_all(facebook_of(script, lookback=timedelta(hours=1)), cursor="", now=NOW)
    found = [read(FACEBOOK, NORTHBANK.page_id, item.body) for item in page.items]
    told = [each.text for each in found if isinstance(each, Inbound)]
    assert sorted(told) == ["", WORDS]
    assert len(page.items) == 7
    script.answers = [Answer(body), Answer({"data": []})]
    again = poll_all(facebook_of(script), cursor=page.cursor, now=NOW)
    assert {item.key for item in again.items} == {item.key for item in page.items}


def test_strange_talks_are_kept_and_the_others_are_read(script: Scripted) -> None:
    now = {"updated_time": "2026-11-02T09:59:00+0000", "created_time": "2026-11-02T09:59:00+0000"}
    person = {"id": "61", "name": "Ana Roth"}
    good = {"id": "m_1", "message": WORDS, "from": person, **now}
    of = {"participants": {"data": [person, {"id": NORTHBANK.page_id}]}}
    nobody = {"participants": "?", "messages": {"data": [good | {"id": "m_2"}]}}
    talks = [
        {"id": "t_1", **of, **now, "messages": {"data": [good, "?", {"id": "m_9", **person}]}},
        {"id": "t_2", **nobody, **now},
        {"id": "t_3", **now},
        "?",
    ]
    script.answers = [Answer({"data": talks})]
    channel = facebook_of(script, lookback=timedelta(hours=1))
    source = next(s for s in channel.sources() if "messenger" in s.name)
    page = channel.poll(source=source, cursor="", now=NOW)
    found = [read(FACEBOOK, NORTHBANK.page_id, item.body) for item in page.items]
    said = [each.external_id for each in found if isinstance(each, Inbound)]
    assert said == ["m_1", "m_2"]
    assert found.count(None) == 3


def test_every_part_of_every_payload_can_go_missing() -> None:
    for name in TOLD:
        whole = payload(f"facebook/{name}")
        for way in places(whole["entry"]):
            for item in received(whole | {"entry": [*changed(whole["entry"], way, None), GOOD]}):
                read(FACEBOOK, item.account, item.item.body)


def test_numbers_and_nesting_are_bounded_and_the_rest_stands() -> None:
    deep = b'{"a": ' + b"[" * (DEEPEST + 5) + b"]" * (DEEPEST + 5) + b', "b": "[[[", "n": '
    found = json.loads(bounded(deep + b"7" * 9000 + b', "c": 5}'))
    assert (found["b"], found["n"], found["c"]) == ("[[[", None, 5)


@pytest.mark.parametrize(
    "told", [None, True, 5.5, "", "soon", "9" * 20, 10**30, -5, {}, [], "0000-00-00", "\ud83d"]
)
def test_what_is_no_time_is_none(told: Any) -> None:
    assert moment(told) is None


def test_a_key_is_short_and_can_be_stored() -> None:
    assert key("1_2", "add", 5) == "1_2:add:5"
    assert len(key("x" * 5000, "add", 5)) < 60
    assert "\x00" not in key("a\x00b", "add", 1)
    assert key({"a": 1}, "add", 1) == key({"a": 1}, "add", 1) != key({"a": 2}, "add", 1)


@pytest.mark.parametrize("body", [b'["' + b'\\"' * 300_000, b"[" * 70 + b"1" * 300_000, b'"' * 3])
def test_a_body_without_an_end_costs_no_more_than_its_length(body: bytes) -> None:
    assert bounded(body) in {body, bounded(bounded(body))}
