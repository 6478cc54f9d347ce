"""Reading Facebook when its wire is at its strangest; and what a poll, a recheck and a check find."""

from datetime import timedelta
from typing import Any

import pytest

from bot.channels.channel import Handshakes, Hook, PollFailed
from bot.domain.channels.inbound import Inbound
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook.wire import NOW, POST, channel_of, refusal, throttled
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage, poll_all, read_all


def test_every_read_carries_the_proof_too(script: Scripted) -> None:
    script.answers = [Answer({"data": []})]
    poll_all(channel_of(script), cursor="", now=NOW)
    assert script.asked
    assert all("appsecret_proof" in asked.query for asked in script.asked)


@pytest.mark.parametrize("code", [190, 10, 200, 368, 100])
def test_what_waiting_does_not_mend_needs_a_person(script: Scripted, code: int) -> None:
    script.answers = [refusal(code)]
    with pytest.raises(PollFailed, match="Northbank") as failed:
        poll_all(channel_of(script), cursor="", now=NOW)
    assert failed.value.needs_person


def test_a_throttled_poll_says_when_to_come_back(script: Scripted) -> None:
    script.answers = [throttled(80001, 3)]
    with pytest.raises(PollFailed) as failed:
        poll_all(channel_of(script), cursor="", now=NOW)
    assert failed.value.retry_after_s == 180
    assert not failed.value.needs_person


@pytest.mark.parametrize(
    "answer",
    [
        Answer({}, 500),
        Answer("<html>", 200, {"content-type": "text/html"}),
        Answer("[]", 200),
        Answer({"data": "?"}),
        Answer({"no": "data"}),
        refusal(31337, 400, is_transient=True),
    ],
)
def test_an_answer_that_is_none_fails_the_poll(script: Scripted, answer: Answer) -> None:
    script.answers = [answer]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script, lookback=timedelta(hours=1)), cursor="", now=NOW)


def test_a_page_that_is_told_again_ends_the_look_and_keeps_what_was_read(script: Scripted) -> None:
    post = {"id": POST, "created_time": "2026-11-02T09:59:00+0000"}
    endless = {"data": [post], "paging": {"next": "https://x", "cursors": {"after": "a"}}}
    script.answers = [Answer(endless)]
    page = poll_all(channel_of(script, lookback=timedelta(hours=1)), cursor="", now=NOW)
    assert len(page.items) == 1
    assert [limit.name for limit in page.limits_hit] == ["page_again"]
    assert len(script.asked) == 4  # two lists, each twice


def test_a_failure_on_the_second_page_fails_the_poll(script: Scripted) -> None:
    post = {"id": POST, "created_time": "2026-11-02T09:59:00+0000"}
    first = {"data": [post], "paging": {"next": "https://x", "cursors": {"after": "a"}}}
    script.answers = [Answer(first), refusal(2, 503)]
    with pytest.raises(PollFailed):
        poll_all(channel_of(script), cursor="", now=NOW)
    assert [asked.query.get("after") for asked in script.asked] == [None, "a"]


def test_the_webhook_and_the_poll_tell_the_same_under_the_same_key(facebook: FacebookStage) -> None:
    channel = facebook.channel()
    source = channel.sources()[0]
    cursor = poll_all(channel, cursor="", now=facebook.now()).cursor
    own = facebook.sandbox.facebook.page_post(page="Northbank", text="Our branches open at nine.")
    comment = facebook.sandbox.facebook.comment(parent=own, author="Ana Roth", text="they do not")
    facebook.sandbox.facebook.comment(parent=comment, author="Ben Ode", text="same & here")
    facebook.sandbox.facebook.comment(parent=comment, author="Northbank", text="We are sorry.")
    facebook.post("my card is blocked")
    hooks = facebook.inbox.wait_for(5)
    told = [item for h, body in hooks for item in channel.receive(Hook(headers=h, body=body))]
    found = poll_all(channel, cursor=cursor, now=facebook.now())
    by_hook = {item.item.key: item for item in told}
    assert {item.source for item in told} == {source.name}
    assert {item.key for item in found.items} == set(by_hook) - {
        key for key in by_hook if key.startswith(f"{own}:")
    }
    for item in found.items:
        (one,) = read_all(channel, [item], account=facebook.account)
        (other,) = read_all(channel, [by_hook[item.key].item], account=facebook.account)
        assert one.model_copy(update={"permalink": ""}) == other.model_copy(
            update={"permalink": ""}
        )


def test_comments_on_old_posts_are_found_and_old_comments_are_not(facebook: FacebookStage) -> None:
    own = facebook.sandbox.facebook.page_post(page="Northbank", text="Our branches open at nine.")
    facebook.sandbox.facebook.comment(parent=own, author="Ana Roth", text="an old word")
    facebook.move(30 * 86_400)
    channel = facebook.channel()
    cursor = poll_all(channel, cursor="", now=facebook.now()).cursor
    for number in range(30):
        facebook.move(2)
        facebook.sandbox.facebook.comment(parent=own, author="Ana Roth", text=f"word {number}")
    page = poll_all(channel, cursor=cursor, now=facebook.now())
    read = read_all(channel, page.items, account=facebook.account)
    assert [inbound.text for inbound in read] == [f"word {number}" for number in range(30)]


def test_hiding_and_showing_again_are_told(facebook: FacebookStage) -> None:
    channel = facebook.channel()
    comment = facebook.sandbox.facebook.comment(
        parent=facebook.post("help"), author="Ben Ode", text="rude"
    )
    facebook.sandbox.facebook.hide(comment)
    facebook.move(1)
    facebook.sandbox.facebook.hide(comment, False)
    items = [
        item
        for headers, body in facebook.inbox.wait_for(4)
        for item in channel.receive(Hook(headers=headers, body=body))
    ]
    read = [r for i in items for r in channel.read(source="", account=i.account, body=i.item.body)]
    assert {str(each.happening) for each in read if isinstance(each, Inbound)} == {
        "posted",
        "hidden",
        "unhidden",
    }


def test_a_check_says_when_the_webhook_is_not_subscribed(facebook: FacebookStage) -> None:
    facebook.sandbox.facebook.webhook.subscribed[facebook.account] = []
    missing = [finding for finding in facebook.channel().check() if not finding.ok]
    assert len(missing) == 1
    assert "feed" in missing[0].message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"is_valid": True, "scopes": ["pages_read_engagement"]}, "pages_manage_engagement"),
        ({"is_valid": True, "scopes": [], "expires_at": 1}, "ends in 0 days"),
    ],
)
def test_a_check_sees_what_a_token_lacks(script: Scripted, data: dict[str, Any], word: str) -> None:
    script.answers = [
        Answer({"id": NORTHBANK.page_id, "name": "Northbank"}),
        Answer({"data": data}),
        Answer({"data": [{"subscribed_fields": ["feed"]}]}),
    ]
    findings = channel_of(script).check()
    assert any(word in finding.message and not finding.ok for finding in findings)


def test_a_check_sees_a_token_of_another_page(script: Scripted) -> None:
    script.answers = [Answer({"id": "42", "name": "Other"})]
    (finding,) = channel_of(script).check()
    assert not finding.ok
    assert "Other" in finding.message


def test_facebook_is_a_channel_that_shakes_hands(script: Scripted) -> None:
    assert isinstance(channel_of(script), Handshakes)
