"""A new engineer sets it up line by line: web comes up before Slack has told anything."""

import hashlib
import hmac
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from starlette.applications import Starlette

from config.settings import Settings
from handlers.processes.required import waits_for
from handlers.web.waiting import waiting_site
from tests.handlers.asking import ask
from tests.journeys.house import free_port

ROOT = Path(__file__).resolve().parents[3]
SECRET = "0123456789abcdef"
CHALLENGE = json.dumps({"type": "url_verification", "token": "t", "challenge": "sand"}).encode()


def waiting(**given: str) -> Starlette:
    settings = Settings.model_validate(given)
    return waiting_site(settings, waits_for(settings))


def signed(body: bytes, *, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": signature}


def test_what_it_waits_for_is_told_with_where_to_get_it() -> None:
    web = waiting(slack_signing_secret=SECRET)
    assert ask(web, "GET", "/healthz").status == 200
    told = ask(web, "GET", "/readyz")
    assert (told.status, told.json()["ready"]) == (503, False)
    named = [each.split(":")[0] for each in told.json()["waiting_for"]]
    assert "EARSHOT_SLACK_BOT_TOKEN" in named
    assert "EARSHOT_FALLBACK_CHANNEL" in named
    assert "EARSHOT_SLACK_SIGNING_SECRET" not in named
    assert SECRET not in told.text


def test_slack_verifies_the_address_with_the_signing_secret_alone() -> None:
    web = waiting(slack_signing_secret=SECRET)
    answer = ask(web, "POST", "/slack/events", body=CHALLENGE, headers=signed(CHALLENGE))
    assert (answer.status, answer.text) == (200, "sand")


@pytest.mark.parametrize(
    "body", [b"null", b"[]", b"{", b'{"type":"event_callback"}', b"[" * 90_000]
)
def test_whatever_else_slack_sends_is_to_be_sent_again(body: bytes) -> None:
    web = waiting(slack_signing_secret=SECRET)
    assert ask(web, "POST", "/slack/events", body=body, headers=signed(body)).status == 503
    assert ask(web, "POST", "/webhooks/facebook", body=body).status == 503


def test_nobody_else_is_answered() -> None:
    web = waiting(slack_signing_secret=SECRET)
    wrong = signed(CHALLENGE, secret="another")
    assert ask(web, "POST", "/slack/events", body=CHALLENGE, headers=wrong).status == 401
    assert ask(web, "POST", "/slack/events", body=CHALLENGE).status == 401
    without = waiting()
    empty = signed(CHALLENGE, secret="")
    assert ask(without, "POST", "/slack/events", body=CHALLENGE, headers=empty).status == 401


def test_a_web_process_with_an_empty_environment_comes_up_and_ends_when_told(
    tmp_path: Path,
) -> None:
    port = free_port()
    given = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/x", "PORT": str(port)}
    outside = {n: v for n, v in os.environ.items() if not n.startswith("EARSHOT_")}
    command = [sys.executable, "-m", "handlers", "web"]
    environment = {**outside, **given, "EARSHOT_SLACK_SIGNING_SECRET": SECRET}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as web:
        try:
            line = _said(web, "web.waiting")
            assert "EARSHOT_SLACK_BOT_TOKEN" in line
            assert "EARSHOT_SLACK_SIGNING_SECRET" not in line
            address = f"http://127.0.0.1:{port}"
            assert requests.get(f"{address}/healthz", timeout=10).status_code == 200
            asked = requests.post(
                f"{address}/slack/events", data=CHALLENGE, headers=signed(CHALLENGE), timeout=10
            )
            assert asked.text == "sand"
            web.send_signal(signal.SIGTERM)
            web.wait(timeout=25)
        finally:
            web.kill()


def _said(process: "subprocess.Popen[str]", event: str) -> str:
    """Its log line with this event, as soon as it is written; empty if it ended without."""
    assert process.stdout is not None
    return next((line for line in process.stdout if event in line), "")


def test_every_setting_that_the_steps_name_is_what_is_waited_for() -> None:
    steps = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Setting it up for real")[2]
    )
    steps = steps.partition("### 5. The bank's own rules")[0]
    named = set(re.findall(r"`(EARSHOT_[A-Z_]+)`", steps))
    assert set(waits_for(Settings())) <= named
