"""What Meta delivers to the bot: signed, escaped, retried, doubled, reordered."""

import hashlib
import hmac
import json
from typing import Any

from bot.sandbox.credentials import FACEBOOK_APP_SECRET, NORTHBANK
from tests.sandbox.serving import Inbox, Running


def values(deliveries: list[tuple[dict[str, str], bytes]]) -> list[dict[str, Any]]:
    entries = [json.loads(body)["entry"][0] for _, body in deliveries]
    return [entry["changes"][0]["value"] for entry in entries]


def test_a_delivery_is_signed_over_its_escaped_bytes(bot: Inbox, running: Running) -> None:
    running.sandbox.facebook.visitor_post(page="Northbank", author="Zoë", text="Café fermé 1/2")

    headers, body = bot.wait_for(1)[0]

    expected = hmac.new(FACEBOOK_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["x-hub-signature-256"] == f"sha256={expected}"
    assert b"Caf\\u00e9 ferm\\u00e9 1\\/2" in body
    assert values(bot.received)[0]["message"] == "Café fermé 1/2"


def test_a_life_of_a_comment_is_told_verb_by_verb(bot: Inbox, running: Running) -> None:
    people = running.sandbox.facebook
    post = people.visitor_post(page="Northbank", author="Ana", text="one")
    comment = people.comment(parent=post, author="Bo", text="two")
    people.edit(comment, "three")
    people.hide(comment)
    people.hide(comment, False)
    people.remove(comment)

    told = values(bot.wait_for(6))

    assert [(value["item"], value["verb"]) for value in told] == [
        ("post", "add"),
        ("comment", "add"),
        ("comment", "edited"),
        ("comment", "hide"),
        ("comment", "unhide"),
        ("comment", "remove"),
    ]
    assert told[1]["comment_id"] == comment
    assert (told[1]["parent_id"], told[1]["post_id"]) == (post, post)
    assert told[2]["message"] == "three"
    assert "message" not in told[5]


def test_the_pages_own_comment_comes_back(bot: Inbox, running: Running, graph: Any) -> None:
    post = running.sandbox.facebook.visitor_post(page="Northbank", author="Ana", text="one")
    made = graph.put_comment(post, "We are on it.")["id"]

    own = values(bot.wait_for(2))[1]

    assert (own["comment_id"], own["from"]["id"]) == (made, NORTHBANK.page_id)


def test_a_failed_delivery_is_tried_again(bot: Inbox, running: Running) -> None:
    bot.statuses.extend([503, 500])
    running.sandbox.facebook.visitor_post(page="Northbank", author="Ana", text="one")

    bodies = [body for _, body in bot.wait_for(3)]

    assert len(set(bodies)) == 1


def test_a_delivery_can_be_doubled_lost_and_overtaken(bot: Inbox, running: Running) -> None:
    people, faults = running.sandbox.facebook, running.sandbox.faults
    for kind in ("duplicate", "lost", "reorder"):
        faults.add(platform="facebook", operation="webhook", kind=kind, seconds=0.3)
    for text in ("doubled", "lost", "overtaken", "on time"):
        people.visitor_post(page="Northbank", author="Ana", text=text)

    told = [value["message"] for value in values(bot.wait_for(4))]

    assert told == ["doubled", "doubled", "on time", "overtaken"]


def test_a_page_without_a_subscription_is_not_told(
    bot: Inbox, running: Running, graph: Any
) -> None:
    graph.request(f"v26.0/{NORTHBANK.page_id}/subscribed_apps", method="DELETE")
    running.sandbox.facebook.visitor_post(page="Northbank", author="Ana", text="unheard")
    running.sandbox.facebook.visitor_post(page="Harbour", author="Ana", text="heard")

    assert [value["message"] for value in values(bot.wait_for(1))] == ["heard"]


def test_a_message_comes_as_messaging(bot: Inbox, running: Running) -> None:
    running.sandbox.facebook.message(page="Northbank", author="Ana", text="psst")

    event = json.loads(bot.wait_for(1)[0][1])["entry"][0]["messaging"][0]

    assert event["recipient"] == {"id": NORTHBANK.page_id}
    assert event["message"]["text"] == "psst"
