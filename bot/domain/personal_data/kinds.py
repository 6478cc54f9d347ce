"""The kinds of personal data that are looked for, and one find of them."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found. CARD_CODE is the security code of a card: like the number, never stored (PCI
    DSS 3.3.1).
    """

    CARD = "card"
    CARD_CODE = "card_code"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    SORT_CODE = "sort_code"
    NATIONAL_ID = "national_id"
    OTP = "otp"
    PIN = "pin"
    PASSWORD = "password"
    SECURITY_ANSWER = "security_answer"
    BIRTH_DATE = "birth_date"
    CUSTOMER_NUMBER = "customer_number"
    WALLET = "wallet"
    UPI = "upi"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`text[start:end]` is personal data of this kind. It says where, never what."""

    start: int
    end: int
    kind: Kind
