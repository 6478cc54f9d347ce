"""Times that a platform tells wrongly: a cursor, a reset years off, a post from the future."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.channel import PollFailed
from bot.channels.facebook import FacebookChannel
from bot.channels.reached import reached
from bot.channels.x import XChannel, ids
from bot.domain.channels.inbound import Inbound
from bot.outbox.outcome import TryLater
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook import wire as facebook_wire
from tests.channels.looks import PAGE, named
from tests.channels.scripted import Answer, Scripted
from tests.channels.stage import FacebookStage, XStage, parcel, poll_all, x_keys
from tests.channels.x import wire as x_wire
from tests.channels.x.wire import NOW, problem


@pytest.mark.parametrize("told", ["", "x", "{", "[]", '{"at": {}}', '{"at": "5", "left": 7}'])
def test_a_cursor_that_cannot_be_read_is_none_or_has_nothing_left(told: str) -> None:
    found = reached(told)
    assert found is None or found.left == ()


@pytest.mark.parametrize("reset", ["9999999999", "1e12", "nan", "-5", str(2**40)])
def test_a_reset_years_off_or_in_milliseconds_is_waited_for_a_window_at_most(
    script: Scripted, reset: str
) -> None:
    script.answers = [problem(429, "Too Many Requests", **{"x-rate-limit-reset": reset})]
    channel = x_wire.channel_of(script)
    with pytest.raises(PollFailed) as failed:
        poll_all(channel, cursor="", now=NOW)
    assert failed.value.retry_after_s is not None
    assert 0 < failed.value.retry_after_s <= 900
    outcome = channel.send(parcel(XStage.__new__(XStage), "5", "Sorry."))
    assert isinstance(outcome, TryLater)
    assert 0 < outcome.after_s <= 900


def test_a_reset_in_milliseconds_is_the_same_as_in_seconds(script: Scripted) -> None:
    reset = str(int((time.time() + 300) * 1000))
    script.answers = [problem(429, "Too Many Requests", **{"x-rate-limit-reset": reset})]
    with pytest.raises(PollFailed) as failed:
        poll_all(x_wire.channel_of(script), cursor="", now=NOW)
    assert failed.value.retry_after_s is not None
    assert 280 <= failed.value.retry_after_s <= 300


def test_a_used_up_window_that_ends_years_off_rests_a_window_at_most(script: Scripted) -> None:
    headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "9999999999"}
    headers["content-type"] = "application/json"
    script.answers = [Answer({"meta": {"result_count": 0}}, 200, headers)]
    assert poll_all(x_wire.channel_of(script), cursor="", now=NOW).rest_s == 900


def test_facebooks_wish_is_an_hour_at_most(script: Scripted) -> None:
    script.answers = [facebook_wire.throttled(80001, 10**9)]
    channel = facebook_wire.channel_of(script)
    with pytest.raises(PollFailed) as failed:
        poll_all(channel, cursor="", now=NOW)
    assert failed.value.retry_after_s == 3600
    outcome = channel.send(parcel(FacebookStage.__new__(FacebookStage), facebook_wire.POST, "Hi."))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s == 3600


def test_a_post_from_the_future_moves_no_cursor_beyond_now(script: Scripted) -> None:
    future = str(ids.id_at(NOW + timedelta(days=900)))
    post = {"id": future, "text": "hello", "author_id": "7"}
    script.answers = [Answer({"data": [post], "meta": {}})]
    page = poll_all(x_wire.channel_of(script), cursor="1", now=NOW)
    assert (len(page.items), page.cursor) == (1, str(ids.id_at(NOW)))
    later = poll_all(x_wire.channel_of(script), cursor=future, now=NOW)
    assert int(script.asked[-1].query["since_id"]) <= ids.id_at(NOW)
    assert len(later.items) == 1


@pytest.mark.parametrize("edge", ["page", "messenger"])
def test_a_time_to_come_on_facebook_moves_no_cursor_beyond_now(script: Scripted, edge: str) -> None:
    made = {"created_time": "2096-01-01T00:00:00+0000", "updated_time": "2096-01-01T00:00:00+0000"}
    who = {"from": {"id": "61", "name": "Ana Roth"}}
    told = {"id": "m_1", "message": "hello", **made, **who}
    of = {"participants": {"data": [who["from"], {"id": PAGE}]}, "messages": {"data": [told]}}
    script.answers = [Answer({"data": [told | of]})]
    channel: FacebookChannel = facebook_wire.channel_of(script)
    source, at = named(channel, f"facebook:{edge}:{PAGE}"), str(int(NOW.timestamp()) - 60)
    page = channel.poll(source=source, cursor=at, now=NOW)
    assert page.items
    assert int(page.cursor) == int(NOW.timestamp())


def test_what_is_to_come_is_taken_for_now_and_the_order_of_clocks_apart_stays() -> None:
    body = json.dumps({"post": _post(NOW + timedelta(days=900))}).encode()
    (found,) = XChannel(accounts=[x_keys(NORTHBANK)]).read(
        source="x", account=NORTHBANK.x_id, body=body
    )
    assert isinstance(found, Inbound)
    assert found.by(NOW).at == NOW
    soon = found.model_copy(update={"at": NOW + timedelta(seconds=30)})
    assert soon.by(NOW) is soon


def _post(at: Any) -> dict[str, str]:
    return {"id": "2117183544357814272", "text": "hello", "created_at": at.isoformat()}
