"""complaints.toml: what the register of complaints calls products and root causes, and what they are to the FCA."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.frozen import Strict
from bot.domain.sla.regulatory import Slug

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
    fca: FcaCause | None = None


class RegisterRules(Strict):
    """complaints.toml."""

    currencies: tuple[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], ...] = Field(
        default=("GBP",), min_length=1, max_length=MOST
    )
    products: dict[Slug, Product] = Field(default_factory=dict, max_length=MOST)
    causes: dict[Slug, Cause] = Field(default_factory=dict, max_length=MOST)
