"""The kinds of personal data that are looked for, and one find of them."""

import re
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
    fraud: str = ""  # the name of the fraudster's number that it is known to be


# What is shown in its place, in every language: staff know it from each post.
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
FRAUD = "[known fraud number: {name}]"
REST_HIDDEN = " [the rest is not shown]"
PLACEHOLDER = re.compile(
    "|".join(re.escape(words) for words in sorted({*PLACEHOLDERS.values(), REST_HIDDEN.strip()}))
    + re.escape(FRAUD).replace(r"\{name\}", r"[^\[\]\n]{1,40}").join(("|", ""))
)

# What nobody at the bank is ever shown: with these somebody could pay, or be taken for the customer.
NEVER_SHOWN = frozenset(
    {
        Kind.CARD,
        Kind.CARD_CODE,
        Kind.EXPIRY,
        Kind.OTP,
        Kind.PIN,
        Kind.PASSWORD,
        Kind.SECURITY_ANSWER,
    }
)

# What stands for a find in a text that is looked through on: for a card's number or code, and for any other.
CARD_MARK, MARK = "\ue001", "\ue000"
