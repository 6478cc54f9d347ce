"""X's reads, through tweepy."""

from typing import Any

import pytest
import requests
import tweepy

from bot.sandbox.credentials import HARBOUR, NORTHBANK
from tests.sandbox.conftest import x_client
from tests.sandbox.serving import Running

FIELDS = ["created_at", "author_id", "note_tweet", "referenced_tweets", "conversation_id"]


def ids(answer: Any) -> list[str]:
    return [post["id"] for post in answer.get("data", [])]


def test_the_account_of_the_tokens_is_told(x: Any) -> None:
    assert x.get_me()["data"] == {
        "id": NORTHBANK.x_id,
        "name": "Northbank Help",
        "username": "NorthbankHelp",
    }


def test_mentions_come_newest_first_and_only_what_was_asked_for(x: Any, running: Running) -> None:
    first = running.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp one")
    second = running.sandbox.x.post(author="Ana Roth", text="@northbankhelp two")
    running.sandbox.x.post(author="Ana Roth", text="@HarbourCares three")

    answer = x.get_users_mentions(NORTHBANK.x_id)

    assert ids(answer) == [second, first]
    assert set(answer["data"][0]) == {"id", "text", "edit_history_tweet_ids"}
    assert answer["meta"] == {"result_count": 2, "newest_id": second, "oldest_id": first}


def test_no_mentions_means_no_data_at_all(x: Any) -> None:
    assert x.get_users_mentions(NORTHBANK.x_id) == {"meta": {"result_count": 0}}


def test_all_pages_give_every_mention_once(x: Any, running: Running) -> None:
    made = [running.sandbox.x.post(author="Ana", text=f"@NorthbankHelp {n}") for n in range(12)]

    pages = tweepy.Paginator(x.get_users_mentions, NORTHBANK.x_id, max_results=5)

    assert [post_id for page in pages for post_id in ids(page)] == made[::-1]


def test_since_id_leaves_out_what_is_known(x: Any, running: Running) -> None:
    first = running.sandbox.x.post(author="Ana", text="@NorthbankHelp 1")
    second = running.sandbox.x.post(author="Ana", text="@NorthbankHelp 2")

    assert ids(x.get_users_mentions(NORTHBANK.x_id, since_id=first)) == [second]


def test_only_the_latest_800_mentions_are_reachable(x: Any, running: Running) -> None:
    for number in range(810):
        running.sandbox.x.post(author="Ana", text=f"@NorthbankHelp {number}")

    pages = tweepy.Paginator(x.get_users_mentions, NORTHBANK.x_id, max_results=100)

    assert sum(len(ids(page)) for page in pages) == 800


def test_expansions_bring_authors_and_referenced_posts(x: Any, running: Running) -> None:
    root = running.sandbox.x.post(author="Ana Roth", text="@NorthbankHelp my card!")
    running.sandbox.x.post(author="Bo Lind", text="same here", in_reply_to=root)

    answer = x.get_users_mentions(
        NORTHBANK.x_id,
        tweet_fields=FIELDS,
        expansions=["author_id", "referenced_tweets.id"],
        user_fields=["username"],
    )

    reply = answer["data"][0]
    assert reply["text"] == "@AnaRoth @NorthbankHelp same here"
    assert reply["referenced_tweets"] == [{"type": "replied_to", "id": root}]
    assert reply["conversation_id"] == root
    assert reply["created_at"].endswith(".000Z")
    assert [post["id"] for post in answer["includes"]["tweets"]] == [root]
    assert {user["username"] for user in answer["includes"]["users"]} == {"AnaRoth", "BoLind"}


def test_a_long_post_arrives_cut_with_its_whole_text_in_the_note(x: Any, running: Running) -> None:
    words = "@NorthbankHelp " + "very long " * 40
    running.sandbox.x.post(author="Ana", text=words)

    post = x.get_users_mentions(NORTHBANK.x_id, tweet_fields=FIELDS)["data"][0]

    assert len(post["text"]) == 280
    assert post["note_tweet"]["text"] == words


