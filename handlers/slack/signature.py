"""Whether a request is Slack's: signed with our secret, over these very bytes, minutes ago at most."""

import re

from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request

_TIMESTAMP, _SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"
# Slack's own library fails on a time that is no number, and on a signature that is not ASCII.
_SECONDS, _SIGNED = re.compile(r"[0-9]{1,12}"), re.compile(r"v0=[0-9a-f]{64}")


def is_slacks(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    """Signed with our secret, over these very bytes, within the last five minutes."""
    stamp, signature = request.headers.get(_TIMESTAMP, ""), request.headers.get(_SIGNATURE, "")
    if not _SECONDS.fullmatch(stamp) or not _SIGNED.fullmatch(signature):
        return False
    try:
        return verifier.is_valid(body, stamp, signature)
    except UnicodeDecodeError:
        return False
