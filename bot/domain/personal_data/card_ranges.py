"""Which first digits belong to payment cards, and how long such numbers are.

Issuer ranges under ISO/IEC 7812-1, from the schemes' public documents: Visa, Mastercard (2221-2720
since 2017), American Express, Diners Club, Discover, JCB, UnionPay, RuPay, Maestro, Mada, Mir,
Borica, NAPAS, Troy, Humo, Uzcard.
"""

from functools import lru_cache

_LONG = frozenset(range(16, 20))
_SIXTEEN = frozenset({16})

_RANGES: tuple[tuple[str, str, frozenset[int]], ...] = (
    ("4", "4", frozenset({13, 16, 18, 19})),  # Visa; Mada has many ranges inside
    ("51", "55", _SIXTEEN),  # Mastercard
    ("2221", "2720", _SIXTEEN),  # Mastercard, second series
    ("34", "34", frozenset({15})),  # American Express
    ("37", "37", frozenset({15})),
    ("300", "305", frozenset(range(14, 20))),  # Diners Club
    ("3095", "3095", frozenset(range(14, 20))),
    ("36", "36", frozenset(range(14, 20))),
    ("38", "39", frozenset(range(14, 20))),
    ("3528", "3589", _LONG),  # JCB
    ("50", "50", frozenset(range(13, 20))),  # Maestro, RuPay 508, Verve 5061, Meeza 5078
    ("56", "59", frozenset(range(13, 20))),  # Maestro, Mada 5888-5892
    # Maestro; Discover 6011, 644-649, 65; UnionPay 62; RuPay 60, 65; Mada 6048; Hipercard 606282
    ("60", "69", frozenset(range(13, 20))),
    ("81", "82", _LONG),  # RuPay, UnionPay
    ("2200", "2205", _LONG),  # Mir, Borica
    ("8600", "8600", _SIXTEEN),  # Uzcard
    ("9682", "9682", _SIXTEEN),  # Mada
    ("9704", "9704", _LONG),  # NAPAS
    ("9792", "9792", _SIXTEEN),  # Troy
    ("9860", "9860", _SIXTEEN),  # Humo
)
_NONE: frozenset[int] = frozenset()


@lru_cache(maxsize=4096)
def lengths_for(first_six: str) -> frozenset[int]:
    """How long a card number that begins like this may be; empty if none does."""
    found = (lengths for low, high, lengths in _RANGES if low <= first_six[: len(low)] <= high)
    return _NONE.union(*found)
