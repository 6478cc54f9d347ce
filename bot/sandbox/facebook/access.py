"""Who calls Graph: the token, wherever it stands, and the proof that goes with it.

Source: developers.facebook.com/docs/graph-api/guides/secure-requests (2026-09).
"""

import hashlib
import hmac

from bot.sandbox.calls import Call
from bot.sandbox.credentials import BRANDS, FACEBOOK_APP_ID, FACEBOOK_APP_SECRET, Brand
from bot.sandbox.facebook.errors import GraphError

APP_TOKEN = f"{FACEBOOK_APP_ID}|{FACEBOOK_APP_SECRET}"


def page_of(token: str) -> Brand | None:
    """The brand whose Page token this is."""
    return next((brand for brand in BRANDS if brand.page_token == token), None)


def caller(call: Call, given: dict[str, str]) -> Brand | None:
    """The Page that calls, None for the app itself. Raises GraphError 190 or 100."""
    scheme, _, bearer = call.headers.get("authorization", "").partition(" ")
    token = given.get("access_token") or (bearer if scheme == "Bearer" else "")
    if not token:
        raise GraphError(190, "An access token is required to request this resource.")
    brand = page_of(token)
    if brand is None and token != APP_TOKEN:
        raise GraphError(190, subcode=467)
    if "appsecret_proof" in given and not hmac.compare_digest(
        given["appsecret_proof"], proof(token)
    ):
        raise GraphError(100, "Invalid appsecret_proof provided in the API argument")
    return brand


def proof(token: str) -> str:
    """appsecret_proof: hex HMAC-SHA256 of the token with the app's secret."""
    return hmac.new(FACEBOOK_APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
