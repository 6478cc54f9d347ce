"""Personal data replaced by words that say what stood there. Used before the first write, the
first Slack call and every log line.
"""

from collections.abc import Iterable

from bot.domain.personal_data.findings import Regions, find, find_cards
from bot.domain.personal_data.kinds import Finding, Kind

PLACEHOLDERS = {
    Kind.CARD: "[card number hidden]",
    Kind.CARD_CODE: "[card security code hidden]",
    Kind.IBAN: "[IBAN hidden]",
    Kind.PHONE: "[phone number hidden]",
    Kind.EMAIL: "[e-mail hidden]",
    Kind.ACCOUNT: "[account number hidden]",
    Kind.SORT_CODE: "[sort code hidden]",
    Kind.NATIONAL_ID: "[ID number hidden]",
    Kind.OTP: "[one-time code hidden]",
    Kind.PIN: "[PIN hidden]",
    Kind.PASSWORD: "[password hidden]",
    Kind.SECURITY_ANSWER: "[security answer hidden]",
    Kind.BIRTH_DATE: "[date of birth hidden]",
    Kind.CUSTOMER_NUMBER: "[customer number hidden]",
    Kind.WALLET: "[wallet hidden]",
    Kind.UPI: "[UPI ID hidden]",
    Kind.EXPIRY: "[card expiry hidden]",
}

_ROUNDS = 4  # a mask is a word too, and may let its neighbour be recognised; rarely, and not twice


def mask(text: str, findings: Iterable[Finding]) -> str:
    """`text` with each finding replaced by its placeholder. Findings are on the offsets of `text`,
    in any order.
    """
    pieces, at = [], 0
    for finding in sorted(findings):
        if finding.end <= at:
            continue
        pieces += [text[at : max(at, finding.start)], PLACEHOLDERS[finding.kind]]
        at = finding.end
    return "".join([*pieces, text[at:]])


def mask_all(text: str, *, regions: Regions = ("GB",), allow: frozenset[str] = frozenset()) -> str:
    """Everything that `find` finds, masked. Twice is the same as once."""
    for _ in range(_ROUNDS):
        findings = find(text, regions=regions, allow=allow)
        if not findings:
            break
        text = mask(text, findings)
    return text


def without_cards(text: str) -> str:
    """What may be sealed: only card numbers and their security codes are gone."""
    return mask(text, find_cards(text))
