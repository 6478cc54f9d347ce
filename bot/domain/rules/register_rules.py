"""complaints.toml: what the register of complaints calls products and root causes, and what they are to the FCA."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.frozen import Strict
from bot.domain.sla.regulatory import Slug
from bot.language import language_spoken

MOST = 100  # of a select menu in Slack


class FcaProduct(StrEnum):
    """Groups of products of the complaints return."""

    BANKING_AND_CREDIT_CARDS = "banking_and_credit_cards"
    HOME_FINANCE = "home_finance"
    INSURANCE_AND_PURE_PROTECTION = "insurance_and_pure_protection"
    DECUMULATION_AND_PENSIONS = "decumulation_and_pensions"
    INVESTMENTS = "investments"


class FcaCause(StrEnum):
    """Causes of the complaints return."""

    ADVISING_SELLING_ARRANGING = "advising_selling_arranging"
    INFORMATION_CHARGES_PERFORMANCE = "information_charges_performance"
    GENERAL_ADMIN_CUSTOMER_SERVICE = "general_admin_customer_service"
    ARREARS_RELATED = "arrears_related"
    OTHER = "other"


class Product(Strict):
    """One product, or kind of product."""

    title: str = Field(min_length=1, max_length=70)
    fca: FcaProduct | None = None


class Cause(Strict):
    """One root cause."""

    title: str = Field(min_length=1, max_length=70)
    ar: str = Field(default="", max_length=70)
    fca: FcaCause | None = None
    topics: tuple[Slug, ...] = ()  # of topics.toml; none: it fits all

    @property
    def said(self) -> str:
        """What it is called, in the reader's language."""
        return self.ar if self.ar and language_spoken() == "ar" else self.title


class RegisterRules(Strict):
    """complaints.toml."""

    currencies: tuple[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], ...] = Field(
        default=("GBP",), min_length=1, max_length=MOST
    )
    products: dict[Slug, Product] = Field(default_factory=dict, max_length=MOST)
    causes: dict[Slug, Cause] = Field(default_factory=dict, max_length=MOST)
    growing_weeks: int = Field(default=3, ge=2, le=8)
    growing_least: int = Field(default=5, ge=2, le=1000)

    def cause_said(self, name: str) -> str:
        """What a root cause is called, in the reader's language; one that left the list by its name."""
        cause = self.causes.get(name)
        return cause.said if cause else name.replace("_", " ").capitalize()

    def causes_for(self, topic: str) -> list[tuple[str, str]]:
        """Names and titles for a case about this topic: its own first, those of other topics last."""
        order = sorted(self.causes.items(), key=lambda one: _place(one[1], topic))
        return [(name, cause.said) for name, cause in order]


def _place(cause: Cause, topic: str) -> int:
    if topic and topic in cause.topics:
        return 0
    return 2 if topic and cause.topics else 1
