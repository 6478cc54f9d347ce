"""A webhook is verified, stored and then acknowledged; what cannot be read is kept, never dropped."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from sqlmodel import select
from starlette.applications import Starlette

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Hook
from bot.inbox import review
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.sandbox.credentials import FACEBOOK_APP_SECRET, FACEBOOK_VERIFY_TOKEN, NORTHBANK
from bot.storage.house import hearing
from handlers.body import LARGEST
from handlers.web.webhooks import endpoints, whole
from handlers.worker.inbox_reader import read_next
from tests.handlers.asking import Answer, ask

PATH = "/webhooks/facebook"


@pytest.fixture
def site(app: App) -> Starlette:
    return Starlette(routes=endpoints.routes(app))


def change(verb: str = "add", item: str = "comment") -> dict[str, Any]:
    value = {
        "item": item,
        "verb": verb,
        "post_id": f"{NORTHBANK.page_id}_1",
        "comment_id": "1_2",
        "parent_id": f"{NORTHBANK.page_id}_1",
        "created_time": 1795255200,
        "message": "my card was swallowed",
        "from": {"id": "500", "name": "Ana Roth"},
    }
    entry = {"id": NORTHBANK.page_id, "time": 1795255201}
    return {"object": "page", "entry": [{**entry, "changes": [{"field": "feed", "value": value}]}]}


def post(site: Starlette, body: bytes, *, secret: str = FACEBOOK_APP_SECRET) -> Answer:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}"}
    return ask(site, "POST", PATH, body=body, headers=headers)


def items(app: App) -> list[ReceivedItem]:
    with app.database.reading() as session:
        return list(session.exec(select(ReceivedItem).order_by("id")).all())


def test_a_signed_comment_is_stored_and_acknowledged(app: App, site: Starlette) -> None:
    assert post(site, json.dumps(change()).encode()).status == 200
    (kept,) = items(app)
    assert (kept.channel, kept.account, kept.state) == (
        "facebook",
        NORTHBANK.page_id,
        ItemState.WAITING,
    )
    assert b"swallowed" not in (kept.sealed_body or b"")


def test_a_repeated_webhook_is_acknowledged_and_stored_once(app: App, site: Starlette) -> None:
    body = json.dumps(change()).encode()
    assert [post(site, body).status for _ in range(3)] == [200, 200, 200]
    assert len(items(app)) == 1


def test_a_webhook_that_tells_something_is_not_silent(app: App, site: Starlette) -> None:
    body = change()
    assert post(site, json.dumps(body).encode()).status == 200
    (kept,) = items(app)
    with app.database.transaction() as session:
        hearing.found_untold(session=session, source=kept.source, now=session.first_now)
    with app.database.reading() as session:
        assert not hearing.is_told(session=session, source=kept.source)
    body["entry"][0]["changes"][0]["value"]["comment_id"] = "1_3"
    assert post(site, json.dumps(body).encode()).status == 200
    with app.database.reading() as session:
        assert hearing.is_told(session=session, source=kept.source)


def test_a_wrong_signature_is_refused_and_nothing_is_kept(app: App, site: Starlette) -> None:
    body = json.dumps(change()).encode()
    assert post(site, body, secret="another").status == 401
    assert ask(site, "POST", PATH, body=body).status == 401
    assert items(app) == []


def test_the_signature_is_over_the_raw_bytes(app: App, site: Starlette) -> None:
    body = json.dumps(change() | {"note": "é"}, separators=(" , ", " : ")).encode()
    assert post(site, body).status == 200


def test_a_reaction_is_acknowledged_and_not_kept(app: App, site: Starlette) -> None:
    assert post(site, json.dumps(change(item="reaction")).encode()).status == 200
    assert items(app) == []


@pytest.mark.parametrize("body", [b"not JSON", b'{"object": "page"}', b"[]", b"\xff\xfe"])
def test_an_unreadable_body_is_acknowledged_and_set_aside(
    app: App, site: Starlette, body: bytes
) -> None:
    assert post(site, body).status == 200
    (kept,) = items(app)
    assert kept.state == ItemState.SET_ASIDE
    assert kept.reason
    assert kept.keep_until is not None


def test_an_unreadable_body_can_be_replayed_and_is_set_aside_again(
    app: App, site: Starlette
) -> None:
    post(site, b"not JSON")
    (kept,) = items(app)
    with app.database.transaction() as session:
        review.replay(session=session, item_id=kept.pk, db_now=app.database.now(session))
    assert read_next(app)
    assert not read_next(app)
    assert items(app)[0].state == ItemState.SET_ASIDE


def test_a_webhook_kept_whole_is_split_when_it_can_be_read(app: App, site: Starlette) -> None:
    body = json.dumps(change(item="reaction")).encode()
    signature = hmac.new(FACEBOOK_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    hook = Hook(headers={"x-hub-signature-256": f"sha256={signature}", "x": "y"}, body=body)
    packed = whole.packed(hook)
    assert whole.unpacked(packed).headers == {"x-hub-signature-256": f"sha256={signature}"}
    keep_whole(app, whole.key_for(hook), packed)
    assert read_next(app)
    assert items(app)[0].state == ItemState.SETTLED


def keep_whole(app: App, key: str, packed: bytes) -> None:
    item = Incoming(source="facebook:webhook", channel="facebook", account="", key=key, body=packed)
    with app.database.transaction() as session:
        now = app.database.now(session)
        store(session=session, items=[item], vault=app.vault, now=clock.now(), db_now=now)


def test_a_body_without_end_is_refused(app: App, site: Starlette) -> None:
    assert ask(site, "POST", PATH, body=b"x" * (LARGEST + 1)).status == 413
    lying = {"content-length": str(LARGEST + 1)}
    assert ask(site, "POST", PATH, body=b"x", headers=lying).status == 413
    assert items(app) == []


@pytest.mark.parametrize("length", ["²", "9" * 5000])
def test_a_strange_length_breaks_nothing(app: App, site: Starlette, length: str) -> None:
    answer = ask(site, "POST", PATH, body=b"x", headers={"content-length": length})
    assert answer.status in {401, 413}
    assert items(app) == []


@pytest.mark.parametrize("kind", ["", "text/html", "application/x-www-form-urlencoded", "é"])
def test_the_signature_counts_and_not_what_the_body_is_called(
    app: App, site: Starlette, kind: str
) -> None:
    body = json.dumps(change()).encode()
    signature = hmac.new(FACEBOOK_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": kind}
    assert ask(site, "POST", PATH, body=body, headers=headers).status == 200
    assert len(items(app)) == 1


def test_a_webhook_sent_again_by_somebody_else_changes_nothing(app: App, site: Starlette) -> None:
    """Facebook's signature has no time in it; that each change is kept once is what holds."""
    body = json.dumps(change()).encode()
    post(site, body)
    (before,) = items(app)
    assert read_next(app)
    (settled,) = items(app)
    assert post(site, body).status == 200
    assert [(i.id, i.state) for i in items(app)] == [(before.id, settled.state)]


