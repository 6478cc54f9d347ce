"""The wire under both clients: one call is one call, bounded, and tells no secret."""

import logging
import ssl
import threading

import pytest
import requests
from urllib3 import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, SSLError

from bot.channels.session import Session
from bot.channels.session import _trouble as trouble
from bot.channels.transport import CutOff, NotReached, Once, timeouts
from tests.channels.scripted import Answer, Scripted

VENDOR = "https://api.vendor.example"


def session(script: Scripted, *, read_s: float = 5.0) -> Session:
    return Session(
        moves={VENDOR: f"{script.address}/base/"}, secrets=["s3cret"], timeouts=(1.0, read_s)
    )


def test_the_vendors_address_becomes_ours(script: Scripted) -> None:
    script.answers = [Answer({})]
    session(script).request("GET", f"{VENDOR}/2/users", params={"a": "b"})
    assert script.asked[0].path == "/base/2/users"
    assert script.asked[0].query == {"a": "b"}


def test_nothing_is_sent_twice_and_no_redirect_is_followed(script: Scripted) -> None:
    script.answers = [Answer({}, 307, {"location": f"{VENDOR}/elsewhere"}), Answer({}, 503)]
    made = session(script)
    assert made.request("POST", f"{VENDOR}/2/tweets").status_code == 307
    assert made.request("POST", f"{VENDOR}/2/tweets").status_code == 503
    assert len(script.asked) == 2


def test_a_connection_is_used_once(script: Scripted) -> None:
    script.answers = [Answer({})]
    session(script).request("GET", VENDOR)
    assert script.asked[0].headers["connection"] == "close"


def test_cookies_are_not_kept(script: Scripted) -> None:
    script.answers = [Answer({}, headers={"set-cookie": "guest=1"})]
    made = session(script)
    made.request("GET", VENDOR)
    made.request("GET", VENDOR)
    assert "cookie" not in script.asked[1].headers


def test_a_time_out_of_the_vendors_is_overruled(script: Scripted) -> None:
    script.answers = [Answer(b"never read to its end", headers={"content-length": "999"})]
    with pytest.raises(CutOff):
        session(script, read_s=0.2).request("GET", VENDOR, timeout=None)


def test_the_status_and_the_limits_are_seen_by_the_thread_that_called(script: Scripted) -> None:
    headers = {"X-Rate-Limit-Remaining": "3", "X-App-Usage": "{}", "X-Other": "1"}
    script.answers = [Answer({}, 500, headers)]
    made = session(script)
    made.request("GET", VENDOR)
    assert made.latest is not None
    assert made.latest.status == 500
    assert made.latest.limits == {"x-rate-limit-remaining": "3", "x-app-usage": "{}"}
    elsewhere = []
    thread = threading.Thread(target=lambda: elsewhere.append(made.latest))
    thread.start()
    thread.join()
    assert elsewhere == [None]


def test_what_was_seen_before_does_not_outlive_a_failure(script: Scripted) -> None:
    script.answers = [Answer({})]
    made = session(script)
    made.request("GET", VENDOR)
    with pytest.raises(NotReached):
        made.request("GET", "http://127.0.0.1:1/")
    assert made.latest is None


def test_a_log_line_has_the_path_and_no_query(
    script: Scripted, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.answers = [Answer({})]
    session(script).request("GET", f"{VENDOR}/me", params={"access_token": "s3cret"})
    seen = caplog.text + "".join(capsys.readouterr())
    assert "/base/me" in seen
    assert "s3cret" not in seen
    assert "access_token" not in seen


@pytest.mark.parametrize(
    "text",
    [
        "GET /me?access_token=s3cret&fields=id",
        "access_token=unknown123",
        "{'appsecret_proof': 'unknown123'}",
        'Authorization: OAuth oauth_token="unknown123", oauth_signature="unknown123"',
        "Bearer unknown123",
        "Malformed access token s3cret",
    ],
)
def test_a_text_is_scrubbed_of_known_secrets_and_of_what_looks_like_one(text: str) -> None:
    scrubbed = Session(moves={}, secrets=["s3cret", ""]).scrub(text)
    assert "s3cret" not in scrubbed
    assert "unknown123" not in scrubbed


def test_a_certificate_that_does_not_fit_means_that_nothing_was_sent() -> None:
    pool = HTTPConnectionPool("vendor.example")
    inner = SSLError(ssl.SSLCertVerificationError("expired"))
    error = requests.exceptions.SSLError(MaxRetryError(pool, "/", inner))
    assert isinstance(trouble(error), NotReached)


def test_any_other_failure_is_one_that_may_have_arrived() -> None:
    for error in (
        requests.exceptions.SSLError("cut"),
        requests.ConnectionError("Connection aborted"),
        requests.exceptions.ChunkedEncodingError("broken"),
        requests.ReadTimeout("slow"),
    ):
        assert isinstance(trouble(error), CutOff)


def test_the_time_outs_of_a_call_add_up_to_its_own() -> None:
    assert timeouts(20.0) == (5.0, 15.0)
    assert timeouts(2.0) == (0.5, 1.5)
    assert sum(timeouts(100.0)) == 100.0


def test_what_is_made_once_is_made_once_for_all_threads() -> None:
    made, begin = list[object](), threading.Barrier(4)

    def make() -> object:
        made.append(object())
        return made[-1]

    once, seen = Once(make), list[object]()

    def ask() -> None:
        begin.wait()
        seen.append(once())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [once()]
    assert seen == made * 4
