"""How the value of each thing is written: a pattern, and a check where the pattern says too little.

The patterns are for folded text, whatever its capitals. None begins or ends inside a number.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.personal_data.dates import DATE, MONTH_AND_YEAR
from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Kind
from bot.domain.personal_data.names.between import SPELLED

_UNITS = any_of(
    "pounds|pound|dollars|dollar|euros|euro|quid|gbp|usd|eur|sar|aed|egp|kwd|qar|inr|ngn|kes|zar|riyals|"
    "riyal|dirhams|dirham|rupees|rupee|naira|rand|shillings|pesos|reais|points|times|time|days|day|hours|"
    "hour|hrs|mins|min|minutes|minute|seconds|secs|weeks|week|months|month|years|year|yrs|attempts|tries|"
    "digits|digit|chars|characters|people|customers|o'clock|uhr|heures|fois|jours|ans|veces|dias|"
    "años|mal|tage|jahre|vezes|volte|giorni|kali|hari|zl|tl|lei|kr|kc|ريال|درهم|جنيه|دولار|دينار|مره|مرات|"
    "ايام|يوم|ساعه|ساعات|دقيقه|دقايق|شهر|سنه|سنين|٪|%|k|m|mil|lakh|crore|million"
)
_NO_MORE = r"(?![0-9A-Za-z_]|[.,:/][0-9]| {0,1}" + _UNITS + r"(?![^\W\d_]))"
_NOT_WITHIN = r"(?<![0-9£$€₹][.,:])(?<![0-9£$€₹])"
DIGIT_WORDS = any_of("|".join(SPELLED.split()))
_BETWEEN = r"(?: ?[\-./] ?| )"


def _digits(least: int, most: int, between: str = r"(?: ?- ?| )") -> str:
    return rf"{_NOT_WITHIN}[0-9](?:{between}?[0-9]){{{least - 1},{most - 1}}}{_NO_MORE}"


def _one_by_one(least: int, most: int) -> str:
    """Single digits with a sign between: "4.8.2.1"."""
    return rf"{_NOT_WITHIN}[0-9](?:[ .,_*/\-]{{1,2}}[0-9]){{{least - 1},{most - 1}}}(?![0-9A-Za-z])"


def _spelled(least: int, most: int) -> str:
    """Digits as words: "four eight two one"."""
    word = f"(?:{DIGIT_WORDS})"
    return rf"(?<!\w){word}(?:[ ,\-]{{1,2}}{word}){{{least - 1},{most - 1}}}(?!\w)"


# A number with letters: groups that each hold a digit; letters alone may lead and end it.
_MIXED = (
    r"(?<![0-9A-Za-z])(?:[A-Z]{1,6}[\-/]{0,2}|(?-i:[A-Z]{1,6}) {1,2})?[0-9][0-9A-Z]*"
    r"(?:[\-./]{1,2}[0-9A-Z]{0,9}[0-9][0-9A-Z]*| (?=[0-9A-Z]{2})[A-Z]{0,3}[0-9]{2,}[0-9A-Z]*"
    r"|[ \-]?[A-Z]{1,2}(?=[ \-]?[0-9])){0,7}"
    r"(?: [0-9](?= {0,3}(?:$|[.,;!?)\n]))|\([0-9A]\)|-?[A-Z]{1,2}| (?-i:[A-Z]{1,2}))?(?![0-9A-Za-z_@]|[.,:][0-9]| {0,1}"
    + _UNITS
    + r"(?![^\W\d_]))"
)
_ONE_TOKEN = r"(?<![0-9A-Za-z])(?=[A-Z]*[0-9])[0-9A-Z]{6,20}(?![0-9A-Za-z(]|[ ./\-]?[0-9])"
_HANDLE = r"[A-Z0-9][\w.\-]{1,49}@[A-Z]{2,20}(?![\w.@])"
_ADDRESS = r"0x[0-9A-F]{40}|bc1[0-9A-Z]{25,62}|[13LMTrDX][1-9A-HJ-NP-Za-km-z]{25,43}|[1-9A-HJ-NP-Za-km-z]{32,44}"


@dataclass(frozen=True, slots=True)
class Shape:
    """The pattern of a value, after a sure name and after one that means other things too; and its check."""

    kind: Kind
    sure: str
    weak: str
    fits: Callable[[str], bool] = bool


def _count(value: str) -> int:
    return sum(map(str.isdigit, value))


def _is_id(value: str) -> bool:
    """Enough digits for an identity number."""
    signs = sum(map(str.isalnum, value))
    return 6 <= signs <= 25 and (_count(value) >= 5 or (_count(value) >= 3 and signs >= 8))


def _is_customer_number(value: str) -> bool:
    signs = sum(map(str.isalnum, value))
    return 5 <= signs <= 22 and _count(value) >= 3


def _is_account(value: str) -> bool:
    return _count(value) >= 5 and not value.lower().startswith("0x")


def _is_code(value: str) -> bool:
    """Digits alone, or letters with at least two of them."""
    return _count(value) != 1 and (value.isalpha() or " " in value or len(value) >= 4)


SHAPES = {
    "otp": Shape(
        Kind.OTP,
        rf"(?:[A-Z]-)?{_digits(4, 9)}|{_spelled(4, 8)}|{_one_by_one(4, 8)}"
        r"|(?=[A-Z\-]*[0-9][A-Z\-]*[0-9])[0-9A-Z]{2,5}-[0-9A-Z]{2,5}(?![0-9A-Za-z-])"
        rf"|(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[0-9A-Z]{{5,8}}(?![0-9A-Za-z])",
        rf"(?:[A-Z]-)?{_digits(5, 8)}|(?:(?<=is )|(?<=was )|(?<=: )|(?<=:)|(?<== ))[0-9]{{4}}{_NO_MORE}",
        _is_code,
    ),
    "pin": Shape(Kind.PIN, f"{_digits(4, 8)}|{_spelled(4, 6)}|{_one_by_one(4, 6)}", _digits(4, 6)),
    "card_code": Shape(
        Kind.CARD_CODE,
        rf"{_NOT_WITHIN}[0-9](?: ?[0-9]){{2,3}}(?![0-9]|[.,:/][0-9])|{_spelled(3, 4)}|{_one_by_one(3, 4)}",
        _digits(3, 4),
    ),
    "expiry": Shape(Kind.EXPIRY, f"{MONTH_AND_YEAR}|{DATE}", f"{MONTH_AND_YEAR}|{DATE}"),
    "card": Shape(
        Kind.CARD,
        rf"{_NOT_WITHIN}[0-9](?:[ .,/_\-|:;*]{{0,3}}[0-9]){{11,25}}(?![0-9])|{_spelled(12, 19)}",
        rf"{_NOT_WITHIN}[0-9](?:[ .,/_\-|:;*]{{0,3}}[0-9]){{11,18}}(?![0-9])",
    ),
    "iban": Shape(
        Kind.IBAN,
        r"[A-Z]{2}[ -]?[0-9]{2}(?:[ -]?[0-9A-Z]{4})(?:[ -]?(?=[A-Z]{0,3}[0-9])[0-9A-Z]{4}){2,6}"
        r"(?:[ -]?[0-9][0-9A-Z]{0,2})?(?![0-9A-Za-z])",
        "(?!)",
    ),
    "account": Shape(
        Kind.ACCOUNT,
        rf"{_NOT_WITHIN}[0-9](?:{_BETWEEN}?[0-9]){{4,27}}(?:[ -][0-9XK](?![0-9A-Za-z]))?{_NO_MORE}|{_MIXED}"
        r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        rf"{_digits(7, 26, _BETWEEN)}|[0-9]{{4,10}}-[0-9X](?![0-9A-Za-z-])"
        rf"|(?:(?<=: )|(?<=:)|(?<=#))[0-9]{{6}}{_NO_MORE}",
        _is_account,
    ),
    "sort_code": Shape(
        Kind.SORT_CODE,
        rf"{_digits(3, 9, _BETWEEN)}(?:-[0-9X](?![0-9A-Za-z]))?|[A-Z]{{4}}0[0-9A-Z]{{6}}(?![0-9A-Za-z])",
        rf"{_NOT_WITHIN}(?:[0-9]{{2}}[ \-.]?[0-9]{{2}}[ \-.]?[0-9]{{2}}"
        rf"|[0-9]{{5}}-[0-9]{{3}}|[0-9]{{4}}-[0-9X]|[0-9]{{5,9}}){_NO_MORE}",
    ),
    "customer_number": Shape(Kind.CUSTOMER_NUMBER, _MIXED, _digits(6, 12), _is_customer_number),
    "national_id": Shape(
        Kind.NATIONAL_ID, rf"{_ONE_TOKEN}|{_MIXED}", rf"(?:[A-Z]{{1,2}})?{_digits(7, 15)}", _is_id
    ),
    "birth_date": Shape(Kind.BIRTH_DATE, DATE, DATE),
    "wallet": Shape(
        Kind.WALLET,
        rf"(?<!\w)(?:{_ADDRESS})(?!\w)|{_digits(6, 20)}|{_ONE_TOKEN}",
        rf"(?<!\w)(?:{_ADDRESS})(?!\w)",
        _is_id,
    ),
    "upi": Shape(Kind.UPI, _HANDLE, _HANDLE),
    "nothing": Shape(Kind.ACCOUNT, _MIXED, "(?!)"),
}
# Routing numbers, BLZ, IFSC, agência …: other countries' sort codes, and written as they are.
SHAPES["bank_code"] = SHAPES["sort_code"]
# So long or so marked that they may stand right before their name: "55779911 account number".
LONG = (
    "sort_code",
    "expiry",
    "card_code",
    "account",
    "national_id",
    "card",
    "birth_date",
    "customer_number",
    "iban",
    "upi",
)
