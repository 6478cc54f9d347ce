"""What customers and the banks say to each other in private: direct messages on X, and Messenger."""

from typing import Any

from bot.sandbox.credentials import BRANDS
from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.x.part import XPart

_BANK_ON_X = {brand.x_id: brand for brand in BRANDS}
_PAGES = {brand.page_id: brand for brand in BRANDS}


def private_talks(x: XPart, facebook: FacebookPart, most: int) -> list[dict[str, Any]]:
    """The newest messages of each platform, oldest first. Expects the world's lock to be held."""
    return [*_on_x(x, most), *_in_messenger(facebook, most)]


def _on_x(x: XPart, most: int) -> list[dict[str, Any]]:
    found = []
    for sent in x.messages.sent[-most:]:
        ours = [each for each in sent.participants if each in _BANK_ON_X]
        customers = [each for each in sent.participants if each not in _BANK_ON_X]
        if len(ours) != 1 or len(customers) != 1:
            continue  # two banks, or two customers: nobody here plays that
        bank, is_bank = _BANK_ON_X[ours[0]], sent.sender_id == ours[0]
        found.append(
            {
                "id": sent.id,
                "channel": "x",
                "talk": f"x-{sent.dm_conversation_id}",
                "brand": bank.name,
                "account": f"@{bank.x_username}",
                "customer": x.posts.users[customers[0]].name,
                "author": bank.x_name if is_bank else x.posts.users[sent.sender_id].name,
                "is_bank": is_bank,
                "text": sent.text,
                "at": sent.created_at,
                "gone": False,
            }
        )
    return found


def _in_messenger(facebook: FacebookPart, most: int) -> list[dict[str, Any]]:
    found = []
    for sent in facebook.messenger.messages[-most:]:
        page, customer = _PAGES[sent.page_id], facebook.objects.name(sent.person_id)
        found.append(
            {
                "id": sent.mid,
                "channel": "facebook",
                "talk": f"facebook-{sent.page_id}-{sent.person_id}",
                "brand": page.name,
                "account": page.page_name,
                "customer": customer,
                "author": page.page_name if sent.by_page else customer,
                "is_bank": sent.by_page,
                "text": sent.text,
                "at": sent.at,
                "gone": sent.removed,
            }
        )
    return found
