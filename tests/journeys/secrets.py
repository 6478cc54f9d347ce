"""What customers post of themselves and should not: values nobody else has, and how they would be found again."""

import random
from typing import NamedTuple

_WORDS = ("zephyr", "marble", "quillon", "tundra", "obelix", "saffron")
_AROUND = (
    "I wrote three times and nobody answers. {secret} Please help {mark}",
    "{mark} {secret} – what else do you need?",
    "هذه بياناتي {mark} {secret} أرجو المساعدة",
    "As I told your colleague in the branch: {secret}. Still waiting {mark}",
)


class Secret(NamedTuple):
    """One value: the words it is told in, and what of it must stand nowhere."""

    kind: str
    said: str
    needle: str


def secrets(dice: random.Random) -> list[Secret]:
    """One of every kind, all different from those of another seed."""
    card, iban, email = _card(dice), _iban(dice), f"{_word(dice)}@{dice.choice(_WORDS)}.example"
    phone, password = f"07700 900{dice.randrange(1000):03}", f"{_word(dice).title()}!7"
    account, national = _digits(dice, 8), f"AB{_digits(dice, 6)}C"
    wallet = f"0x{dice.getrandbits(160):040x}"
    code, born = _digits(dice, 6), f"{dice.randrange(10, 28)}/0{dice.randrange(1, 9)}/1985"
    spaced = " ".join(card[at : at + 4] for at in range(0, 16, 4))
    return [
        Secret("card", f"My card is {card}", card),
        Secret("card", f"my card {spaced} was eaten", spaced),
        Secret("card", f"see https://shop.example/pay?number={card}", card),
        Secret("iban", f"my IBAN is {iban}", iban),
        Secret("phone", f"ring me on {phone}", phone),
        Secret("email", f"write to {email}", email),
        Secret("account", f"my account number is {account}", account),
        Secret("national_id", f"my NI number is {national}", national),
        Secret("password", f"my password is {password}", password),
        Secret("pin", f"my PIN is {code[:4]}", f"PIN is {code[:4]}"),
        Secret("otp", f"the code you sent me is {code}", f"me is {code}"),
        Secret("birth_date", f"I was born on {born}", born),
        Secret("customer_number", f"my customer number is {account[::-1]}", account[::-1]),
        Secret("wallet", f"send it to my wallet {wallet}", wallet),
    ]


def sentence(dice: random.Random, secret: Secret, mark: str) -> str:
    """The secret among other words, in English or Arabic; ``mark`` finds the case again."""
    return dice.choice(_AROUND).format(secret=secret.said, mark=mark)


def _word(dice: random.Random) -> str:
    return f"{dice.choice(_WORDS)}{_digits(dice, 5)}"


def _digits(dice: random.Random, count: int) -> str:
    return str(dice.randrange(1, 10)) + "".join(str(dice.randrange(10)) for _ in range(count - 1))


def _card(dice: random.Random) -> str:
    body = f"4{_digits(dice, 14)}"
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(body)]
    return body + str(-sum(each - 9 * (each > 9) for each in doubled) % 10)


def _iban(dice: random.Random) -> str:
    account = f"WEST{_digits(dice, 14)}"
    number = int("".join(str(int(sign, 36)) for sign in f"{account}GB00"))
    return f"GB{98 - number % 97:02}{account}"