def test_the_handshake_answers_the_challenge_as_plain_text(site: Starlette) -> None:
    query = f"hub.mode=subscribe&hub.verify_token={FACEBOOK_VERIFY_TOKEN}&hub.challenge=1158201444"
    answer = ask(site, "GET", f"{PATH}?{query}")
    assert (answer.status, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "query",
    [
        "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
        "hub.mode=subscribe&hub.challenge=1",
        f"hub.mode=other&hub.verify_token={FACEBOOK_VERIFY_TOKEN}&hub.challenge=1",
        "",
    ],
)
def test_the_handshake_refuses_a_wrong_word(site: Starlette, query: str) -> None:
    assert ask(site, "GET", f"{PATH}?{query}").status == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_is_no_webhook_of_an_unknown_channel_or_one_without(
    site: Starlette, method: str
) -> None:
    assert ask(site, method, "/webhooks/pigeon").status == 404
    assert ask(site, method, "/webhooks/x").status == 404


def test_the_platform_is_told_to_repeat_when_nothing_can_be_stored(
    app: App, site: Starlette
) -> None:
    with app.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE received_items RENAME TO gone")
    assert post(site, json.dumps(change()).encode()).status == 503


DEEP = b"[" * 5000 + b"]" * 5000
GOOD = json.dumps(change()["entry"][0]).encode()
STRANGE_ENTRIES = [
    b"5",
    b"null",
    b"[]",
    b"{}",
    DEEP,
    b'{"id": {}, "changes": 7}',
    b'{"id": "\\ud83d", "time": 99999999999999999999, "changes": [{"field": "feed"}]}',
    b'{"id": "1", "changes": [{"field": "feed", "value": {"item": ["x"], "verb": {}}}]}',
    b'{"id": "1", "changes": [{"field": "feed", "value": {"item": "post", "verb": "add",'
    b' "post_id": "a\\u0000b", "created_time": 1e999}}]}',
    b'{"id": "1", "messaging": [{"message": {"mid": {"a": []}}, "timestamp": "?"}, ' + DEEP + b"]}",
    b'{"id": "1", "changes": [{"field": "feed", "value": ' + b"9" * 6000 + b"}]}",
]


@pytest.mark.parametrize("strange", STRANGE_ENTRIES)
def test_whatever_is_signed_is_acknowledged_and_its_good_neighbours_are_kept(
    app: App, site: Starlette, strange: bytes
) -> None:
    body = b'{"object": "page", "entry": [' + strange + b", " + GOOD + b"]}"
    assert post(site, body).status == 200
    while read_next(app):
        pass
    kept = items(app)
    assert [i.state for i in kept if i.key.startswith("1_2:add:")] == [ItemState.SETTLED]
    assert {i.state for i in kept} <= {ItemState.SETTLED, ItemState.NOT_USED, ItemState.SET_ASIDE}
    assert all(i.reason for i in kept if i.state != ItemState.SETTLED)


@pytest.mark.parametrize(
    "body", [DEEP, b'{"entry": ' + DEEP + b"}", b'{"entry": [5]}', b"9" * 9000]
)
def test_what_is_no_delivery_at_all_is_kept_whole(app: App, site: Starlette, body: bytes) -> None:
    assert post(site, body).status == 200
    (kept,) = items(app)
    assert kept.state == ItemState.SET_ASIDE
