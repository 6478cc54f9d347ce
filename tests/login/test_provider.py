"""The client against a certified provider, and against one that cheats in every way we could think of."""

import base64
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.login import wire
from bot.login.failures import LoginFailed, Misconfigured, NotProved, ProviderDown
from bot.login.keys import AGAIN_S
from bot.login.provider import Attempt, Client, Provider
from tests.journeys.house import free_port
from tests.login import cheat as cheats
from tests.login.cheat import CLIENT, Cheat, cheating
from tests.login.provider_process import CLIENT_ID, PEOPLE, SECRET
from tests.login.real import real_provider, sign_in, told
from tests.sources import ROOT

BACK = "http://127.0.0.1:8000/chat/login/back"
ATTEMPT = Attempt(state="the-state", nonce="the-nonce", verifier="v" * 43)


class Ticking:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with real_provider(free_port(), redirect_uri=BACK) as made:
        yield made


@pytest.fixture
def cheat() -> Iterator[Cheat]:
    with cheating() as made:
        yield made


def provider(
    issuer: str,
    clock: Ticking | None = None,
    *,
    client_id: str = CLIENT,
    secret: str = "a secret",
    claim: str = "sub",
) -> Provider:
    """We, as this provider knows us."""
    client = Client(issuer, client_id, secret, BACK, claim=claim)
    return Provider(client, within_s=5, monotonic=clock or Ticking())


def at_the_real_one(issuer: str) -> Provider:
    return provider(issuer, client_id=CLIENT_ID, secret=SECRET, claim="customer_number")


def test_a_certified_provider_says_who_somebody_is(issuer: str) -> None:
    login = at_the_real_one(issuer)
    back = told(sign_in(login.way_in(ATTEMPT, language="ar"), "ana"))
    assert back["state"] == ATTEMPT.state
    login.check_sender(back["iss"])
    assert login.person(back["code"], ATTEMPT) == PEOPLE["ana"]


def test_a_code_counts_once_at_a_certified_provider(issuer: str) -> None:
    login = at_the_real_one(issuer)
    code = told(sign_in(login.way_in(ATTEMPT, language="en"), "ana"))["code"]
    login.person(code, ATTEMPT)
    with pytest.raises(NotProved):
        login.person(code, ATTEMPT)


@pytest.mark.parametrize("part", ["verifier", "nonce"])
def test_a_code_is_of_no_use_to_another_sign_in(issuer: str, part: str) -> None:
    login = at_the_real_one(issuer)
    code = told(sign_in(login.way_in(ATTEMPT, language="en"), "ana"))["code"]
    other = Attempt(**{**vars(ATTEMPT), part: "w" * 43})
    with pytest.raises(NotProved):
        login.person(code, other)


def test_a_wrong_secret_is_for_a_person_to_mend(issuer: str) -> None:
    login = at_the_real_one(issuer)
    code = told(sign_in(login.way_in(ATTEMPT, language="en"), "ana"))["code"]
    wrong = provider(issuer, client_id=CLIENT_ID, secret="another", claim="customer_number")
    with pytest.raises(Misconfigured, match="invalid_client") as caught:
        wrong.person(code, ATTEMPT)
    assert code not in str(caught.value)


def test_a_claim_that_it_does_not_tell_is_for_a_person_to_mend(issuer: str) -> None:
    login = provider(issuer, client_id=CLIENT_ID, secret=SECRET, claim="shoe_size")
    code = told(sign_in(login.way_in(ATTEMPT, language="en"), "ana"))["code"]
    with pytest.raises(Misconfigured, match="shoe_size"):
        login.person(code, ATTEMPT)


def test_a_look_finds_a_certified_provider_in_order(issuer: str) -> None:
    assert at_the_real_one(issuer).look().proves_by == "client_secret_basic"


def test_what_is_asked_says_who_we_are_and_hides_the_verifier(cheat: Cheat) -> None:
    way = provider(cheat.issuer).way_in(ATTEMPT, language="ar")
    challenge = hashlib.sha256(ATTEMPT.verifier.encode()).digest()
    assert told(way) == {
        "tenant": "1",  # the provider's own
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid",
        "state": "the-state",
        "nonce": "the-nonce",
        "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
        "code_challenge_method": "S256",
        "ui_locales": "ar",
    }
    assert ATTEMPT.verifier not in way


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("RS256", None), ("PS256", None), ("ES256", cheats.elliptic), ("EdDSA", cheats.edwards)],
)
def test_the_algorithms_that_count(
    cheat: Cheat, algorithm: str, key: Callable[[], Any] | None
) -> None:
    cheat.key = key() if key else cheat.key
    cheat.algorithm, cheat.listed = algorithm, [cheat.key]
    assert provider(cheat.issuer).person("code", ATTEMPT) == "ana"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"aud": [CLIENT, "somebody-else"]},
        {"aud": [CLIENT], "azp": "somebody-else"},
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"exp": int(time.time()) - 300},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": int(time.time()) + 3600},
        {"iat": int(time.time()) - 3600},
        {"iat": None},
        {"nbf": int(time.time()) + 3600},
        {"sub": None},
        {"sub": ""},
    ],
    ids=" ".join,  # no moment in a name: each tester has to find the same tests
)
def test_a_token_that_is_not_for_us_here_and_now(cheat: Cheat, claims: dict[str, Any]) -> None:
    cheat.claims = claims
    with pytest.raises(NotProved):
        provider(cheat.issuer).person("code", ATTEMPT)


