"""Secrets that are words, beside their names: passwords, answers to security questions, names of users."""

import re
from functools import lru_cache

from bot.domain.personal_data.claims import Claim
from bot.domain.personal_data.connecting import (
    ANSWER,
    ANY_WORDS,
    LEADING,
    LED_BY,
    SAID,
    SAID_BEFORE,
    SECURITY,
    SIGNS,
    TOKEN,
    UNQUOTED,
    USER_NAME,
)
from bot.domain.personal_data.folding import lowered
from bot.domain.personal_data.said_words import answer_in, begins, is_password
from bot.domain.personal_data.things import Spoken

WITH_WORDS = ("password", "security_answer")
_BACK, _REACH = 56, 110
_MOST_SIGNS = 4
_DIGIT = re.compile(r"[0-9]")
_TELLING = re.compile(r"[0-9_.]")
_NOT_TOLD = re.compile(
    r" (?:on|at|to|from|with|under|by) (?:the |a |my )?$"
)  # "her name is on the letter"
_USER = re.compile(r"[A-Za-z][\w.@\-]{2,39}")


def said(text: str, name: Spoken, thing: str) -> list[Claim]:
    """The password or the answer behind its name."""
    for leads in _leads():
        lead = leads.match(text, name.end, name.end + _REACH)
        if lead and (found := _told(text, name, thing, lead.end())):
            return found
    return []


def _told(text: str, name: Spoken, thing: str, at: int) -> list[Claim]:
    led = LED_BY.search(text, name.end, at)
    sign = led[0].strip() if led else ""
    asked = lowered(text[max(0, name.start - 90) : name.start])
    if name.is_weak and thing == "security_answer" and not SECURITY.search(asked):
        return []
    if thing == "security_answer":
        match = ANSWER.match(text, at, at + 100)
        led_on = bool(led) and not _NOT_TOLD.search(text[name.end : at])
        length = answer_in(match[1], led=led_on) if match else 0
        found = None
        if match and length:
            start = match.start(1)
            found = start - begins(text[name.end : start]), start + length
    else:
        found = _password_at(text, at, sign=sign, weak=name.is_weak)
    return [Claim(*found, thing, found[0] - name.end)] if found else []


def _password_at(text: str, at: int, *, sign: str, weak: bool) -> tuple[int, int] | None:
    """Where the password lies that begins here, if one does; a weak name wants a sign, or figures in it."""
    match = TOKEN.match(text, at, at + 42)
    if match is None:
        return None
    group = next(n for n in (1, 2, 3) if match[n])
    value = match[group].rstrip(".,:;'" if group == 3 else "")
    if text[at - 1 : at] == "(":
        value = value.rstrip(")")
    quoted = group != 3 or text[at - 1 : at] in ('"', "'")
    start = match.start(group) + len(value) - len(value.lstrip())
    value = value.strip()
    length = len(value)
    rest = text[start + len(value) : match.end() + 24]
    if weak and not sign and not (_DIGIT.search(value) and len(value) >= 6 and value[0].isalpha()):
        return None
    if not is_password(value, quoted=quoted, led=sign, rest=rest):
        return None
    while start > at - _MOST_SIGNS and text[start - 1] in "#*_~$@!%^&+<>-":
        start, length = start - 1, length + 1  # signs that seemed to lead to it are part of it
    return start, start + length


def user_name(text: str, name: Spoken) -> list[Claim]:
    """A user's name need not hold a digit; it must be led to by "is" or a sign."""
    if not USER_NAME.search(lowered(text[name.start : name.end])):
        return []
    lead = _leads()[0].match(text, name.end, name.end + _REACH)
    led = LED_BY.search(text, name.end, lead.end()) if lead else None
    match = _USER.match(text, lead.end()) if lead else None
    if match is None:
        return []
    value = match[0].rstrip(".-")
    if (not led or name.is_weak) and not _TELLING.search(value):
        return []
    sign = led[0].strip() if led else ""
    if not is_password(value, quoted=False, led=sign, rest=text[match.start() + len(value) :][:8]):
        return []
    return [
        Claim(
            match.start(), match.start() + len(value), "customer_number", match.start() - name.end
        )
    ]


def said_before(text: str, name: Spoken) -> list[Claim]:
    """A password or an answer before its name: "Hunter22 is my password"."""
    if name.things[0] not in WITH_WORDS or name.is_weak:
        return []
    match = SAID.search(text[max(0, name.start - _BACK) : name.start])
    if match is None:
        return []
    start = max(0, name.start - _BACK) + match.start(1)
    value = match[1]
    if name.things[0] == "password":
        said = is_password(value, quoted=False, led="", rest="")
    else:
        said = value[0].isupper() and answer_in(value, led=True) == len(value)
    return [Claim(start, start + len(value), name.things[0], 1)] if said else []


@lru_cache
def _leads() -> tuple[re.Pattern[str], ...]:
    """What may lead to a secret that is words: few words that only lead on, else any that end in "is"."""
    few = (
        rf"(?:'s(?= ))?(?:(?:{SIGNS}|, |\.{{2,4}}){{0,3}}(?:{LEADING})(?![\w'/\-#@$])){{0,8}}"
        rf"(?:{UNQUOTED}|, |\? |\.{{2,4}}){{0,5}}"
    )
    led = (few, rf"{ANY_WORDS}{SIGNS}{{0,5}}", SAID_BEFORE)
    return tuple(re.compile(each, re.IGNORECASE) for each in led)
