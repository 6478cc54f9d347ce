"""Graph's reads and writes, through facebook-sdk."""

import hashlib
import hmac
import json
from typing import Any

import facebook
import pytest
import requests

from bot.sandbox.credentials import FACEBOOK_APP_SECRET, HARBOUR, NORTHBANK
from tests.sandbox.serving import Running

FIELDS = "id,message,from,parent{id},created_time,is_hidden,can_reply_privately,permalink_url"


@pytest.fixture
def post(running: Running) -> str:
    return running.sandbox.facebook.visitor_post(
        page="Northbank", author="Ana Roth", text="My card is gone"
    )


def code(refused: pytest.ExceptionInfo[Any]) -> tuple[int, int | None]:
    error = refused.value.result["error"]
    return error["code"], error.get("error_subcode")


def test_the_page_of_the_token_is_told(graph: Any) -> None:
    assert graph.get_object("me") == {"id": NORTHBANK.page_id, "name": "Northbank"}
    assert graph.get_version() == "26.0"


def test_old_versions_are_answered_like_the_oldest(graph: Any) -> None:
    graph.version = "v20.0"
    assert graph.get_version() == "21.0"


def test_the_feed_has_visitors_posts(graph: Any, running: Running, post: str) -> None:
    running.sandbox.facebook.visitor_post(page="Harbour", author="Bo", text="elsewhere")

    feed = graph.get_connections(NORTHBANK.page_id, "feed", fields="id,message,from")["data"]

    assert [(p["id"], p["message"], p["from"]["name"]) for p in feed] == [
        (post, "My card is gone", "Ana Roth")
    ]
    assert graph.get_connections(NORTHBANK.page_id, "visitor_posts")["data"][0]["id"] == post


def test_an_answer_is_a_comment_of_the_page(graph: Any, running: Running, post: str) -> None:
    made = graph.put_comment(post, "We are on it. Café?")["id"]

    comments = graph.get_connections(post, "comments", fields=FIELDS, filter="stream")["data"]

    assert [(c["id"], c["message"], c["from"]["id"]) for c in comments] == [
        (made, "We are on it. Café?", NORTHBANK.page_id)
    ]
    assert running.sandbox.facebook.timeline(1)[0]["via"] == "api"


def test_only_stream_has_replies_and_order_can_be_reversed(
    graph: Any, running: Running, post: str
) -> None:
    first = running.sandbox.facebook.comment(parent=post, author="Bo", text="same")
    reply = running.sandbox.facebook.comment(parent=first, author="Ana Roth", text="really?")

    top = graph.get_connections(post, "comments")["data"]
    stream = graph.get_connections(
        post, "comments", filter="stream", order="reverse_chronological", fields=FIELDS
    )["data"]

    assert [c["id"] for c in top] == [first]
    assert [(c["id"], c.get("parent")) for c in stream] == [(reply, {"id": first}), (first, None)]


def test_pages_are_followed_by_cursor(graph: Any, running: Running, post: str) -> None:
    made = [
        running.sandbox.facebook.comment(parent=post, author="Bo", text=str(n)) for n in range(7)
    ]
    found: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = graph.get_connections(post, "comments", limit=3, **after)
        found += [comment["id"] for comment in page["data"]]
        if "next" not in page["paging"]:
            break
        after = {"after": page["paging"]["cursors"]["after"]}

    assert found == made


def test_what_is_gone_is_100_33(graph: Any, running: Running, post: str) -> None:
    running.sandbox.facebook.remove(post)

    with pytest.raises(facebook.GraphAPIError) as refused:
        graph.put_comment(post, "Hello?")
    assert code(refused) == (100, 33)


def test_another_pages_post_cannot_be_answered(graph: Any, running: Running) -> None:
    theirs = running.sandbox.facebook.visitor_post(page="Harbour", author="Bo", text="hi")

    with pytest.raises(facebook.GraphAPIError) as refused:
        graph.put_comment(theirs, "Hello?")
    assert code(refused) == (100, 33)


def test_a_wrong_token_is_190(graph: Any) -> None:
    graph.access_token = "wrong"
    with pytest.raises(facebook.GraphAPIError) as refused:
        graph.get_object("me")
    assert code(refused) == (190, 467)


def test_a_proof_is_checked_when_given(graph: Any) -> None:
    key, token = FACEBOOK_APP_SECRET.encode(), NORTHBANK.page_token.encode()
    proof = hmac.new(key, token, hashlib.sha256).hexdigest()

    assert graph.get_object("me", appsecret_proof=proof)["name"] == "Northbank"
    with pytest.raises(facebook.GraphAPIError, match="appsecret_proof"):
        graph.get_object("me", appsecret_proof="0" * 64)


def test_a_comment_can_be_hidden_and_an_own_one_edited_and_deleted(
    graph: Any, running: Running, post: str
) -> None:
    rude = running.sandbox.facebook.comment(parent=post, author="Bo", text="grr")
    own = graph.put_comment(post, "Helo")["id"]

    assert graph.request(f"v26.0/{rude}", post_args={"is_hidden": "true"}) == {"success": True}
    assert graph.request(f"v26.0/{own}", post_args={"message": "Hello"}) == {"success": True}
    assert graph.get_object(rude, fields="is_hidden")["is_hidden"] is True
    assert graph.get_object(own, fields="message")["message"] == "Hello"
    assert graph.delete_object(own) == {"success": True}
    with pytest.raises(facebook.GraphAPIError):
        graph.get_object(own)


