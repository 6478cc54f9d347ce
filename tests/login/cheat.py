"""A provider that says what a test wants: any token, any metadata, any delay of its keys."""

import base64
import json
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT = "earshot"


class Cheat:
    """What it answers, to be changed at will, and what it was asked."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key: Any = RSAKey.generate_key(2048, parameters={"kid": "one"}, private=True)
        self.algorithm = "RS256"
        self.listed: list[Any] = [self.key]
        self.metadata: dict[str, Any] = {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize?tenant=1",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "PS256", "EdDSA", "HS256", "none"],
        }  # fmt: skip
        self.claims: dict[str, Any] = {}
        self.token: Callable[[dict[str, Any]], str] = self.signed
        self.answers: dict[str, tuple[int, bytes]] = {}  # by path, in the place of the usual one
        self.drips = False  # byte for byte, with a pause after each
        self.asked: list[tuple[str, dict[str, str], str]] = []  # path, form, Authorization

    def signed(self, claims: dict[str, Any]) -> str:
        """The claims as an honest provider signs them."""
        header = {"alg": self.algorithm, "kid": self.key.kid, "of-its-own": 1}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)  # of EdDSA, which many still call so
            registry = JWSRegistry(algorithms=[self.algorithm], strict_check_header=False)
            return jwt.encode(header, claims, self.key, registry=registry)

    def count(self, path: str) -> int:
        """How often this was asked for."""
        return sum(each == path for each, _form, _who in self.asked)

    def answer(self, path: str, form: dict[str, str], who: str) -> tuple[int, bytes]:
        """What goes back."""
        self.asked.append((path, form, who))
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self.metadata).encode()
        if path == "/jwks":
            keys = [key.as_dict(private=False) for key in self.listed]
            return 200, json.dumps({"keys": keys}).encode()
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "ana",
            "nonce": "the-nonce",
            "iat": now,
            "exp": now + 300,
        } | self.claims
        token = self.token({name: told for name, told in claims.items() if told is not None})
        return 200, json.dumps(
            {"id_token": token, "access_token": "x", "token_type": "Bearer"}
        ).encode()


def unsigned(claims: dict[str, Any]) -> str:
    """A token that says it needs no signature."""
    return ".".join([_part({"alg": "none"}), _part(claims), ""])


def signed_with_public_key(cheat: Cheat) -> Callable[[dict[str, Any]], str]:
    """The old trick: the provider's public key, used as if it were a shared secret."""
    from joserfc.jwk import OctKey

    def token(claims: dict[str, Any]) -> str:
        secret = OctKey.import_key(cheat.key.as_pem(private=False).replace(b"-----", b""))
        return jwt.encode(
            {"alg": "HS256", "kid": cheat.key.kid}, claims, secret, algorithms=["HS256"]
        )

    return token


def elliptic() -> Any:
    """Another kind of key."""
    return ECKey.generate_key("P-256", parameters={"kid": "ec"}, private=True)


def edwards() -> Any:
    """And another."""
    return OKPKey.generate_key("Ed25519", parameters={"kid": "ed"}, private=True)


@contextmanager
def cheating() -> Iterator[Cheat]:
    """It, on a port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Discovery and keys."""
            self._say(*cheat.answer(self.path, {}, ""))

        def do_POST(self) -> None:
            """A code for a token."""
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*cheat.answer(self.path, form, self.headers.get("authorization", "")))

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("location", body.decode())
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if not cheat.drips:
                self.wfile.write(body)
                return
            with suppress(OSError):  # until the other side has had enough
                for each in body:
                    self.wfile.write(bytes([each]))
                    self.wfile.flush()
                    gone.wait(0.1)
                    if gone.is_set():
                        return

        def log_message(self, *_told: object) -> None:
            """Nothing."""

    gone = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    cheat = Cheat(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield cheat
    finally:
        gone.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _part(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
