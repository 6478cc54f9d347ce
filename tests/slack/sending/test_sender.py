"""The carrier against the simulated Slack: what is sent, how a send ends, and what a look finds."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.desk.threads import postings
from bot.domain.channels.inbound import Happening
from bot.outbox.lease import parcel_of
from bot.outbox.outcome import (
    CannotLook,
    MayRepeat,
    Parcel,
    Receipt,
    TryLater,
    Uncertain,
)
from bot.sandbox.slack.messages import add_message
from bot.slack.api.client import web_client
from bot.slack.api.metadata import key_of
from bot.slack.sending.sender import SlackCarrier
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

pytestmark = pytest.mark.on_both


@pytest.fixture
def carrier(workplace: Workplace) -> SlackCarrier:
    return carrier_of(workplace)


def carrier_of(workplace: Workplace, *, timeout_s: float = 10) -> SlackCarrier:
    """Patient, as in production: a busy machine is no broken connection."""
    return SlackCarrier(
        client=web_client(
            token="xoxb-sandbox", base_url=f"{workplace.address}/slack/api/", timeout_s=timeout_s
        ),
        database=workplace.database,
        channels=workplace.app.capabilities,
        account_names=workplace.app.account_names,
    )


def headline(workplace: Workplace, text: str = "My card was declined") -> Parcel:
    """A new complaint whose headline is about to be sent."""
    workplace.take_in(workplace.post(text))
    return parcel(workplace, "slack.headline")


def parcel(workplace: Workplace, kind: str) -> Parcel:
    """The last delivery of this kind, leased a moment ago."""
    row = workplace.deliveries(kind)[-1]
    row.intent_at = datetime.now(UTC)
    return parcel_of(row)


def test_a_headline_is_posted_with_its_key_and_nothing_unfurls(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    sent = headline(workplace, "look <!channel> https://evil.example @here")
    outcome = carrier.send(sent)
    [message] = workplace.messages()
    assert outcome == Receipt(reference=message["ts"])
    assert key_of(message) == sent.dedupe_key
    assert "&lt;!channel&gt;" in message["text"]
    assert "Ana (@ana) on X" in str(message["blocks"])


def test_a_redraw_changes_the_headline_and_keeps_its_buttons_and_key(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    redraw = parcel(workplace, "slack.redraw")
    ts = workplace.thread(case_id).slack_ts
    assert carrier.send(redraw) == Receipt(reference=str(ts))
    message = workplace.headline(case_id)
    assert f"<@{AMIRA}>" in str(message["blocks"])
    assert workplace.buttons(case_id)[0] == "reply"
    assert key_of(message) == f"headline:{workplace.thread(case_id).id}"


def test_a_thread_post_waits_for_its_headline(workplace: Workplace, carrier: SlackCarrier) -> None:
    post = workplace.post("My card was declined")
    workplace.take_in(post)
    workplace.take_in(workplace.post("Hello?", conversation=post.external_id))
    outcome = carrier.send(parcel(workplace, "slack.said"))
    assert isinstance(outcome, TryLater)
    assert workplace.messages() == []


def test_what_the_customer_says_changes_and_takes_down_appears_in_order(
    workplace: Workplace,
) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    later = workplace.post("It was at the till", conversation=post.external_id)
    workplace.take_in(later)
    workplace.send_all()
    edited = {"happening": Happening.EDITED, "text": "It was online", "version_id": "9"}
    workplace.take_in(later.model_copy(update=edited))
    workplace.send_all()
    first, second = workplace.below(case_id)
    assert "at the till" in str(first["blocks"])
    assert "changed what they wrote" in str(second["blocks"])
    workplace.take_in(later.model_copy(update={"happening": Happening.REMOVED}))
    workplace.send_all()
    below = workplace.below(case_id)
    assert "till" not in str(below)
    assert "online" not in str(below)
    assert "took a post down" in str(below[-1]["blocks"])


def test_a_first_post_that_is_taken_down_goes_from_the_headline(workplace: Workplace) -> None:
    post = workplace.post("My card was declined")
    case_id = workplace.take_in(post)
    workplace.send_all()
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    workplace.send_all()
    assert "card was declined" not in json.dumps(workplace.headline(case_id))


@pytest.mark.parametrize(
    ("kind", "seconds", "outcome"),
    [
        ("429", 7.0, TryLater(7.0, "ratelimited", brake="slack", too_fast=True)),
        ("500", 0.0, Uncertain),
        ("503", 0.0, Uncertain),
        ("reset_before", 0.0, Uncertain),
        ("reset_after", 0.0, Uncertain),
    ],
)
def test_a_post_that_fails_is_tried_later_or_uncertain(
    workplace: Workplace, carrier: SlackCarrier, kind: str, seconds: float, outcome: Any
) -> None:
    sent = headline(workplace)
    workplace.fault("chat.postMessage", kind, seconds=seconds)
    ended = carrier.send(sent)
    assert ended == outcome or isinstance(ended, outcome if isinstance(outcome, type) else ())


def test_a_post_that_is_not_answered_in_time_is_uncertain(workplace: Workplace) -> None:
    sent = headline(workplace)
    workplace.fault("chat.postMessage", "hang", seconds=3.0)
    assert isinstance(carrier_of(workplace, timeout_s=1).send(sent), Uncertain)


def test_a_slack_that_cannot_be_reached_is_tried_later(workplace: Workplace) -> None:
    nobody = web_client(token="xoxb-sandbox", base_url="http://127.0.0.1:9/", timeout_s=1)
    carrier = SlackCarrier(client=nobody, database=workplace.database)
    assert isinstance(carrier.send(headline(workplace)), TryLater)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"archived": True}, "is_archived"), ({"bot_is_member": False}, "not_in_channel")],
)
def test_a_channel_a_person_must_mend_waits_and_says_how(
    workplace: Workplace, carrier: SlackCarrier, change: dict[str, bool], code: str
) -> None:
    sent = headline(workplace)
    place = workplace.sandbox.slack.workspace.channels[CHANNEL]
    place["is_archived"] = change.get("archived", False)
    if not change.get("bot_is_member", True):
        place["members"].remove("U0EARSHOT")
    outcome = carrier.send(sent)
    assert isinstance(outcome, TryLater)
    assert outcome.reason.startswith(f"{code}: ")
    assert CHANNEL in outcome.reason
    assert outcome.brake is None  # only this channel waits


def test_a_dead_token_stops_the_whole_workspace_until_it_is_mended(workplace: Workplace) -> None:
    dead = web_client(token="xoxb-gone", base_url=f"{workplace.address}/slack/api/")
    outcome = SlackCarrier(client=dead, database=workplace.database).send(headline(workplace))
    assert isinstance(outcome, TryLater)
    assert outcome.reason.startswith("invalid_auth: ")
    assert outcome.brake == "slack"


def test_the_desk_is_told_of_a_headline_that_its_redraw_does_not_find(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    ts = workplace.thread(case_id).slack_ts
    found = workplace.sandbox.slack.workspace.messages[CHANNEL]
    next(message for message in found if message["ts"] == ts)["deleted"] = True
    outcome = carrier.send(parcel(workplace, "slack.redraw"))
    assert isinstance(outcome, TryLater)
    assert outcome.lost == ts


def test_a_redraw_that_may_have_arrived_is_simply_drawn_again(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    redraw = parcel(workplace, "slack.redraw")
    workplace.fault("chat.update", "reset_after")
    assert isinstance(carrier.send(redraw), TryLater)
    assert isinstance(carrier, MayRepeat)
    assert carrier.may_repeat(redraw)
    assert not carrier.may_repeat(parcel(workplace, "slack.headline"))
    assert carrier.look_for(redraw) == []


def test_a_look_finds_the_headline_that_was_cut_off_and_nothing_else(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    workplace.complaint("Somebody else", author="bo")
    sent = headline(workplace)
    assert carrier.look_for(sent) == []
    workplace.fault("chat.postMessage", "reset_after")
    assert isinstance(carrier.send(sent), Uncertain)
    [found] = carrier.look_for(sent)
    assert found.reference == workplace.messages()[-1]["ts"]


def test_a_look_reads_every_page_of_a_long_thread(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    said = parcel(workplace, "slack.event")
    for number in range(205):
        _chat(workplace, case_id, number)
    receipt = carrier.send(said)
    assert carrier.look_for(said) == [receipt]


def _chat(workplace: Workplace, case_id: int, number: int) -> None:
    workspace = workplace.sandbox.slack.workspace
    with workspace.world.lock:
        add_message(
            workspace,
            CHANNEL,
            user=AMIRA,
            text=f"chat {number}",
            thread_ts=workplace.thread(case_id).slack_ts,
        )


def test_a_look_that_is_not_complete_concludes_nothing(
    workplace: Workplace, carrier: SlackCarrier
) -> None:
    sent = headline(workplace)
    workplace.fault("conversations.history", "429", seconds=3)
    with pytest.raises(CannotLook):
        carrier.look_for(sent)


def test_a_notice_reaches_its_channel_and_an_alert_its_person(workplace: Workplace) -> None:
    with workplace.app.desk() as desk:
        postings.notice(desk, text="*X* is silent.", fact="t", slack_channel="C0DUTY")
    workplace.send_all()
    assert workplace.messages("C0DUTY")[-1]["text"] == "*X* is silent."
