"""What the gate found in a text: which kind, where, and whether it is sure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]


class Kind(StrEnum):
    """The kinds of findings, as gate.toml names them. Personal data has rules of its own."""

    ASKS_SECRET = "asks_secret"
    ASKS_IN_PRIVATE = "asks_in_private"
    QUOTES_CUSTOMER = "quotes_customer"
    CUSTOMER_FACT = "customer_fact"
    UNLISTED_LINK = "unlisted_link"
    SHORT_LINK = "short_link"
    LOOKALIKE_LINK = "lookalike_link"
    SLACK_MARKUP = "slack_markup"
    INTERNAL_WORDS = "internal_words"
    COLLEAGUE = "colleague"
    PROMISE = "promise"
    PRODUCT_WORDS = "product_words"
    ADMISSION = "admission"
    BLAME = "blame"
    COMPETITOR = "competitor"
    TONE = "tone"
    SAME_TEXT = "same_text"
    UNREAD = "unread"


class Severity(StrEnum):
    """What follows from a finding."""

    BLOCK = "block"
    APPROVAL = "approval"
    WARN = "warn"
    PASS = "pass"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. ``values`` are what its sentence names; never a secret itself."""

    kind: Kind
    spans: tuple[Span, ...] = ()
    is_sure: bool = True
    values: Mapping[str, str] = field(default_factory=dict)