def test_subscriptions_are_told_and_changed(graph: Any) -> None:
    graph.request(f"v26.0/{NORTHBANK.page_id}/subscribed_apps", method="DELETE")
    gone = graph.get_connections(NORTHBANK.page_id, "subscribed_apps")["data"]
    graph.put_object(NORTHBANK.page_id, "subscribed_apps", subscribed_fields="feed")
    back = graph.get_connections(NORTHBANK.page_id, "subscribed_apps")["data"]

    assert gone == []
    assert back[0]["subscribed_fields"] == ["feed"]


def test_a_token_can_be_examined(graph: Any) -> None:
    good = graph.get_object("debug_token", input_token=HARBOUR.page_token)["data"]
    bad = graph.get_object("debug_token", input_token="wrong")["data"]

    assert (good["is_valid"], good["profile_id"]) == (True, HARBOUR.page_id)
    assert bad["is_valid"] is False


def private(target: dict[str, str], text: str) -> dict[str, str]:
    return {"recipient": json.dumps(target), "message": json.dumps({"text": text})}


def test_a_comment_gets_one_private_reply(graph: Any, post: str) -> None:
    sent = graph.put_object(NORTHBANK.page_id, "messages", **private({"post_id": post}, "Hi"))
    assert sent["message_id"].startswith("m_")

    with pytest.raises(facebook.GraphAPIError, match="already replied"):
        graph.put_object(NORTHBANK.page_id, "messages", **private({"post_id": post}, "Again"))


def test_a_private_reply_may_come_for_seven_days(graph: Any, post: str, running: Running) -> None:
    running.sandbox.world.move(7 * 24 * 3600 + 60)
    with pytest.raises(facebook.GraphAPIError, match="older than 7 days"):
        graph.put_object(NORTHBANK.page_id, "messages", **private({"post_id": post}, "Late"))


def test_the_messenger_window_closes_after_24_hours(graph: Any, running: Running) -> None:
    running.sandbox.facebook.message(page="Northbank", author="Ana Roth", text="hello")
    talks = graph.get_connections(NORTHBANK.page_id, "conversations")["data"]
    person = {"id": talks[0]["participants"]["data"][0]["id"]}
    graph.put_object(NORTHBANK.page_id, "messages", **private(person, "Hi Ana"))

    running.sandbox.world.move(25 * 3600)

    with pytest.raises(facebook.GraphAPIError) as refused:
        graph.put_object(NORTHBANK.page_id, "messages", **private(person, "Too late"))
    assert code(refused) == (10, 2018278)


@pytest.mark.parametrize(
    ("kind", "expected"), [("190", 190), ("429", 80001), ("500", 1), ("368", 368), ("506", 506)]
)
def test_faults_speak_graphs_codes(graph: Any, running: Running, kind: str, expected: int) -> None:
    running.sandbox.faults.add(platform="facebook", kind=kind, seconds=120)
    with pytest.raises(facebook.GraphAPIError) as refused:
        graph.get_object("me")
    assert code(refused)[0] == expected


def test_a_throttled_page_is_told_for_how_many_minutes(graph: Any, running: Running) -> None:
    running.sandbox.faults.add(platform="facebook", kind="429", seconds=300)
    answer = graph.session.get("https://graph.facebook.com/v26.0/me")

    usage = json.loads(answer.headers["x-business-use-case-usage"])
    assert usage[NORTHBANK.page_id][0]["estimated_time_to_regain_access"] == 5


def test_what_is_not_simulated_says_so(graph: Any, running: Running) -> None:
    with pytest.raises(facebook.GraphAPIError, match="does not know"):
        graph.get_connections(NORTHBANK.page_id, "insights")
    for path in ("/x/2/lists", "/nowhere"):
        assert requests.get(running.address + path, timeout=5).status_code == 501


def test_a_late_comment_is_there_but_not_seen_yet(graph: Any, running: Running, post: str) -> None:
    running.sandbox.faults.add(
        platform="facebook", operation="POST /:id/comments", kind="late", seconds=90
    )
    made = graph.put_comment(post, "We are on it.")["id"]
    before = graph.get_connections(post, "comments", filter="stream")["data"]
    running.sandbox.world.move(91)

    assert before == []
    assert graph.get_connections(post, "comments", filter="stream")["data"][0]["id"] == made


def test_a_cut_connection_may_have_published_the_comment(
    graph: Any, running: Running, post: str
) -> None:
    running.sandbox.faults.add(platform="facebook", kind="reset_after")

    with pytest.raises(requests.ConnectionError):
        graph.put_comment(post, "We are on it.")

    calls = running.sandbox.facebook.snapshot()["calls"]
    assert calls["POST /:id/comments"] == {"received": 1, "accepted": 1}
