"""replies.toml: what may be published, and how it must look."""

import re
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from bot.domain.frozen import Strict
from bot.domain.personal_data import Kind, fold
from bot.domain.rules.answers.approval_rules import ApprovalRules
from bot.domain.rules.answers.signature_rules import SignatureRules
from bot.domain.text import slots
from bot.language import listed, say_count

NAMES = {
    Kind.CARD: ("a card number", "{count} card numbers"),
    Kind.CARD_CODE: ("a card security code", "{count} card security codes"),
    Kind.IBAN: ("an IBAN", "{count} IBANs"),
    Kind.PHONE: ("a phone number", "{count} phone numbers"),
    Kind.EMAIL: ("an e-mail address", "{count} e-mail addresses"),
    Kind.ACCOUNT: ("an account number", "{count} account numbers"),
    Kind.SORT_CODE: ("a sort code", "{count} sort codes"),
    Kind.NATIONAL_ID: ("an identity number", "{count} identity numbers"),
    Kind.OTP: ("a one-time code", "{count} one-time codes"),
    Kind.PIN: ("a PIN", "{count} PINs"),
    Kind.PASSWORD: ("a password", "{count} passwords"),
    Kind.SECURITY_ANSWER: ("a security answer", "{count} security answers"),
    Kind.BIRTH_DATE: ("a date of birth", "{count} dates of birth"),
    Kind.CUSTOMER_NUMBER: ("a customer number", "{count} customer numbers"),
    Kind.WALLET: ("the address of a wallet", "{count} addresses of wallets"),
    Kind.UPI: ("a UPI ID", "{count} UPI IDs"),
    Kind.EXPIRY: ("the expiry date of a card", "{count} expiry dates of cards"),
}


def named(kinds: Iterable[str]) -> str:
    """``a phone number, a PIN``: the kinds of personal data in the language being spoken, cards first."""
    wanted = set(kinds)
    return listed(say_count(1, one, many) for kind, (one, many) in NAMES.items() if kind in wanted)


_CONTACT = re.compile(r"[^@\s]*@[\w-]+(\.[\w-]+)+|\+?(?:[\s().-]*\d){3,15}")
NOWHERE = frozenset({Kind.CARD, Kind.CARD_CODE})  # of personal data: what no answer may hold


HouseWords = Annotated[str, Field(min_length=1, max_length=300)]


class PromiseRules(Strict):
    """``[promises]``: what becomes of what an answer promises by a time."""

    offer: bool = True  # in the preview: "Remind me"
    remind_minutes: int = Field(default=30, ge=0, le=1440)  # before it is due
    lead_after_minutes: int = Field(default=15, ge=0, le=1440)  # after it was broken


class ReplyRules(Strict):
    """The bank's rules for answers, as in replies.toml."""

    forbidden: tuple[str, ...] = ()  # words or phrases that stop an answer
    caution: tuple[str, ...] = ()  # words or phrases that are pointed out, and stop nothing
    signature_required: bool = False
    signature_pattern: str = r"\^[A-Z]{2,3}"  # what ends an answer, such as ^AH
    signature: SignatureRules = Field(default_factory=SignatureRules)
    blocked_on_public: frozenset[Kind] = frozenset(Kind)
    block_secret_requests: bool = True
    own_contacts: tuple[str, ...] = ()  # the bank's own numbers and addresses: may be published
    secret_phrases: tuple[str, ...] = ()  # the bank's own additions: wording that asks for a secret
    ask_to_delete: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], str] = {
        "en": "Please delete this post: it shows personal details that anybody can misuse."
    }
    point_there: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], str] = {
        "en": "Thank you for writing. This seems to be about {bank}, and we are another bank, so we cannot see "
        "it from here. Please write to them: {place}. We hope it is put right soon."
    }
    warn_of_impostor: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], str] = {
        "en": "{name}, an account that is not ours has answered you here. Please do not reply to it, and follow no "
        "link of it. If you have told it anything already, write to us here at once. Your case: {case}."
    }
    branches: dict[
        Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], HouseWords
    ] = {}  # where they are
    brand_branches: dict[str, dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], HouseWords]] = {}
    mended: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], str] = {
        "en": "{name}, what you wrote to us about works again. Thank you for telling us. If it does not for you, "
        "please write to us here. Your case: {case}."
    }
    lock_minutes: int = Field(default=10, ge=1, le=120)  # how long an open form keeps others away
    approval: ApprovalRules = Field(default_factory=ApprovalRules)
    promises: PromiseRules = Field(default_factory=PromiseRules)

    def where_branches_are(self, *, brand: str, language: str) -> str:
        """What ``{branches}`` says: the brand's words, else the bank's, in English where none are in that."""
        words = self.brand_branches.get(brand) or self.branches
        return words.get(language) or words.get("en", "")

    @field_validator("forbidden", "caution", "secret_phrases")
    @classmethod
    def _no_empty_phrase(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        if any(not fold(phrase).text.strip() for phrase in phrases):
            raise ValueError(
                "An empty phrase is in the list. It would match every answer: take it out."
            )
        return phrases

    @field_validator("ask_to_delete", "point_there", "warn_of_impostor", "mended")
    @classmethod
    def _in_english_at_least(cls, words: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        if not words.get("en", "").strip():
            raise ValueError(
                f"{info.field_name} has no “en”, which is used where the customer's language has no words. Write them"
            )
        return words

    @field_validator("point_there")
    @classmethod
    def _says_where(cls, words: dict[str, str]) -> dict[str, str]:
        for language, wording in words.items():
            if "{place}" not in wording:
                raise ValueError(
                    f"“{language}” does not say where to write. Put {{place}} where the address goes"
                )
        return words

    @field_validator("warn_of_impostor", "mended")
    @classmethod
    def _has_known_slots(cls, words: dict[str, str]) -> dict[str, str]:
        for language, wording in words.items():
            if wrong := slots.unknown(wording):
                raise ValueError(
                    f"“{language}” has the slot {wrong[0]}, which there is not. Use {{name}}, {{handle}} and {{case}}"
                )
            if "{case}" not in wording:
                raise ValueError(
                    f"“{language}” says the same to everybody, which platforms refuse. Put {{case}} into it"
                )
        return words

    @field_validator("own_contacts")
    @classmethod
    def _can_be_recognised(cls, contacts: tuple[str, ...]) -> tuple[str, ...]:
        for contact in contacts:
            if not _CONTACT.fullmatch(contact.strip()):
                raise ValueError(
                    f"“{contact}” is no telephone number, e-mail address or @domain. Write it like "
                    "“+44 20 7946 0958”, “help@bank.example” or “@bank.example”"
                )
        return contacts

    @model_validator(mode="after")
    def _checked(self) -> Self:
        try:
            re.compile(self.signature_pattern)
        except re.error as error:
            raise ValueError(
                f"signature_pattern is not a regular expression: {error}. "
                r"One that works: \^[A-Z]{2,3}"
            ) from error
        if not self.blocked_on_public >= NOWHERE:
            raise ValueError(
                "blocked_on_public must keep card and card_code. Card numbers are never published."
            )
        return self