def test_clocks_that_differ_a_little_are_forgiven(cheat: Cheat) -> None:
    cheat.claims = {"iat": int(time.time()) + 60, "exp": int(time.time()) - 60}
    assert provider(cheat.issuer).person("code", ATTEMPT) == "ana"


def test_a_token_without_a_signature(cheat: Cheat) -> None:
    cheat.token = cheats.unsigned
    with pytest.raises(NotProved):
        provider(cheat.issuer).person("code", ATTEMPT)


def test_a_token_signed_with_what_everybody_knows(cheat: Cheat) -> None:
    cheat.token = cheats.signed_with_public_key(cheat)
    with pytest.raises(NotProved):
        provider(cheat.issuer).person("code", ATTEMPT)


@pytest.mark.parametrize("kid", ["one", "unknown"])
def test_a_token_signed_with_another_key(cheat: Cheat, kid: str) -> None:
    honest = cheat.key
    cheat.key = type(honest).generate_key(2048, parameters={"kid": kid}, private=True)
    with pytest.raises(NotProved):
        provider(cheat.issuer).person("code", ATTEMPT)


@pytest.mark.parametrize("token", [None, 7, "", "x.y.z", "e30.e30.", "a" * 30_000], ids=str)
def test_what_is_no_token(cheat: Cheat, token: Any) -> None:
    cheat.answers["/token"] = 200, json.dumps({"id_token": token}).encode()
    with pytest.raises(NotProved):
        provider(cheat.issuer).person("code", ATTEMPT)


def test_a_token_with_a_changed_body(cheat: Cheat) -> None:
    def bent(claims: dict[str, Any]) -> str:
        head, _body, signature = cheat.signed(claims).split(".")
        body = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "ben"}).encode())
        return ".".join([head, body.decode().rstrip("="), signature])

    cheat.token = bent
    with pytest.raises(NotProved):
        provider(cheat.issuer).person("code", ATTEMPT)


def test_keys_that_change_are_read_again_once(cheat: Cheat) -> None:
    clock = Ticking()
    login = provider(cheat.issuer, clock)
    assert login.person("code", ATTEMPT) == "ana"
    cheat.key = cheats.elliptic()
    cheat.algorithm, cheat.listed = "ES256", [cheat.key]
    clock.at += AGAIN_S
    assert login.person("code", ATTEMPT) == "ana"
    assert cheat.count("/jwks") == 2
    assert login.person("code", ATTEMPT) == "ana"
    assert cheat.count("/jwks") == 2


def test_keys_that_nobody_knows_do_not_make_us_ask_for_ever(cheat: Cheat) -> None:
    clock = Ticking()
    login = provider(cheat.issuer, clock)
    login.person("code", ATTEMPT)
    cheat.key = cheats.elliptic()
    cheat.algorithm = "ES256"
    for _ in range(20):
        clock.at += AGAIN_S / 10
        with pytest.raises(NotProved):
            login.person("code", ATTEMPT)
    assert cheat.count("/jwks") <= 3


def test_a_key_that_is_broken_or_weak_costs_nothing_but_itself(cheat: Cheat) -> None:
    good = cheat.key.as_dict(private=False)
    weak = {**good, "kid": "weak", "n": "AQAB"}
    keys = [7, {"kty": "RSA"}, {"kty": "oct", "k": "c2VjcmV0", "kid": "one"}, weak, good]
    cheat.answers["/jwks"] = 200, json.dumps({"keys": keys}).encode()
    assert provider(cheat.issuer).person("code", ATTEMPT) == "ana"


