"""Does an answer ask the customer for something that must not be said in public? English and
Arabic.

A sentence counts when it asks ("reply with", "what's") for a thing ("your account number") and does
not say the opposite ("never share"). It is read on folded text, so accents, Arabic vowels and alif
forms make no difference.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.domain.personal_data.folding import any_of, fold

Gravity = Literal["never", "in_private"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, in words for staff. Its gravity: never to be asked, or only in private."""

    thing: str
    gravity: Gravity
    points_to_private: bool


_NEVER = {
    "a PIN": any_of(
        "PIN|PIN number|pin code|passcode number|الرقم السري|رقمك السري|الرمز السري|رمزك السري"
    ),
    "a password": any_of(
        "password|passcode|passphrase|memorable word|login details|log-in details|"
        "online banking details|كلمة المرور|كلمة السر|كلمة مرورك|كلمة سرك"
    ),
    "a one-time code": any_of(
        "OTP|one-time code|one time code|one-time password|verification code|passcode we sent|"
        "code we sent|code we texted|رمز التحقق|رمز التفعيل|كود التحقق"
    ),
    "a card security code": any_of(
        "CVV|CVC|CVV2|security code|three digits on the back|3 digits on the back|رمز الأمان|"
        "الأرقام الثلاثة"
    ),
    "a full card number": any_of(
        "card number|card no|long number|card details|debit card number|credit card number|"
        "16 digits|16-digit number|رقم البطاقة|رقم بطاقتك|بيانات البطاقة|بيانات بطاقتك"
    ),
}
_IN_PRIVATE = {
    "an account number": any_of(
        "account number|account no|acct number|acc number|account details|sort code|"
        "bank details|IBAN|customer number|رقم الحساب|رقم حسابك|الآيبان|رقم العميل|"
        "بيانات الحساب|بيانات حسابك"
    ),
    "a date of birth": any_of(
        "date of birth|DOB|birth date|birthday|were you born|تاريخ الميلاد|تاريخ ميلادك"
    ),
    "an identity number": any_of(
        "social security number|SSN|national insurance number|NI number|national ID|ID number|"
        "iqama|passport number|maiden name|رقم الهوية|رقم هويتك|رقم الإقامة|رقم إقامتك|"
        "رقم جواز السفر"
    ),
    "a phone number": any_of(
        "your phone number|your mobile number|your contact number|your number|your phone|"
        "best number to reach you|رقم جوالك|رقم الجوال|رقم هاتفك|رقم الهاتف|رقم موبايلك"
    ),
    "an address": any_of(
        "your e-mail|your email|e-mail address|email address|your address|home address|"
        "your postcode|your zip code|بريدك الإلكتروني|البريد الإلكتروني|عنوانك"
    ),
}
_ASKS = re.compile(
    r"(?<!\w)[وف]?"
    + any_of(
        "reply with|respond with|reply here with|comment with|reply your|send|share|post|"
        "provide|give us|give me|tell us|tell me|let us know|let us have|confirm|verify|supply|"
        "DM|message us|what is|what's|whats|what are|what was|which is|when were|can we have|"
        "can i have|may we have|may i have|could we have|could i have|can i get|can we get|"
        "could you|can you|we need|we'll need|we will need|we require|i need|i'll need|"
        "please enter|type your|drop your|please include|include your|quote your|forward|"
        "need your|have your|in order to check your|أرسل|ارسلي|أرسلوا|إرسال|ارسال|زودنا|زودينا|"
        "تزويدنا|اكتب|كتابة|شاركنا|مشاركتنا|أعطنا|اعطنا|ما هو|ما هي|ماهو|ماهي|كم|نحتاج|"
        "نحتاج إلى|نرجو|يرجى|الرجاء|رجاء|أرفق|تأكيد|موافاتنا|وافنا|ابعث|ابعت|ممكن|متى"
    )
    + r"(?!\w)",
    re.IGNORECASE,
)
_OPPOSITE = re.compile(
    r"(?<!\w)"
    + any_of(
        "never|don't|dont|do not|not|won't|wouldn't|without|avoid|refrain|instead of|no need|"
        "delete|remove|removing|keep your|protect|stop|change your|reset|forgot|forgotten|لا|"
        "لن|عدم|دون|بدون|تجنب|ابدا|احذف|حذف|يمنع|لم"
    )
    + r"(?!\w)",
    re.IGNORECASE,
)
# What the bank offers to do is no request: "we'll send your new PIN by post".
_OFFERS = re.compile(
    r"\b(?:we'll|we will|we can|we've|we have|we are|we're|i'll|i will|i've|i have|we) {1,3}"
    r"(?:send|sent|sending|post|posted|share|shared|provide|provided|confirm|verify|tell|forward)\b",
    re.IGNORECASE,
)
_PRIVATELY = re.compile(
    r"(?<!\w)"
    + any_of(
        "DM|DMs|direct message|private message|PM|inbox|in private|privately|secure chat|"
        "messenger|secure message|secure link|by phone|call us|in branch|رسالة خاصة|الخاص|"
        "على الخاص|برسالة خاصة|الرسائل الخاصة|المحادثة الآمنة"
    )
    + r"(?!\w)",
    re.IGNORECASE,
)
# Arabic writes "and", "with", "to" and the article onto the word.
_WORD = r"(?<!\w)[وفبلك]{0,2}(?:ال)?"
_SENTENCE = re.compile(r"[^.!?;؟\n]+[.!?;؟\n]*|[.!?;؟\n]+")
_THINGS: tuple[tuple[str, Gravity, re.Pattern[str]], ...] = (
    *(
        (thing, "never", re.compile(rf"{_WORD}{words}(?!\w)", re.IGNORECASE))
        for thing, words in _NEVER.items()
    ),
    *(
        (thing, "in_private", re.compile(rf"{_WORD}{words}(?!\w)", re.IGNORECASE))
        for thing, words in _IN_PRIVATE.items()
    ),
)


def requests(text: str) -> list[Request]:
    """What this answer asks the customer to tell, each thing once, the gravest first."""
    found: dict[str, Request] = {}
    for sentence in _SENTENCE.findall(text):
        words = fold(sentence).text
        for thing, gravity, pattern in _THINGS:
            named = pattern.search(words)
            if named and _is_asked(words, named):
                found.setdefault(thing, Request(thing, gravity, bool(_PRIVATELY.search(words))))
    return sorted(found.values(), key=lambda request: request.gravity != "never")


def _is_asked(sentence: str, named: re.Match[str]) -> bool:
    """Asked for before it is named, and nothing before the name turns it into a warning."""
    before = sentence[: named.end()]
    asking = _ASKS.search(_OFFERS.sub(" ", before))
    return asking is not None and not _OPPOSITE.search(before)
