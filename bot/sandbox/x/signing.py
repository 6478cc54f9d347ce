"""Who calls: OAuth 1.0a user context (signature checked) or the app-only bearer token.

Source: docs.x.com/fundamentals/authentication/oauth-1-0a/creating-a-signature (RFC 5849), 2026-08.
"""

import base64
import hashlib
import hmac
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from bot.sandbox.calls import Call
from bot.sandbox.credentials import BRANDS, X_BEARER_TOKEN, X_CONSUMER_KEY, X_CONSUMER_SECRET, Brand
from bot.sandbox.x.problems import ProblemError

APP_ONLY = None
FORM = "application/x-www-form-urlencoded"


def caller(call: Call) -> Brand | None:
    """The brand whose account signs, or None for the app itself. Raises Problem 401."""
    scheme, _, rest = call.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer" and hmac.compare_digest(rest, X_BEARER_TOKEN):
        return APP_ONLY
    if scheme == "OAuth":
        return _signer(call, _header(rest))
    raise ProblemError(401, "Unauthorized")


def _signer(call: Call, given: dict[str, str]) -> Brand:
    token = given.get("oauth_token")
    brand = next((b for b in BRANDS if b.x_access_token == token), None)
    if brand is None or given.get("oauth_consumer_key") != X_CONSUMER_KEY:
        raise ProblemError(401, "Unauthorized")
    expected = signature(call, given, brand.x_access_secret)
    if not hmac.compare_digest(expected, given.get("oauth_signature", "")):
        raise ProblemError(401, "Unauthorized")
    return brand


def signature(call: Call, given: dict[str, str], token_secret: str) -> str:
    """HMAC-SHA1 over method, address and all parameters (a JSON body is not one of them)."""
    address = urlsplit(call.url)
    pairs = [*parse_qsl(address.query, keep_blank_values=True)]
    pairs += [(k, v) for k, v in given.items() if k not in ("oauth_signature", "realm")]
    if call.headers.get("content-type", "").startswith(FORM):
        pairs += list(call.form().items())
    encoded = sorted((_escape(name), _escape(value)) for name, value in pairs)
    parameters = "&".join(f"{name}={value}" for name, value in encoded)
    plain = f"{address.scheme}://{address.netloc.lower()}{address.path}"
    base = "&".join(map(_escape, (call.method, plain, parameters)))
    key = f"{_escape(X_CONSUMER_SECRET)}&{_escape(token_secret)}"
    digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def _header(text: str) -> dict[str, str]:
    pairs = (piece.strip().partition("=") for piece in text.split(","))
    return {name: unquote(value.strip('"')) for name, _, value in pairs}


def _escape(text: str) -> str:
    return quote(text, safe="-._~")
