"""The recorded situations, each with what is understood of it."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import Surface
from bot.sandbox.credentials import NORTHBANK

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
