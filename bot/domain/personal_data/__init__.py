"""Finds and masks the personal data that people post about themselves: cards, IBANs, accounts,
phones, e-mail, ids.
"""

from bot.domain.personal_data.findings import find
from bot.domain.personal_data.folding import Folded, fold
from bot.domain.personal_data.kinds import PLACEHOLDERS, Finding, Kind
from bot.domain.personal_data.masking import mask, mask_all, without_cards

__all__ = [
    "PLACEHOLDERS",
    "Finding",
    "Folded",
    "Kind",
    "find",
    "fold",
    "mask",
    "mask_all",
    "without_cards",
]
