"""Addresses of crypto wallets and UPI ids, by their own shape. With a word beside them: ``named_values``."""

import re
from collections.abc import Iterator

from bot.domain.personal_data.kinds import Finding, Kind

_BASE_58 = "[1-9A-HJ-NP-Za-km-z]"
_ADDRESS = re.compile(
    r"(?<![\w/.=])(?:0x[0-9A-Fa-f]{40}|bc1[02-9ac-hj-np-z]{25,62}"
    rf"|(?=[13TrL]{_BASE_58}{{0,30}}[0-9])(?=[13TrL]{_BASE_58}{{0,40}}[a-z])(?=[13TrL]{_BASE_58}{{0,40}}[A-Z])"
    rf"(?:[13]{_BASE_58}{{25,34}}|T{_BASE_58}{{33}}|r{_BASE_58}{{24,34}}|L{_BASE_58}{{26,33}}))(?!\w)"
)
# What stands behind the @ of an id of India's UPI: banks and apps, from NPCI's public list.
_UPI = re.compile(
    r"(?<![\w.@+-])[\w.\-]{2,50}@(?:ok(?:axis|hdfcbank|icici|sbi)|[yia][bx]l|upi|paytm|pt(?:sbi|yes|axis|hdfc)|[yr]?apl"
    r"|wa(?:icici|axis|hdfcbank|sbi)|icici|sbi|hdfcbank(?:jd)?|kotak|axisb(?:ank)?|barodampay|pnb|cnrb|boi|idfc(?:bank|first)?"
    r"|freecharge|airtel|jupiteraxis|fam|slice|yes(?:bank|pay)|superyes|naviaxis|timecosmos|ikwik|indus|federal|fbl|rbl"
    r"|dbs|citi(?:gold)?|sc|sib|uco|mahb|unionbank(?:ofindia)?|idbi|iob|aubank|equitas|postbank|jio|tapicici|axl|pingpay"
    r"|trans|goaxb|shriramhdfcbank|oneyes|pockets|indianbank|kbl|kvb|dlb|nsdl|hsbc|amazonpay)(?![\w@]|\.[\w])",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Finding]:
    """Wallets and UPI ids in folded text."""
    for match in _ADDRESS.finditer(text):
        yield Finding(*match.span(), Kind.WALLET)
    if "@" in text:
        for match in _UPI.finditer(text):
            yield Finding(*match.span(), Kind.UPI)
