"""Facebook's handshake: it asks once, when the webhook is set up, whether we know the agreed word.

Source: developers.facebook.com/docs/graph-api/webhooks/getting-started, "Verification Requests".
"""

import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from config.settings import Settings


def handshake(settings: Settings) -> Callable[[Request], Awaitable[PlainTextResponse]]:
    """The endpoint that answers the challenge, or 403 when the word is another one."""
    agreed = settings.facebook_verify_token.get_secret_value().encode()

    async def challenge(request: Request) -> PlainTextResponse:
        asked = request.query_params
        offered = asked.get("hub.verify_token", "").encode()
        known = bool(agreed) and hmac.compare_digest(offered, agreed)
        if asked.get("hub.mode") != "subscribe" or not known:
            return PlainTextResponse("The verify token is not ours.", status_code=403)
        return PlainTextResponse(asked.get("hub.challenge", ""))

    return challenge
