"""Why a number, address or link is not taken into the weekly data. No sentence repeats it: a card may be in it."""

import re
from collections.abc import Iterable, Iterator

from bot.desk.desk import Desk
from bot.domain.personal_data.findings import find_cards, keys_of
from bot.domain.personal_data.kinds import Kind
from bot.domain.personal_data.masking import mask_all
from bot.domain.rules.house.contact_row import FRAUD, OURS, ContactRow
from bot.domain.text.shared_hosts import is_shared
from bot.language import say

_NAME_MOST = 40
_LEAST_OF_A_CARD = 13  # digits; "Cards" beside a telephone number makes no card of it
_NO_BRACKETS = str.maketrans("[]", "()")  # the name stands in brackets itself


def of(desk: Desk, row: ContactRow, *, beside: Iterable[object] = ()) -> str:
    """What is wrong with it; empty where nothing is. ``beside``: rows that stand or will stand with it."""
    if _holds_a_card(row):
        return say("There is a card's number or code in it, and those are never kept. Take it out.")
    if row.is_link and row.whose == FRAUD:
        return say(
            "Links of fraudsters are not looked for yet. Enter a number, an e-mail address or an account of theirs."
        )
    host = _all_of(row)
    files = desk.rules.files or desk.rules
    if any(host == one or host.endswith(f".{one}") for one in files.gate.shorteners):
        return say(
            "{host} hides where a link leads, as fraudsters do. Enter the address it leads to.",
            host=host,
        )
    if host and is_shared(host):
        return say("Many share {host}, not the bank alone. Enter the whole address.", host=host)
    return _stands_otherwise(desk, row, beside)


def masked_name(desk: Desk, name: str) -> str:
    """What it is called, without personal data, and no longer than a name may be."""
    if not name:
        return name
    masked = mask_all(name, regions=desk.rules.regions(""))
    return name if masked == name else masked.translate(_NO_BRACKETS)[:_NAME_MOST].strip()


def _holds_a_card(row: ContactRow) -> bool:
    """Whether a card stands in it, in the name, or in the two together."""
    digits = " ".join(re.findall(r"\d+", row.name))
    if any(map(find_cards, (row.value, row.name, f"{row.value} {digits}"))):
        return True
    is_long = sum(map(str.isdigit, row.value)) >= _LEAST_OF_A_CARD and "+" not in row.value
    found = find_cards(f"{row.value} {row.name}")
    return any(one.kind is Kind.CARD_CODE or is_long for one in found)


def _all_of(row: ContactRow) -> str:
    """The host that it takes in as a whole; empty where it is one number or one address."""
    if row.is_link:
        return row.value if not set("/?#") & set(row.value) else ""
    return row.value[1:].lower() if row.value.startswith("@") else ""


def _stands_otherwise(desk: Desk, row: ContactRow, beside: Iterable[object]) -> str:
    regions = desk.rules.regions("")
    others = list(_others(desk, row, beside))
    mine = keys_of(frozenset({row.value}), regions)
    for one in others:
        theirs = keys_of(frozenset({one}), regions)
        if any(_is_in(a, b) or _is_in(b, a) for a in mine for b in theirs):
            if row.whose == OURS:
                return say("It stands as a fraudster's already. Take it away there first.")
            return say("It stands as the bank's own already. Take it away there first.")
    return ""


def _is_in(one: str, other: str) -> bool:
    return one == other or (other.startswith("@") and one.endswith(other))


def _others(desk: Desk, row: ContactRow, beside: Iterable[object]) -> Iterator[str]:
    """Those that are of the other sort, in the bank's files and among the rows."""
    files = desk.rules.files or desk.rules
    if row.whose == OURS:
        yield from (one.value for one in files.personal_data.fraud)
    else:
        yield from (*files.personal_data.own, *files.replies.own_contacts)
    for one in beside:
        if isinstance(one, ContactRow) and one.whose != row.whose:
            yield one.value
