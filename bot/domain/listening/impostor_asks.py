"""What an account that looks like us asks a customer for: to write, ring or click where we are not, or what only a
bank is told. Asked is who reads it: “DM them” and “never send your number” send nobody to whoever says so.
"""

import re
from dataclasses import dataclass

_HANDLE = re.compile(
    r"(?<![\w@.])@[\w.-]{2,50}"
)  # whom it answers: the number in one asks for nothing
_ASKED_WITHIN = 2000  # letters of a post: this is looked for while it is taken in
_BEFORE = 40  # letters, in which it stands that something is not to be done
_GOES = re.compile(
    r"https?://|www\.|(?<![\w-])[\w-]++\.(?:com|net|org|example|info|online|site|link|me|io|co)\b|\bwa\.me\b|t\.me/"
    r"|\b(?:dm|pm|inbox|message|msg|text|whats\s?app|telegram|call|ring|phone|contact|write|reach|chat|e-?mail|click"
    r"|follow|send|link|form|verify|confirm)\b"
    r"(?!\W+(?:to\W+)?(?:them|him|her|it|everyone|anyone|those|you|your\W+bank|the\W+(?:number|bank|ombudsman|branch))\b)"
    r"|\+?\d[\d\s().-]{6,}\d|\[[\w -]{2,30} hidden\]",
    re.IGNORECASE,
)
_GOES_AR = re.compile(
    r"راسلنا|راسلني|تواصل|خاص|واتس|تلغرام|تليجرام|اتصل|اضغط|الرابط|رابط|ارسل|أرسل|ابعت|رقم"
)
_TO_THEM_AR = re.compile(r"لهم|كلمهم|راسلهم|تواصل معهم|خلف البطاقة")
_NOT_SO = re.compile(
    r"(?:\b(?:don'?t|do\s+not|never|won'?t|didn'?t|not|they|their|on|my|answered?)\b)(?:[\s,]+[\w']+){0,2}\s+$",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:don'?t|do\s+not|never)\b(?:[\s,]+[\w']+){0,3}\s+$|\b(?:my|his|her|their)\s+$",
    re.IGNORECASE,
)
# What only a bank is told, whoever asks for it.
_SECRETS = re.compile(
    r"\b(?:your|ur)\s+(?:(?:full|registered|contact|mobile|phone|account|card|customer|bank|6|six|digit|sort|log)\s+){0,3}"
    r"(?:number|mobile|phone|code|details|login|in|name|username|password|passcode|pin|id|e-?mail|postcode"
    r"|date\s+of\s+birth|dob)\b|\b(?:code|id)\s+(?:we\s+sent|in\s+a\s+dm)|\b(?:account|card)\s+number\b"
    r"|\byour\W+money\W+back\b|رقم\s*(?:حساب|جوال|بطاق|البطاق|الحساب|ك)|بيانات",
    re.IGNORECASE,
)
# How one speaks who answers for a bank.
_VOICE = re.compile(
    r"\b(?:help|assist|assistance|sorry|resolve|resolved|look\s+into|sort\s+this|inconvenience|account|refund|fix|please|pls|plz|kindly"
    r"|verify|continue|unlock)\b|نعتذر|حساب|مشكلت|خدمت",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asks:
    """The words that ask; ``for_secrets``: what only a bank is told; ``as_a_bank``: as one speaks for a bank."""

    words: str = ""
    for_secrets: bool = False
    as_a_bank: bool = False

    def is_enough(self, *, is_whole: bool, is_bare: bool) -> bool:
        """Whether this tells an impostor from one who has our name for a reason."""
        if not self.words:
            return False
        return is_whole or self.for_secrets or (is_bare and self.as_a_bank)


def asks_of(text: str) -> Asks:
    """What a text asks whoever reads it for; no words where it asks nothing."""
    read = _HANDLE.sub(" ", text[:_ASKED_WITHIN])
    secret, goes = _first(_SECRETS, read), _first(_GOES, read)
    if goes is None and not _TO_THEM_AR.search(read):
        goes = _GOES_AR.search(read)
    found = goes or secret
    if found is None:
        return Asks()
    return Asks(" ".join(found[0].split()), secret is not None, bool(_VOICE.search(read)))


def _first(what: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first place where it stands and is not said not to be done, nor to be done with others."""
    for found in what.finditer(text):
        unless = _NOT_SO if found[0].isalpha() else _NEVER
        if not unless.search(text[max(0, found.start() - _BEFORE) : found.start()]):
            return found
    return None
