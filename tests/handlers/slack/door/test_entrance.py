"""The one address Slack posts to: signatures, the handshake, and everything we have no use for."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests

from bot.sandbox import credentials
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views.cases.case_forms import MERGE_CONFIRMED
from bot.telemetry import metrics
from tests.database import MovableDatabase, sqlite_url
from tests.handlers.slack.signed import event, send
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

EVENTS = ["app_mention", "reaction_added", "team_join", "unheard_of"]
SUBTYPES = ["channel_join", "channel_topic", "message_replied", "reminder_add", "unheard_of"]


@pytest.fixture
def database(tmp_path: Path, _sqlite_template: Path) -> Iterator[MovableDatabase]:
    """One engine is enough here: nothing in these tests reaches the database."""
    made = MovableDatabase(sqlite_url(tmp_path, _sqlite_template))
    yield made
    made.dispose()


def test_slacks_handshake_gets_its_challenge_back(workplace: Workplace) -> None:
    assert workplace.do("verify")["ok"]


def test_a_wrong_signature_is_401(workplace: Workplace) -> None:
    assert send(workplace, "{}", x_slack_signature="v0=00").status_code == 401


@pytest.mark.parametrize("signature", ["", "v0=", "v1=" + "0" * 64, "v0=" + "é" * 64])
def test_a_signature_of_another_shape_is_401(workplace: Workplace, signature: str) -> None:
    headers = {"x_slack_signature": signature.encode().decode("latin-1")}
    assert send(workplace, "{}", **headers).status_code == 401


def test_a_request_of_tomorrow_is_401(workplace: Workplace) -> None:
    ahead = str(int(time.time()) + 600)
    assert send(workplace, "{}", x_slack_request_timestamp=ahead).status_code == 401


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "\udcff"])
def test_what_is_not_signed_is_never_read(workplace: Workplace, body: str) -> None:
    raw = body.encode(errors="surrogateescape")
    stamp = str(int(time.time()))
    headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": "v0=" + "0" * 64}
    address = f"{workplace.bot_address}/slack/events"
    answer = requests.post(address, data=raw, headers=headers, timeout=10)
    assert (answer.status_code, answer.text) == (401, "The signature is not Slack's.")


@pytest.mark.parametrize("body", ["{", "payload=%7B"])
def test_a_signed_body_that_is_no_json_is_400(workplace: Workplace, body: str) -> None:
    assert send(workplace, body).status_code == 400


@pytest.mark.parametrize("stamp", ["", "soon", "12.5", "-1", "１２"])
def test_a_timestamp_that_is_no_number_is_401(workplace: Workplace, stamp: str) -> None:
    headers = {"x_slack_request_timestamp": stamp.encode().decode("latin-1")}
    assert send(workplace, "{}", **headers).status_code == 401


def test_an_old_request_is_401(workplace: Workplace) -> None:
    old = str(int(time.time()) - 600)
    assert send(workplace, "{}", x_slack_request_timestamp=old).status_code == 401


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_of_no_use_is_200_and_counted(workplace: Workplace, kind: str) -> None:
    before = _not_used()
    assert event(workplace, type=kind, user=AMIRA, channel=CHANNEL).status_code == 200
    assert _not_used() == before + 1


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_every_message_subtype_is_200(workplace: Workplace, subtype: str) -> None:
    answer = event(workplace, type="message", subtype=subtype, channel=CHANNEL, ts="1.000001")
    assert answer.status_code == 200


def test_an_event_of_another_workspace_is_200_and_does_nothing(workplace: Workplace) -> None:
    body = {
        "type": "event_callback",
        "team_id": "T0PARTNER",
        "event_id": "Ev1",
        "event": {"type": "app_home_opened", "user": AMIRA, "tab": "home"},
    }
    assert send(workplace, json.dumps(body)).status_code == 200
    assert workplace.slack()["homes"] == {}


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "actions": [{"action_id": "open_link", "type": "button"}]},
        {
            "type": "view_submission",
            "view": {"id": "V1", "callback_id": "old_form", "type": "modal"},
        },
        {"type": "view_closed", "view": {"id": "V1", "callback_id": "reply", "type": "modal"}},
        {"type": "shortcut", "callback_id": "old"},
        {"type": "message_action", "callback_id": "old"},
    ],
    ids=lambda payload: str(payload["type"]),
)
def test_an_interaction_of_no_use_is_200(workplace: Workplace, payload: dict[str, object]) -> None:
    whole = {
        **payload,
        "user": {"id": AMIRA, "team_id": credentials.SLACK_TEAM_ID},
        "team": {"id": credentials.SLACK_TEAM_ID},
        "trigger_id": "1.2.3",
    }
    body = urlencode({"payload": json.dumps(whole)})
    answer = send(workplace, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("action_id", "value"),
    [("claim", "v0:1"), ("setting_open_shoes", "shoes"), ("setting_remove_1", "duty:one")],
)
def test_a_button_of_another_time_says_so(workplace: Workplace, action_id: str, value: str) -> None:
    workplace.complaint()
    message = workplace.messages()[0]
    whole = {
        "type": "block_actions",
        "actions": [{"action_id": action_id, "type": "button", "value": value}],
        "container": {"channel_id": CHANNEL, "message_ts": message["ts"]},
        "user": {"id": AMIRA, "team_id": credentials.SLACK_TEAM_ID},
        "team": {"id": credentials.SLACK_TEAM_ID},
        "trigger_id": workplace.sandbox.slack.workspace.triggers.issue(AMIRA),
    }
    body = urlencode({"payload": json.dumps(whole)})
    answer = send(workplace, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "another time" in workplace.refused(AMIRA)


def test_a_merge_form_of_another_time_says_so_and_merges_nothing(workplace: Workplace) -> None:
    case_id, other = workplace.complaint(author="ana"), workplace.complaint(author="ben")
    workplace.send_all()
    key = FormKey(case_id, workplace.case(case_id).version, "r1", text=f'{{"into": {other}}}')
    whole = {
        "type": "view_submission",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": MERGE_CONFIRMED,
            "private_metadata": form_metadata(key),
            "state": {"values": {}},
        },
        "user": {"id": AMIRA, "team_id": credentials.SLACK_TEAM_ID},
        "team": {"id": credentials.SLACK_TEAM_ID},
    }
    body = urlencode({"payload": json.dumps(whole)})
    answer = send(workplace, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "another time" in answer.text
    assert workplace.case(case_id).is_open


def _not_used() -> float:
    value: float = metrics.NOT_USED.labels(channel="slack")._value.get()
    return value
