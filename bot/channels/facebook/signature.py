"""Whether a request really comes from Facebook: the hub's handshake and the signature of a body.

Source: developers.facebook.com/docs/graph-api/webhooks/getting-started. The signature covers the
raw bytes; Meta escapes unicode, so a body that was parsed and written again never fits.
"""

import hashlib
import hmac
from collections.abc import Mapping

from bot.channels.channel import BadSignature, Hook

HEADER = "x-hub-signature-256"


def verify(hook: Hook, *, app_secret: str) -> None:
    """Raises BadSignature unless the raw body was signed with the app's secret."""
    if not app_secret:
        raise BadSignature("EARSHOT_FACEBOOK_APP_SECRET is not set, so nothing can be verified.")
    given = hook.headers.get(HEADER, "")
    signed = hmac.new(app_secret.encode(), hook.body, hashlib.sha256).hexdigest()
    # As bytes: a header with other than ASCII would make the comparison raise.
    if not hmac.compare_digest(given.encode(), f"sha256={signed}".encode()):
        raise BadSignature("The signature does not fit the body.")


def challenge(query: Mapping[str, str], *, verify_token: str) -> str:
    """What to answer when Meta sets up the webhook. Raises BadSignature for a wrong token."""
    given = query.get("hub.verify_token", "")
    fits = hmac.compare_digest(given.encode(), verify_token.encode())
    if query.get("hub.mode") != "subscribe" or not verify_token or not fits:
        raise BadSignature("The verify token is not ours.")
    return query.get("hub.challenge", "")


def proof(token: str, *, app_secret: str) -> str:
    """``appsecret_proof``: shows that whoever uses the token also has the app's secret."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
