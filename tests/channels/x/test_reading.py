"""X's posts in every combination that its documentation or its wire is known to give."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.x import XChannel
from bot.channels.x.polling import split
from bot.domain.channels.inbound import Happening, Inbound
from bot.sandbox.credentials import HARBOUR, NORTHBANK
from tests.channels.payloads import payload, situations
from tests.channels.stage import x_keys

PLAIN: dict[str, Any] = {
    "happening": Happening.POSTED,
    "is_ours": False,
    "is_repost": False,
    "answerable": True,
    "parent_external_id": None,
    "text": "@NorthbankHelp my card is blocked since Monday",
    "attachments": (),
    "language": "en",
    "at": datetime(2026, 11, 2, 9, 14, 27, tzinfo=UTC),
}


def read(name: str) -> Inbound:
    """The one post of a situation."""
    channel = XChannel(accounts=[x_keys(NORTHBANK), x_keys(HARBOUR)])
    ((_, item),) = split(payload(f"x/{name}"))
    (found,) = channel.read(source="x:mentions", account=NORTHBANK.x_id, body=item.body)
    assert isinstance(found, Inbound)
    return found


def post_id(name: str) -> str:
    return str(payload(f"x/{name}")["data"][0]["id"])


LONG = "@NorthbankHelp " + "I have called nine times. " * 14 + "Nobody rings back."
EXPECTED: dict[str, dict[str, Any]] = {
    "mention_old_spelling": {},
    "mention_new_spelling": {},
    "edit_history_of_one_empty_string": {},
    "long_old_spelling": {"text": LONG},
    "long_new_spelling": {"text": LONG},
    "both_spellings": {"happening": Happening.EDITED, "text": "@NorthbankHelp the new one"},
    "retweet_old_spelling": {
        "is_repost": True,
        "text": "RT @ben_ode: @NorthbankHelp is down again",
    },
    "repost_new_spelling": {
        "is_repost": True,
        "text": "RT @ben_ode: @NorthbankHelp is down again",
    },
    "language_unknown": {"language": ""},
    "arabic": {"language": "ar", "text": "@NorthbankHelp بطاقتي لا تعمل منذ يومين"},
    "does_not_name_us": {"answerable": False, "text": "@ben_ode Northbank is the worst"},
    "named_beyond_the_cut": {"text": "@ben_ode they are @NorthbankHelp"},
    "author_not_included": {},
    "author_not_told": {},
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_post_is_understood(name: str) -> None:
    found = read(name)
    expected = PLAIN | EXPECTED[name]
    assert {field: getattr(found, field) for field in expected} == expected


@pytest.mark.parametrize("name", [name for name in situations("x") if name != "nothing_new"])
def test_every_situation_can_be_read_and_names_its_post(name: str) -> None:
    found = read(name)
    assert found.version_id == post_id(name)
    assert found.permalink.endswith(f"/status/{post_id(name)}")


def test_an_edit_goes_by_the_chains_first_id_and_the_new_ids_time() -> None:
    found = read("edited")
    assert found.happening == Happening.EDITED
    assert found.external_id == post_id("mention_old_spelling")
    assert found.version_id == post_id("edited") != found.external_id
    assert found.at == datetime(2026, 11, 2, 9, 18, 27, tzinfo=UTC)
    assert found.posted_at == datetime(2026, 11, 2, 9, 14, 27, tzinfo=UTC)


def test_the_author_is_named_from_what_came_with_the_post() -> None:
    author = read("mention_old_spelling").author
    assert author is not None
    assert (author.external_id, author.handle, author.name) == ("2002002001", "anaroth", "Ana Roth")
    assert read("mention_old_spelling").permalink.startswith("https://x.com/anaroth/status/")


def test_an_author_who_did_not_come_along_is_known_by_id() -> None:
    author = read("author_not_included").author
    assert author is not None
    assert (author.external_id, author.handle) == ("2002002001", "")
    assert read("author_not_included").permalink.startswith("https://x.com/i/status/")


def test_a_post_without_any_author_is_nobodys() -> None:
    assert read("author_not_told").author is None
    assert not read("author_not_told").is_ours


def test_a_quote_without_words_of_its_own_is_a_repost_and_one_with_words_is_not() -> None:
    assert read("quote_without_words").is_repost
    assert not read("quote_of_ours_with_words").is_repost


def test_who_quotes_a_post_of_ours_may_be_answered() -> None:
    assert read("quote_of_ours_with_words").answerable


def test_a_reply_knows_its_parent_and_its_conversation() -> None:
    for name in ("reply_in_a_conversation", "parent_is_gone"):
        found = read(name)
        assert found.parent_external_id == found.conversation != found.external_id


def test_our_own_answer_is_known_by_its_author() -> None:
    assert read("own_answer").is_ours


def test_links_signs_and_pictures_are_as_the_author_made_them() -> None:
    found = read("links_pictures_and_signs")
    fees = "https://www.northbank.example/fees?a=1"
    assert found.text == f"@NorthbankHelp fees & charges <again> {fees}"
    assert found.attachments == (
        {"type": "photo", "url": "https://pbs.twimg.example/1.jpg", "description": "a bill"},
        {"type": "video", "url": "https://pbs.twimg.example/2.jpg", "description": ""},
    )


def test_an_item_holds_its_post_as_x_sent_it() -> None:
    ((_, item),) = split(payload("x/mention_old_spelling"))
    assert b'"edit_history_tweet_ids"' in item.body
    assert item.key == f"{post_id('mention_old_spelling')}:posted"


def test_an_answer_with_nothing_new_has_no_items() -> None:
    assert split(payload("x/nothing_new")) == []


def test_an_account_that_is_not_ours_is_of_no_use() -> None:
    channel = XChannel(accounts=[x_keys(NORTHBANK)])
    (found,) = channel.read(source="x:mentions", account="42", body=b"")
    assert not isinstance(found, Inbound)
