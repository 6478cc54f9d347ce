"""A provider as banks have one: idpyoidc, certified by the OpenID Foundation, behind a small web server.

``python -m tests.login.provider_process PORT REDIRECT_URI`` serves until it is ended. Its people are
invented, and sign in by the press of a button. It runs apart, so that it shares nothing with what is tested.
"""

import html
import json
import sys
import tempfile
import warnings
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from idpyoidc.message.oidc import AuthorizationRequest
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.exception import (
    ClientAuthenticationError,
    InvalidClient,
    UnAuthorizedClient,
    UnknownClient,
)
from idpyoidc.server.user_authn.user import UserAuthnMethod, create_signed_jwt

CLIENT_ID, SECRET = "earshot", "a-secret-of-a-test-with-32-letters"
PEOPLE = {"ana": "4400123", "ben": "4400999"}  # their customer numbers
_CALLS = "idpyoidc.server."
_BY_BUTTON = "urn:oasis:names:tc:SAML:2.0:ac:classes:InternetProtocolPassword"


class Buttons(UserAuthnMethod):  # type: ignore[misc]  # the library has no types
    """The page of the provider on which somebody says who they are."""

    url_endpoint = "/verify"

    def __init__(self, upstream_get: Any = None, **given: Any) -> None:
        super().__init__(upstream_get=upstream_get, **given)

    def __call__(self, **told: Any) -> str:
        """A button for each person, and one to say no."""
        keys = self.upstream_get("attribute", "keyjar")
        token = create_signed_jwt(self.upstream_get("context").issuer, keys, **told)
        buttons = "".join(
            f'<button name="who" value="{who}">{who}</button> ' for who in (*PEOPLE, "nobody")
        )
        return (
            "<!doctype html><html lang=en><title>Northbank login</title><h1>Northbank login</h1>"
            f'<form method=post action="/verify"><input type=hidden name=token value="{html.escape(token)}">'
            f"{buttons}</form>"
        )


