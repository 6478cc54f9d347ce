"""Nothing secret and nothing personal gets into a log line, however it arrives there."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.telemetry import logs
from bot.telemetry.redaction import redacted
from tests.growth import grows_with_size

CARD = "4111 1111 1111 1111"


class Lines:
    """What was logged, parsed."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def last(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.text.splitlines()[-1])
        return line


@pytest.fixture
def lines() -> Iterator[Lines]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    made = Lines()
    logs.configure(level="INFO", as_json=True, stream=made.stream)
    yield made
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("token xoxb-sandbox-abc refused", "xoxb-sandbox-abc"),
        ("app token xapp-1-A0-sandbox", "xapp-1-A0-sandbox"),
        ("GET /me?access_token=EAAsandboxpagetoken&fields=id", "EAAsandboxpagetoken"),
        ("EAAsandboxpagetoken expired", "EAAsandboxpagetoken"),
        ("Authorization: Bearer sandbox.token", "sandbox.token"),
        ("postgres://bank:s3cret@db.example:5432/earshot", "s3cret"),
        ("postgres://bank:p@ss/wo@db.example/earshot", "p@ss/wo"),
        ('{"access_token": "sandbox-page-token"}', "sandbox-page-token"),
        ("oauth_signature=abc%3D&oauth_token=1001-sandbox", "1001-sandbox"),
        ("/webhooks/facebook?hub.verify_token=word&hub.challenge=1", "word"),
        (f"my card is {CARD}", CARD),
        ("card 4111111111111111 please", "4111111111111111"),
        ("write to ann.example@example.com", "ann.example@example.com"),
    ],
)
def test_a_secret_or_personal_text_is_taken_out(text: str, secret: str) -> None:
    assert secret not in redacted(text)


@pytest.mark.parametrize(
    "piece", ["a", "a.", "ي", "1", "://a:", "://a:b@", "token ", "xoxb.a", "@"]
)
def test_redacting_a_long_text_takes_time_by_its_length(piece: str) -> None:
    assert grows_with_size(redacted, piece)


def test_ordinary_words_stay_as_they_are() -> None:
    assert redacted("The inbox holds 3 items of x:mentions:111.") == (
        "The inbox holds 3 items of x:mentions:111."
    )


def test_every_value_of_an_event_is_redacted(lines: Lines) -> None:
    logs.get_logger("t").info(
        "post.read", text=CARD, nested={"a": [f"x {CARD}"]}, number=4111111111111111
    )
    assert "4111" not in lines.text
    assert lines.last()["event"] == "post.read"


def test_a_value_with_a_secret_name_is_hidden(lines: Lines) -> None:
    logs.get_logger("t").info("call", slack_bot_token="plain words", request_key="kept")
    assert lines.last()["slack_bot_token"] == "[hidden]"
    assert lines.last()["request_key"] == "kept"


def test_an_exception_text_is_redacted(lines: Lines) -> None:
    try:
        raise ValueError(f"cannot store {CARD} with xoxb-sandbox-abc")
    except ValueError:
        logs.get_logger("t").exception("store.failed")
    assert "4111" not in lines.text
    assert "xoxb-sandbox" not in lines.text
    assert "ValueError" in lines.last()["exception"]


def test_the_standard_library_goes_the_same_way(lines: Lines) -> None:
    logging.getLogger("some.library").warning("failed for %s", CARD)
    assert "4111" not in lines.text
    assert lines.last()["level"] == "warning"


def test_a_bound_case_id_is_on_every_line(lines: Lines) -> None:
    with logs.bound(case_id=7):
        logs.get_logger("t").info("case.claimed")
    assert lines.last()["case_id"] == 7


def test_libraries_that_log_request_bodies_are_quiet(lines: Lines) -> None:
    logging.getLogger("slack_bolt.App").info("the whole body")
    logging.getLogger("uvicorn.access").info("GET /?token=1")
    assert lines.text == ""


def test_a_terminal_gets_one_readable_line() -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    logs.configure(as_json=False, stream=stream)
    logs.get_logger("t").info("poll.done", source="x:mentions:1", items=2)
    root.handlers[:] = handlers
    root.setLevel(level)
    assert stream.getvalue().strip().endswith("poll.done source=x:mentions:1 items=2")


def test_before_it_is_configured_nothing_private_is_logged_either() -> None:
    code = (
        "from bot.telemetry.logs import get_logger\n"
        "secret = 'my card is 4111 1111 1111 1111'\n"
        "try:\n    raise ValueError(secret)\n"
        "except ValueError:\n    get_logger('t').exception('it.broke')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "it.broke" in done.stderr
    assert "4111" not in done.stderr + done.stdout
