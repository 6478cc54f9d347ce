"""What a bank must not ask for in a message.

What people call their secrets is one table, shared with the masking (``personal_data.things``). The lists in
config/gate_words add what only somebody who asks would say ("the code we just sent you", "a photo of your
passport"), under the same names, and a few things that masking does not know.
"""

from collections.abc import Iterator

from bot.domain.personal_data import things
from bot.domain.personal_data.folding import Folded

# Never, anywhere: whoever is used to being asked falls for fraud.
NEVER = {
    "pin": "a PIN",
    "password": "a password",
    "otp": "a one-time code",
    "card_code": "a card security code",
    "card": "a full card number",
    "security_answer": "a security answer",
}
# In private only.
IN_PRIVATE = {
    "expiry": "the expiry date of a card",
    "account": "an account number",
    "iban": "an IBAN",
    "customer_number": "a customer number",
    "last_digits": "the last digits of a number",
    "user_name": "a user name",
    "birth_date": "a date of birth",
    "national_id": "an identity number",
    "document": "a picture of a document",
    "phone": "a phone number",
    "email": "an e-mail address",
    "address": "an address",
    "name": "a full name",
}
# Words that are one of these only beside another: "name, phone and email?"
WEAK = "weak"
# Words that may mean one of these, or something else: "the code", "your login". They are never sure.
MAYBE = "maybe"
NAMES = {**NEVER, **IN_PRIVATE, WEAK: "personal details", MAYBE: "personal details"}
# What the shared table calls so clearly that it can be asked for by that name.
_SHARED = frozenset(
    {
        *("pin", "otp", "password", "security_answer", "card_code", "birth_date"),
        *("customer_number", "iban", "national_id"),
    }
)


def spoken(folded: Folded) -> Iterator[tuple[int, int, str]]:
    """Where a thing stands that both tables know: its place in the original, and its name."""
    for one in things.spoken(folded.text):
        if not one.is_weak and one.things[0] in _SHARED:
            yield (*folded.span(one.start, one.end), one.things[0])