def test_the_new_spelling_refuses_the_old_parameter_and_renames_the_answer(
    x: Any, running: Running
) -> None:
    running.sandbox.x.post(author="Ana", text="@NorthbankHelp " + "long " * 80)
    running.sandbox.x.spelling = "new"

    with pytest.raises(tweepy.BadRequest, match=r"query parameter \[tweet.fields\] is not one of"):
        x.get_users_mentions(NORTHBANK.x_id, tweet_fields=["note_tweet"])
    answer = x.session.get(
        f"https://api.twitter.com/2/users/{NORTHBANK.x_id}/mentions",
        params={"post.fields": "note_post"},
        headers={"Authorization": f"Bearer {x.bearer_token}"},
    ).json()

    assert set(answer["data"][0]) == {"id", "text", "edit_history_post_ids", "note_post"}


def test_an_edit_comes_as_a_new_post_that_lists_its_versions(x: Any, running: Running) -> None:
    first = running.sandbox.x.post(author="Ana", text="@NorthbankHelp teh card")
    second = running.sandbox.x.edit(first, "@NorthbankHelp the card")

    answer = x.get_users_mentions(NORTHBANK.x_id, since_id=first)

    assert ids(answer) == [second]
    assert answer["data"][0]["edit_history_tweet_ids"] == [first, second]


def test_lookup_says_which_posts_are_gone_protected_or_suspended(x: Any, running: Running) -> None:
    people = running.sandbox.x
    stays = people.post(author="Ana", text="@NorthbankHelp here")
    goes = people.post(author="Bo", text="@NorthbankHelp gone")
    hides = people.post(author="Cy", text="@NorthbankHelp hidden")
    banned = people.post(author="Di", text="@NorthbankHelp banned")
    people.delete(goes)
    for changed in ({"author": "Cy", "protected": True}, {"author": "Di", "suspended": True}):
        requests.post(f"{running.address}/control/x/person", json=changed, timeout=5)

    answer = x.get_tweets([stays, goes, hides, banned])

    assert ids(answer) == [stays]
    kinds = {error["resource_id"]: error["type"].rsplit("/", 1)[1] for error in answer["errors"]}
    assert kinds == {
        goes: "resource-not-found",
        hides: "not-authorized-for-resource",
        banned: "resource-not-found",
    }
    titles = {error["resource_id"]: error["title"] for error in answer["errors"]}
    assert titles == {
        goes: "Not Found Error",
        hides: "Authorization Error",
        banned: "Forbidden",
    }
    assert ids(x.get_users_mentions(NORTHBANK.x_id)) == [stays]


def test_search_finds_a_conversation_but_no_reposts(x: Any, running: Running) -> None:
    root = running.sandbox.x.post(author="Ana", text="@NorthbankHelp card swallowed")
    reply = running.sandbox.x.post(author="Bo", text="mine too", in_reply_to=root)
    running.sandbox.x.post(author="Cy", text="", repost_of=root)

    assert ids(x.search_recent_tweets(f"conversation_id:{root}")) == [reply, root]
    assert ids(x.search_recent_tweets("swallowed -is:reply")) == [root]


def test_wrong_keys_and_wrong_signatures_are_refused(running: Running) -> None:
    client = x_client(running.address, HARBOUR)
    client.access_token_secret = "not the secret"
    with pytest.raises(tweepy.Unauthorized):
        client.get_me()
    client.bearer_token = "wrong"
    with pytest.raises(tweepy.Unauthorized):
        client.get_users_mentions(HARBOUR.x_id)
    client.session.close()


def test_while_no_limit_is_enforced_none_is_told_to_run_out(running: Running) -> None:
    limits = running.sandbox.x.limits
    for _ in range(16):
        allowed, headers = limits.spend("GET /2/dm_events", "1001001001")
    assert allowed
    assert headers["x-rate-limit-remaining"] == "15"


def test_the_rate_limit_is_counted_down_and_then_enforced(x: Any, running: Running) -> None:
    running.sandbox.x.limits.enforced = True
    for _ in range(15):
        x.get_direct_message_events()

    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.get_direct_message_events()

    assert refused.value.response.headers["x-rate-limit-limit"] == "15"
    assert refused.value.response.headers["x-rate-limit-remaining"] == "0"
    assert refused.value.reset_time is not None
