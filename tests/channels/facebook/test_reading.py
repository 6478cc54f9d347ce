"""Facebook's changes in every combination of item, verb and missing field that is known to come."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.channel import BadSignature, Hook, HookItem
from bot.channels.facebook import FacebookChannel
from bot.domain.channels.inbound import Happening, Inbound, Introduced, NotUsed, Unreadable
from bot.domain.records.cases.case import Surface
from bot.sandbox import credentials
from bot.sandbox.credentials import HARBOUR, NORTHBANK
from tests.channels.payloads import payload, situations
from tests.channels.stage import page_keys

POST = f"{NORTHBANK.page_id}_900000000000011"
COMMENT = "900000000000011_900000000000021"
REPLY = "900000000000011_900000000000022"
WORDS = "my card is blocked & nobody answers"
CHANGED = "my card is blocked since Monday"
POSTED_AT = datetime(2026, 11, 2, 9, 14, 27, tzinfo=UTC)
PICTURE = {"type": "photo", "url": "https://scontent.example/1.jpg", "description": ""}

PLAIN: dict[str, Any] = {
    "channel": "facebook",
    "account": NORTHBANK.page_id,
    "happening": Happening.POSTED,
    "conversation": POST,
    "is_ours": False,
    "is_repost": False,
    "answerable": True,
    "text": WORDS,
    "attachments": (),
    "at": POSTED_AT,
}
OF_COMMENT = PLAIN | {"external_id": COMMENT, "version_id": COMMENT, "parent_external_id": POST}
OF_POST = PLAIN | {"external_id": POST, "version_id": POST, "parent_external_id": None}
REPLIED = {"external_id": REPLY, "version_id": REPLY, "parent_external_id": COMMENT}


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(POSTED_AT.timestamp() + seconds, UTC)


EDITED = {"happening": Happening.EDITED, "text": CHANGED, "at": at(60)}
REMOVED = {"happening": Happening.REMOVED, "text": "", "at": at(120)}
HIDDEN = {"happening": Happening.HIDDEN, "at": at(90)}
UNHIDDEN = {"happening": Happening.UNHIDDEN, "at": at(95)}

UNDERSTOOD: dict[str, dict[str, Any]] = {
    "comment_add": OF_COMMENT,
    "comment_add_in_milliseconds": OF_COMMENT,
    "comment_add_to_a_comment": OF_COMMENT | REPLIED,
    "comment_add_with_a_picture_and_no_words": OF_COMMENT | {"text": "", "attachments": (PICTURE,)},
    "comment_add_with_a_video": OF_COMMENT
    | {
        "attachments": ({"type": "video", "url": "https://video.example/1.mp4", "description": ""},)
    },
    "comment_add_without_from": OF_COMMENT | {"author": None},
    "comment_add_with_sender_id": OF_COMMENT,
    "comment_add_by_the_page": OF_COMMENT
    | REPLIED
    | {"is_ours": True, "text": "We are sorry, Ana."},
    "comment_edited": OF_COMMENT
    | EDITED
    | {"version_id": f"{COMMENT}@{int(at(60).timestamp())}", "first_at": POSTED_AT},
    "comment_remove": OF_COMMENT | REMOVED,
    "comment_hide": OF_COMMENT | HIDDEN,
    "comment_unhide": OF_COMMENT | UNHIDDEN,
    "visitor_post_add": OF_POST,
    "visitor_post_edited": OF_POST | EDITED | {"version_id": f"{POST}@{int(at(60).timestamp())}"},
    "visitor_post_remove": OF_POST | REMOVED,
    "visitor_post_hide": OF_POST | HIDDEN,
    "visitor_photo_add": OF_POST | {"attachments": (PICTURE,)},
    "visitor_photos_add": OF_POST
    | {"attachments": (PICTURE, PICTURE | {"url": "https://scontent.example/2.jpg"})},
    "visitor_video_add": OF_POST
    | {
        "text": "",
        "attachments": (
            {"type": "video", "url": "https://video.example/1.mp4", "description": ""},
        ),
    },
    "visitor_share_add": OF_POST
    | {
        "attachments": (
            {"type": "link", "url": "https://news.example/northbank", "description": ""},
        )
    },
    "found_comment": OF_COMMENT,
    "found_comment_to_a_comment": OF_COMMENT | REPLIED,
    "found_comment_with_a_picture_and_no_words": OF_COMMENT
    | {"text": "", "attachments": (PICTURE,)},
    "found_comment_without_from": OF_COMMENT | {"author": None},
    "found_visitor_post": OF_POST,
}
MESSAGE = PLAIN | {
    "external_id": "m_1",
    "version_id": "m_1",
    "parent_external_id": None,
    "conversation": "messenger:61",
    "surface": Surface.PRIVATE,
    "recipient": "",
}
OURS = {"is_ours": True, "recipient": "61", "text": "We are sorry, Ana."}


def message(mid: str, **more: Any) -> dict[str, Any]:
    return MESSAGE | {"external_id": mid, "version_id": mid} | more


def attached(kind: str, url: str = "") -> tuple[dict[str, str], ...]:
    return ({"type": kind, "url": url, "description": ""},)


STORY = "900000000000041"
RATING = PLAIN | {
    "external_id": STORY,
    "version_id": STORY,
    "conversation": STORY,
    "parent_external_id": None,
}
ELSEWHERE = "700000000000009_51"
MENTION = RATING | {
    "external_id": ELSEWHERE,
    "version_id": ELSEWHERE,
    "conversation": ELSEWHERE,
}
UNDERSTOOD |= {
    "messenger_message": MESSAGE,
    "messenger_standby": message("m_2", answerable=False),
    "messenger_picture": message("m_3", text="", attachments=attached("image")),
    "messenger_voice": message("m_3", text="", attachments=attached("audio")),
    "messenger_shared_link": message(
        "m_3", attachments=attached("fallback", "https://news.example/northbank")
    ),
    "messenger_unsupported": message("m_4", text="", attachments=attached("unsupported")),
    "messenger_reply_to": message("m_5", parent_external_id="m_1"),
    "messenger_echo_of_our_app": message("m_6", **OURS),
    "messenger_echo_of_the_inbox": message("m_7", **OURS),
    "messenger_echo_standby": message("m_8", **OURS),
    "messenger_unsent": message("m_1", **REMOVED),
    "messenger_edit": message("m_1", **EDITED, version_id="m_1@1"),
    "messenger_postback": message("m_9", text="Get started"),
    "messenger_thumb": message("m_10", text="\N{THUMBS UP SIGN}"),
    "found_message_with_a_thumb": message("m_10", text="\N{THUMBS UP SIGN}"),
    "found_message": MESSAGE,
    "found_message_by_the_page": message("m_7", **OURS),
    "found_message_with_a_picture": message("m_3", text="", attachments=attached("image")),
    "rating": RATING,
    "rating_friendly": RATING | {"text": "Quick and kind"},
    "rating_without_words": RATING | {"text": "(Does not recommend the Page; wrote no words.)"},
    "rating_edit": RATING
    | EDITED
    | {"version_id": f"{STORY}@{int(at(60).timestamp())}", "first_at": POSTED_AT},
    "rating_remove": RATING | REMOVED,
    "rating_remove_with_little_else": RATING | REMOVED,
    "rating_in_capitals_without_words": RATING
    | {"text": "(Does not recommend the Page; wrote no words.)"},
    "rating_edit_that_empties_it": RATING
    | EDITED
    | {
        "text": "(Does not recommend the Page; wrote no words.)",
        "version_id": f"{STORY}@{int(at(60).timestamp())}",
    },
    "rating_comment": RATING
    | {
        "external_id": f"{STORY}_7",
        "version_id": f"{STORY}_7",
        "parent_external_id": STORY,
    },
    "mention": MENTION
    | {
        "answerable": False,
        "text": "(Names the Page in a post that Facebook does not show us. Open it there.)",
    },
    "mention_with_words": MENTION,
    "mention_in_a_comment": MENTION
    | {"external_id": "51_52", "version_id": "51_52", "parent_external_id": ELSEWHERE},
    "mention_remove": MENTION | REMOVED | {"answerable": False},
}
NOT_USED = {
    "comment_edited_without_words": "without words",
    "comment_with_an_unknown_verb": "block",
    "visitor_post_not_published": "not published",
    "page_status_add": "own post",
    "page_photo_add": "own post",
    "event_add": "event",
    "rating_friendly_without_words": "without words",
    "mention_on_the_page": "the feed tells",
    "mention_edited_without_words": "without words",
    "messenger_postback_without_a_title": "button",
    "album_by_the_page": "own post",
    "change_without_a_value": "does not say",
    "messenger_referral": "came from",
    "messenger_optin": "consent",
    "messenger_pass_thread_control": "which app",
    "messenger_take_thread_control": "which app",
    "messenger_request_thread_control": "which app",
    "messenger_app_roles": "which app",
    "messenger_of_another_kind": "another kind",
    "another_page": "not one of our Pages",
}
UNREADABLE = [
    "change_without_an_id",
    "change_without_an_item",
    "change_that_is_no_object",
    "messenger_without_a_mid",
]
NOT_EVEN_KEPT = [
    "reaction_add",
    "like_add",
    "rating_like",
    "messenger_read",
    "messenger_delivery",
    "messenger_reaction",
]
INTRODUCES = ["found_person"]
SEVERAL = ["batch_of_two_pages"]


@pytest.fixture
def channel() -> FacebookChannel:
    return FacebookChannel(
        pages=[page_keys(NORTHBANK), page_keys(HARBOUR)],
        app_secret=credentials.FACEBOOK_APP_SECRET,
        verify_token=credentials.FACEBOOK_VERIFY_TOKEN,
    )


def signed(body: bytes, *, secret: str = credentials.FACEBOOK_APP_SECRET) -> Hook:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Hook(headers={"x-hub-signature-256": f"sha256={digest}"}, body=body)


def told(channel: FacebookChannel, name: str) -> list[HookItem]:
    """The items of a webhook's situation."""
    return list(channel.receive(signed(json.dumps(payload(f"facebook/{name}")).encode())))