def test_another_login_that_sends_the_customer_back(cheat: Cheat) -> None:
    login = provider(cheat.issuer)
    login.check_sender(None)  # it does not announce that it says so
    login.check_sender(cheat.issuer)
    with pytest.raises(NotProved):
        login.check_sender("https://other.example")
    cheat.metadata["authorization_response_iss_parameter_supported"] = True
    with pytest.raises(NotProved):
        provider(cheat.issuer).check_sender(None)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"token_endpoint": "http://login.example/token"},
        {"token_endpoint": "https://user:password@login.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": 7},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        {"response_types_supported": ["id_token"]},
        {"code_challenge_methods_supported": ["plain"]},
        {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
    ],
    ids=str,
)
def test_a_provider_that_does_not_fit(cheat: Cheat, metadata: dict[str, Any]) -> None:
    cheat.metadata |= metadata
    with pytest.raises(Misconfigured):
        provider(cheat.issuer).way_in(ATTEMPT, language="en")


def test_who_we_are_is_said_as_the_provider_wants_it(cheat: Cheat) -> None:
    odd = "a:b c%é"
    provider(cheat.issuer, secret=odd).person("code", ATTEMPT)
    cheat.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    provider(cheat.issuer, secret=odd).person("code", ATTEMPT)
    provider(cheat.issuer, secret="").person("code", ATTEMPT)
    basic, post, public = [(form, who) for path, form, who in cheat.asked if path == "/token"]
    assert base64.b64decode(basic[1].removeprefix("Basic ")) == b"earshot:a%3Ab+c%25%C3%A9"
    assert "client_secret" not in basic[0]
    assert (post[0]["client_secret"], post[1]) == (odd, "")
    assert (public[0]["client_id"], public[0].get("client_secret"), public[1]) == (CLIENT, None, "")
    assert public[0]["code_verifier"] == ATTEMPT.verifier


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((500, b"{}"), ProviderDown),
        ((200, b"not JSON"), ProviderDown),
        ((200, b"[]"), ProviderDown),
        ((200, b"[" * 5_000), ProviderDown),
        ((200, b"x" * 300_000), ProviderDown),
        ((302, b"http://127.0.0.1:1/"), ProviderDown),
        ((400, b'{"error": "invalid_grant"}'), NotProved),
        ((400, b'{"error": ["<script>"]}'), NotProved),
        ((401, b'{"error": "invalid_client"}'), Misconfigured),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_its_answers_mean(
    cheat: Cheat, answer: tuple[int, bytes], kind: type[LoginFailed]
) -> None:
    cheat.answers["/token"] = answer
    with pytest.raises(kind) as caught:
        provider(cheat.issuer).person("the-code", ATTEMPT)
    assert "the-code" not in str(caught.value)
    assert "script" not in str(caught.value)


def test_an_answer_that_drips_is_given_up_in_time(cheat: Cheat) -> None:
    cheat.drips = True
    login = Provider(Client(cheat.issuer, CLIENT, "", BACK), within_s=0.3)
    began = time.monotonic()
    with pytest.raises(ProviderDown):
        login.metadata()
    assert time.monotonic() - began < 5  # it would drip for a minute


def test_a_start_does_not_wait_for_what_only_a_sign_in_needs() -> None:
    told = "import sys, bot.bootstrap, handlers.web.site; assert 'joserfc' not in sys.modules"
    subprocess.run([sys.executable, "-c", told], check=True, cwd=ROOT, timeout=60)


def test_a_provider_that_is_not_there() -> None:
    with pytest.raises(ProviderDown):
        provider(f"http://127.0.0.1:{free_port()}").look()


def test_one_that_was_not_there_is_asked_again_at_once(cheat: Cheat) -> None:
    login = provider(cheat.issuer)
    cheat.answers["/.well-known/openid-configuration"] = 503, b"{}"
    with pytest.raises(ProviderDown):
        login.metadata()
    del cheat.answers["/.well-known/openid-configuration"]
    assert login.metadata().issuer == cheat.issuer
    login.metadata()
    assert cheat.count("/.well-known/openid-configuration") == 2


def test_only_https_is_asked_and_nothing_else() -> None:
    assert wire.is_safe("https://login.bank.example/x")
    for address in ("http://login.bank.example", "ftp://x", "//x", "https://", "https://[", ""):
        assert not wire.is_safe(address)


@pytest.mark.parametrize(
    "value", [True, 1.5, "", " ", "x" * 101, "a\nb", ["ana"], {"a": 1}], ids=str
)
def test_a_claim_that_is_no_plain_word(cheat: Cheat, value: Any) -> None:
    cheat.claims = {"customer_number": value}
    with pytest.raises(Misconfigured):
        provider(cheat.issuer, claim="customer_number").person("code", ATTEMPT)


def test_a_customer_number_may_be_a_number(cheat: Cheat) -> None:
    cheat.claims = {"customer_number": 4400123}
    assert provider(cheat.issuer, claim="customer_number").person("code", ATTEMPT) == "4400123"
