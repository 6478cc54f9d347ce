"""What may be published. Rules come from the bank's file; the verdicts are sentences for the
person who wrote the answer.

No verdict repeats the secret it is about: it is shown in Slack.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from bot.domain.frozen import Strict
from bot.domain.personal_data import Kind, find, fold
from bot.domain.personal_data.folding import as_folded
from bot.domain.text.secret_requests import Request, requests
from bot.language import say, say_count

Surface = Literal["public", "private"]
Length = Callable[[str], int]

NAMES = {
    Kind.CARD: ("a card number", "{count} card numbers"),
    Kind.CARD_CODE: ("a card security code", "{count} card security codes"),
    Kind.IBAN: ("an IBAN", "{count} IBANs"),
    Kind.PHONE: ("a phone number", "{count} phone numbers"),
    Kind.EMAIL: ("an e-mail address", "{count} e-mail addresses"),
    Kind.ACCOUNT: ("an account number", "{count} account numbers"),
    Kind.SORT_CODE: ("a sort code", "{count} sort codes"),
    Kind.NATIONAL_ID: ("an identity number", "{count} identity numbers"),
    Kind.OTP: ("a one-time code", "{count} one-time codes"),
    Kind.PIN: ("a PIN", "{count} PINs"),
    Kind.PASSWORD: ("a password", "{count} passwords"),
    Kind.SECURITY_ANSWER: ("a security answer", "{count} security answers"),
    Kind.BIRTH_DATE: ("a date of birth", "{count} dates of birth"),
    Kind.CUSTOMER_NUMBER: ("a customer number", "{count} customer numbers"),
    Kind.WALLET: ("the address of a wallet", "{count} addresses of wallets"),
    Kind.UPI: ("a UPI ID", "{count} UPI IDs"),
    Kind.EXPIRY: ("the expiry date of a card", "{count} expiry dates of cards"),
}
_CONTACT = re.compile(r"[^@\s]*@[\w-]+(\.[\w-]+)+|\+?(?:[\s().-]*\d){3,15}")
_NOWHERE = frozenset({Kind.CARD, Kind.CARD_CODE})


class ReplyRules(Strict):
    """The bank's rules for answers, as in replies.toml."""

    forbidden: tuple[str, ...] = ()  # words or phrases that stop an answer
    caution: tuple[str, ...] = ()  # words or phrases that are pointed out, and stop nothing
    signature_required: bool = False
    signature_pattern: str = r"\^[A-Z]{2,3}"  # what ends an answer, such as ^AH
    blocked_on_public: frozenset[Kind] = frozenset(Kind)
    block_secret_requests: bool = True
    own_contacts: tuple[str, ...] = ()  # the bank's own numbers and addresses: may be published
    secret_phrases: tuple[str, ...] = ()  # the bank's own additions: wording that asks for a secret
    lock_minutes: int = Field(default=10, ge=1, le=120)  # how long an open form keeps others away

    @field_validator("forbidden", "caution", "secret_phrases")
    @classmethod
    def _no_empty_phrase(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        if any(not fold(phrase).text.strip() for phrase in phrases):
            raise ValueError(
                "An empty phrase is in the list. It would match every answer: take it out."
            )
        return phrases

    @field_validator("own_contacts")
    @classmethod
    def _can_be_recognised(cls, contacts: tuple[str, ...]) -> tuple[str, ...]:
        for contact in contacts:
            if not _CONTACT.fullmatch(contact.strip()):
                raise ValueError(
                    f"“{contact}” is no telephone number, e-mail address or @domain. Write it like "
                    "“+44 20 7946 0958”, “help@bank.example” or “@bank.example”"
                )
        return contacts

    @model_validator(mode="after")
    def _checked(self) -> Self:
        try:
            re.compile(self.signature_pattern)
        except re.error as error:
            raise ValueError(
                f"signature_pattern is not a regular expression: {error}. "
                r"One that works: \^[A-Z]{2,3}"
            ) from error
        if not self.blocked_on_public >= _NOWHERE:
            raise ValueError(
                "blocked_on_public must keep card and card_code. Card numbers are never published."
            )
        return self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend or to know before an answer goes out. `code` is stable; `message` is for
    the person who wrote it.
    """

    code: str
    message: str
    blocking: bool


def check(
    text: str,
    *,
    surface: Surface,
    limit: int,
    length: Length,
    rules: ReplyRules,
    regions: tuple[str, ...] = ("GB",),
) -> list[Problem]:
    """Everything there is to say about an answer, what blocks it first.

    `limit` is in the units of `length`. `regions` are as for `personal_data.find`.
    """
    if not text.strip():
        message = say("The answer is empty. Write what the customer should read.")
        return [Problem("empty", message, True)]
    problems = [
        *_length_problems(text, limit, length),
        *_personal_data_problems(text, surface, rules, regions),
        *_secret_problems(text, surface, rules),
        *_word_problems(text, rules),
        *_signature_problems(text, rules),
    ]
    return sorted(problems, key=lambda problem: not problem.blocking)


def _length_problems(text: str, limit: int, length: Length) -> list[Problem]:
    size = length(text)
    if size <= limit:
        return []
    message = say(
        "The answer is {over:,} too long: {size:,} characters, and {limit:,} fit. Shorten it.",
        over=size - limit,
        size=size,
        limit=limit,
    )
    return [Problem("too_long", message, True)]


def _personal_data_problems(
    text: str, surface: Surface, rules: ReplyRules, regions: tuple[str, ...]
) -> list[Problem]:
    blocked = rules.blocked_on_public if surface == "public" else _NOWHERE
    own = frozenset(rules.own_contacts)
    counts = Counter(finding.kind for finding in find(text, regions=regions, allow=own))
    return [
        Problem(f"personal_data.{kind}", _holds(_counted(kind, count), surface) + _hint(kind), True)
        for kind, count in sorted(counts.items())
        if kind in blocked
    ]


def _holds(what: str, surface: Surface) -> str:
    if surface == "public":
        return say("It holds {what}, and everybody can read this answer. Take that out.", what=what)
    return say("It holds {what}, and card numbers are never sent. Take that out.", what=what)


def _counted(kind: Kind, count: int) -> str:
    one, many = NAMES[kind]
    return say_count(count, one, many)


def _hint(kind: Kind) -> str:
    if kind not in (Kind.PHONE, Kind.EMAIL):
        return ""
    return " " + say(
        "If it is the bank's own, it can be named under own_contacts in replies.toml; "
        "tell whoever keeps Earshot's files."
    )


def _secret_problems(text: str, surface: Surface, rules: ReplyRules) -> list[Problem]:
    problems = [_secret_problem(request, surface, rules) for request in requests(text)]
    if surface == "public" and _found_phrases(text, rules.secret_phrases):
        message = say(
            "It asks for something that must not be told in public. Ask for it in private."
        )
        problems.append(Problem("asks_secret", message, rules.block_secret_requests))
    return [problem for problem in problems if problem]


def _secret_problem(request: Request, surface: Surface, rules: ReplyRules) -> Problem | None:
    thing = say(request.thing)
    if request.gravity == "never":
        message = say(
            "It seems to ask for {thing}. A bank never asks for that in a message: "
            "it teaches people to fall for fraud.",
            thing=thing,
        )
        return Problem("asks_secret", message, rules.block_secret_requests)
    if surface == "private":
        return None
    if request.points_to_private:
        message = say(
            "It asks for {thing} in private. Some people answer in public: "
            "better ask once they are there.",
            thing=thing,
        )
        return Problem("asks_in_private", message, False)
    message = say(
        "It seems to ask for {thing}, and the reply would be public. Ask in private.", thing=thing
    )
    return Problem("asks_secret", message, rules.block_secret_requests)


def _word_problems(text: str, rules: ReplyRules) -> list[Problem]:
    stopped = [
        Problem(
            "forbidden_words",
            say("“{phrase}” is on the bank's list of words not to use.", phrase=phrase),
            True,
        )
        for phrase in _found_phrases(text, rules.forbidden)
    ]
    noted = [
        Problem(
            "caution_words",
            say(
                "“{phrase}” may make this a promotion or a promise. "
                "Is it fair, clear and true by itself?",
                phrase=phrase,
            ),
            False,
        )
        for phrase in _found_phrases(text, rules.caution)
    ]
    return stopped + noted


def _signature_problems(text: str, rules: ReplyRules) -> list[Problem]:
    if not rules.signature_required or re.search(f"(?:{rules.signature_pattern})$", text.rstrip()):
        return []
    message = say("The answer must end with your initials, for example ^AH.")
    return [Problem("no_signature", message, True)]


def _found_phrases(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Those of the phrases that are in the text as whole words, whatever the case, accents and
    spaces.
    """
    folded = fold(text).text
    return [phrase for phrase in phrases if _phrase(phrase).search(folded)]


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){as_folded(phrase.strip())}(?!\w)", re.IGNORECASE)
