"""Only what Meta signed is believed, and the handshake answers our word alone."""

import json

import pytest

from bot.channels.channel import BadSignature, Hook
from bot.channels.facebook import FacebookChannel
from bot.channels.facebook.signature import challenge
from bot.domain.channels.inbound import Unreadable
from bot.sandbox import credentials
from bot.sandbox.credentials import NORTHBANK
from tests.channels.facebook.reading.hooks import signed
from tests.channels.stage import page_keys


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


def test_without_a_word_of_ours_nobody_completes_the_handshake() -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "17"}
    with pytest.raises(BadSignature):
        challenge(query, verify_token="")