def read(channel: FacebookChannel, name: str) -> Inbound | Introduced | NotUsed:
    """The one item of a situation, told or found."""
    if name.startswith("found_"):
        body, account = json.dumps(payload(f"facebook/{name}")).encode(), NORTHBANK.page_id
        (found,) = channel.read(source="facebook", account=account, body=body)
        return found
    (item,) = told(channel, name)
    (found,) = channel.read(source=item.source, account=item.account, body=item.item.body)
    return found


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


def test_a_repeated_delivery_has_the_same_keys(channel: FacebookChannel) -> None:
    for name in situations("facebook"):
        if not name.startswith("found_"):
            first, second = told(channel, name), told(channel, name)
            assert [i.item.key for i in first] == [i.item.key for i in second]


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


def test_a_signature_covers_the_raw_bytes(channel: FacebookChannel) -> None:
    escaped = b'{"object":"page","entry":[{"id":"1","time":1,"changes":[{"field":"\\u00e9\\/"}]}]}'
    assert len(channel.receive(signed(escaped))) == 1
    again = json.dumps(json.loads(escaped), ensure_ascii=False).encode()
    with pytest.raises(BadSignature):
        channel.receive(Hook(headers=signed(escaped).headers, body=again))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-hub-signature-256": ""},
        {"x-hub-signature-256": "sha256="},
        {"x-hub-signature-256": "é"},
        {"x-hub-signature": "sha1=0000"},
        signed(b"{}", secret="another").headers,
    ],
)
def test_a_wrong_signature_is_refused(channel: FacebookChannel, headers: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        channel.receive(Hook(headers=headers, body=b"{}"))


def test_without_an_app_secret_nothing_is_believed() -> None:
    open_door = FacebookChannel(pages=[page_keys(NORTHBANK)], app_secret="", verify_token="")
    with pytest.raises(BadSignature):
        open_door.receive(signed(b"{}", secret=""))


@pytest.mark.parametrize("body", [b"", b"?", b"[]", b"{}", b'{"entry": 5}', b'{"entry": [5]}'])
def test_a_signed_delivery_of_no_known_shape_is_unreadable(
    channel: FacebookChannel, body: bytes
) -> None:
    with pytest.raises(Unreadable):
        channel.receive(signed(body))


def test_the_handshake_gives_the_challenge_back_for_our_word_alone(
    channel: FacebookChannel,
) -> None:
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": credentials.FACEBOOK_VERIFY_TOKEN,
    }
    assert channel.handshake(query) == "1158201444"
    for wrong in ({"hub.verify_token": "é"}, {"hub.mode": "unsubscribe"}, {"hub.verify_token": ""}):
        with pytest.raises(BadSignature):
            channel.handshake(query | wrong)
