"""The kinds of delivery: each has its payload, and a row is read as it was written."""

import json
from typing import Any

import pytest

from bot.domain.records.answers.moderation import Act
from bot.outbox import confirmation_kind, kinds, offer_kind, quality_kind
from bot.outbox.kinds import DeliveryKind, EventPayload, ModerationPayload, ReplyPayload
from bot.outbox.payload import Payload
from bot.slack.sending import drawing

PAYLOADS = {
    made.kind: made
    for made in (
        *vars(kinds).values(),
        *vars(quality_kind).values(),
        *vars(offer_kind).values(),
        *vars(confirmation_kind).values(),
    )
    if isinstance(made, type) and issubclass(made, Payload) and hasattr(made, "kind")
}

# As rows held them before payloads had types.
EARLIER: dict[str, dict[str, Any]] = {
    "slack.headline": {"thread_id": 3},
    "slack.redraw": {"delivery_id": 9, "slack_channel": "C0DUTY"},
    "slack.said": {"thread_id": 3, "message_id": 4, "revision": 1, "what": "edited"},
    "slack.event": {
        "thread_id": 3,
        "template": "merged",
        "case_id": 7,
        "by": "staff:U0AMIRA",
        "slack_user_id": "U0AMIRA",
        "at": "2026-03-06T09:00:00+00:00",
        "other": 8,
        "to_thread": None,
    },
    "slack.handover": {"slack_channel": "U0JONAS", "handovers": [1, 2], "by": "staff:U0AMIRA"},
    "slack.alert": {
        "thread_id": 3,
        "case_id": 7,
        "clock_id": 5,
        "step": "breach",
        "metric": "first_response",
        "slack_user_id": "U0AMIRA",
        "surface": "thread",
    },
    "slack.alert_bundle": {"slack_channel": "C0DUTY", "bundle": "alerts:C0DUTY:0:1"},
    "slack.digest": {"slack_channel": "C0D", "digest": "daily", "period": "p", "report": {"a": 1}},
    "slack.chart": {
        "slack_channel": "C0D",
        "digest": "daily",
        "period": "p",
        "report": {"a": 1},
        "under": "digest:daily:p",
    },
    "slack.notice": {
        "slack_channel": "C0DUTY",
        "text": "x is full",
        "sentence": "{what} is full",
        "values": {"what": "x"},
    },
    "slack.consult": {
        "slack_channel": "C0CARDS",
        "consult_id": 4,
        "what": "question",
    },
    "slack.erase": {"slack_channel": "C0NORTHBANK", "delivery_id": 9},
    "slack.quality": {"slack_channel": "U0TOM", "what": "asked", "round_id": 1},
    "slack.confirmation": {"slack_channel": "U0TOM", "confirmation_id": 1},
    "slack.offer": {"slack_channel": "U0TOM", "offer_id": 1},
    "slack.surge": {"slack_channel": "C0NORTHBANK", "surge_id": 1, "what": "post"},
    "slack.alarm": {"slack_channel": "C0DUTY", "alarm_id": 1, "people": ["U0LENA"]},
    "slack.refusal": {
        "slack_channel": "U0TOM",
        "sentence": "It is resolved.",
        "at": "2026-03-06T09:00:00+00:00",
        "case_id": 7,
    },
    "reply": {
        "channel": "x",
        "account": "111",
        "in_reply_to": "900",
        "text": "Sorry.",
        "surface": "private",
        "reply_id": 2,
        "recipient": "id-ana",
        "private_reply_to": "900",
    },
    "moderation": {
        "channel": "x",
        "account": "111",
        "external_id": "900",
        "act": "remove_answer",
        "case_id": 7,
        "moderation_id": 1,
    },
    "look": {
        "channel": "x",
        "account": "111",
        "external_id": "900",
        "accounts": ["111"],
        "under": ["899"],
        "beside": [],
        "customers": ["4711"],
        "message_id": 3,
    },
}


def test_each_kind_has_a_payload_and_somebody_who_sends_it() -> None:
    assert set(PAYLOADS) == set(DeliveryKind) == set(EARLIER)
    others = {
        DeliveryKind.CHART,
        DeliveryKind.REPLY,
        DeliveryKind.MODERATION,
        DeliveryKind.LOOK,
    }
    assert set(DeliveryKind) - drawing.KINDS == others


@pytest.mark.parametrize("kind", DeliveryKind)
def test_a_row_is_written_as_it_was_and_read_as_it_is(kind: DeliveryKind) -> None:
    read = PAYLOADS[kind].read(EARLIER[kind])
    assert json.loads(json.dumps(read.stored())) == EARLIER[kind]
    assert PAYLOADS[kind].read(read.stored()) == read


def test_what_other_code_wrote_beside_is_passed_over() -> None:
    assert ReplyPayload.read(EARLIER["reply"] | {"mood": "calm"}).text == "Sorry."


def test_what_stands_at_its_default_is_left_out() -> None:
    public = ReplyPayload(channel="x", account="1", in_reply_to="9", text="Sorry.", reply_id=2)
    assert set(public.stored()) == {"channel", "account", "in_reply_to", "text", "reply_id"}


def test_the_act_of_a_moderation_is_a_member_again() -> None:
    assert ModerationPayload.read(EARLIER["moderation"]).act is Act.REMOVE_ANSWER


def test_the_details_of_an_event_are_no_object_of_their_own() -> None:
    event = EventPayload.read(EARLIER["slack.event"])
    assert event.details == {"other": 8, "to_thread": None}