def _configuration(issuer: str, folder: Path) -> dict[str, Any]:
    people = {who: {"sub": who, "customer_number": number} for who, number in PEOPLE.items()}
    (folder / "people.json").write_text(json.dumps(people))
    basic = ["client_secret_basic", "client_secret_post"]
    endpoints = {
        "provider_config": (".well-known/openid-configuration", "provider_config.ProviderConfiguration", {}),
        "authorization": ("authorization", "authorization.Authorization", {
            "response_types_supported": ["code"], "response_modes_supported": ["query"],
        }),
        "token": ("token", "token.Token", {"client_authn_method": basic}),
    }  # fmt: skip
    return {
        "issuer": issuer,
        "httpc_params": {"verify": False, "timeout": 4},
        "preference": {"code_challenge_methods_supported": ["S256"]},
        "key_conf": {"uri_path": "jwks", "key_defs": [
            {"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]},
        ]},
        "endpoint": {
            name: {"path": path, "class": f"{_CALLS}oidc.{made}", "kwargs": given}
            for name, (path, made, given) in endpoints.items()
        },
        "userinfo": {"class": f"{_CALLS}user_info.UserInfo", "kwargs": {"db_file": str(folder / "people.json")}},
        "authentication": {"user": {
            "acr": _BY_BUTTON,
            "class": Buttons, "kwargs": {},
        }},
        "add_on": {"pkce": {"function": f"{_CALLS}oauth2.add_on.pkce.add_support",
                            "kwargs": {"essential": True, "code_challenge_methods": {"S256": {}}}}},
        "scopes_to_claims": {"openid": ["sub", "customer_number"]},
        "token_handler_args": {
            "code": {"lifetime": 600, "kwargs": {}},
            "token": {"class": f"{_CALLS}token.jwt_token.JWTToken", "kwargs": {"lifetime": 600, "aud": [issuer]}},
            "id_token": {"class": f"{_CALLS}token.id_token.IDToken", "kwargs": {
                "base_claims": {"customer_number": None}, "lifetime": 300,
            }},
            "jwks_def": {"private_path": str(folder / "tokens.json"), "read_only": False,
                         "key_defs": [{"type": "oct", "bytes": 24, "use": ["enc"], "kid": "code"}]},
        },
    }  # fmt: skip


def provider(issuer: str, folder: Path, *, redirect_uri: str) -> Any:
    """The provider, which knows one client: us."""
    made = Server(OPConfiguration(_configuration(issuer, folder)), cwd=str(folder))
    made.context.cdb[CLIENT_ID] = {
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "redirect_uris": [(redirect_uri, {})],
        "response_types_supported": ["code"],
        "token_endpoint_auth_method": "client_secret_basic",
        "allowed_scopes": ["openid"],
        "client_salt": "salted peanuts",
    }
    made.keyjar.add_symmetric(CLIENT_ID, SECRET)
    return made


class _Handler(BaseHTTPRequestHandler):
    provider: Any

    def do_GET(self) -> None:
        """Discovery, keys, and the page on which to sign in."""
        at = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(at.query).items()}
        if at.path == "/jwks":
            self._say(200, json.dumps(self.provider.keyjar.export_jwks()), "application/json")
        elif at.path == "/.well-known/openid-configuration":
            self._answer("provider_config", {})
        elif at.path == "/authorization":
            self._answer("authorization", asked)
        else:
            self._say(404, "{}", "application/json")

    def do_POST(self) -> None:
        """Who they said they are, and the code for a token."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        told = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path == "/verify":
            self._signed_in(told)
        else:
            self._answer("token", told)

    def _signed_in(self, told: Mapping[str, str]) -> None:
        method = self.provider.context.authn_broker.pick(_BY_BUTTON)[0]["method"]
        args = method.unpack_token(told["token"])
        request = AuthorizationRequest().from_urlencoded(args["query"])
        endpoint = self.provider.get_endpoint("authorization")
        if told["who"] == "nobody":
            back = f"{request['redirect_uri']}?error=access_denied&state={request['state']}"
            self._say(303, "", location=back)
            return
        session = endpoint.create_session(
            request, told["who"], args["authn_class_ref"], args["iat"], method
        )
        self._respond(endpoint, request, endpoint.authz_part2(request=request, session_id=session))

    def _answer(self, name: str, asked: Mapping[str, str]) -> None:
        endpoint = self.provider.get_endpoint(name)
        headers = {key.lower(): value for key, value in self.headers.items()}
        http = {"headers": headers, "url": self.path, "method": self.command, "cookie": []}
        try:
            request = endpoint.parse_request(dict(asked), http_info=http)
            if "error" in request:
                self._say(400, request.to_json(), "application/json")
                return
            args = endpoint.process_request(request, http_info=http)
        except (ClientAuthenticationError, InvalidClient, UnknownClient, UnAuthorizedClient):
            self._say(401, json.dumps({"error": "invalid_client"}), "application/json")
            return
        self._respond(endpoint, request, args)

    def _respond(self, endpoint: Any, request: Any, args: Any) -> None:
        if "http_response" in args:
            self._say(200, args["http_response"], "text/html; charset=utf-8")
            return
        if "error" in args:
            self._say(400, json.dumps({"error": args["error"]}), "application/json")
            return
        answer = endpoint.do_response(request=request, **args)
        if endpoint.response_placement == "url":
            self._say(303, "", location=answer["response"])
        else:
            self._say(200, answer["response"], "application/json")

    def _say(self, status: int, body: str, kind: str = "text/plain", *, location: str = "") -> None:
        sent = body.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(sent)))
        if location:
            self.send_header("location", location)
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_told: object) -> None:
        """Nothing: codes stand in its addresses."""


def main(port: int, redirect_uri: str) -> None:
    """Serve until ended. Its first line says that it listens."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        _Handler.provider = provider(
            f"http://127.0.0.1:{port}", Path(folder), redirect_uri=redirect_uri
        )
        server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        print("listening", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
