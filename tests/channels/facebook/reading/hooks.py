"""A signed webhook, and what of it is told and read."""

import hashlib
import hmac
import json

from bot.channels.channel import Hook, HookItem
from bot.channels.facebook import FacebookChannel
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed
from bot.sandbox import credentials
from bot.sandbox.credentials import NORTHBANK
from tests.channels.payloads import payload


def signed(body: bytes, *, secret: str = credentials.FACEBOOK_APP_SECRET) -> Hook:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Hook(headers={"x-hub-signature-256": f"sha256={digest}"}, body=body)


def told(channel: FacebookChannel, name: str) -> list[HookItem]:
    """The items of a webhook's situation."""
    return list(channel.receive(signed(json.dumps(payload(f"facebook/{name}")).encode())))


def read(channel: FacebookChannel, name: str) -> Inbound | Introduced | NotUsed:
    """The one item of a situation, told or found."""
    if name.startswith("found_"):
        body, account = json.dumps(payload(f"facebook/{name}")).encode(), NORTHBANK.page_id
        (found,) = channel.read(source="facebook", account=account, body=body)
        return found
    (item,) = told(channel, name)
    (found,) = channel.read(source=item.source, account=item.account, body=item.item.body)
    return found
