"""The checks that states and banks build into their numbers, each for digits (and letters) without blanks.

Sources: ISO 7812-1 annex B (Luhn), ISO 7064 (mod 97 and mod 11,10), and what each state publishes of its own number.
"""

from collections.abc import Callable, Sequence
from datetime import date

Check = Callable[[str], bool]

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_VERHOEFF = (
    *("0123456789", "1234067895", "2340178956", "3401289567", "4012395678"),
    *("5987604321", "6598710432", "7659821043", "8765932104", "9876543210"),
)
_TURNED = (
    *("0123456789", "1576283094", "5803796142", "8916043527"),
    *("9453126870", "4286573901", "2793806415", "7046913258"),
)
_SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"
_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_ITALIAN_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            *(1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21),
            *(2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        ],
        strict=True,
    )
)


def always(_number: str) -> bool:
    """A number that carries no check."""
    return True


def luhn(number: str) -> bool:
    """Cards, Saudi Arabia, Canada, South Africa, Sweden, Israel: every second digit doubled."""
    digits = [int(digit) for digit in reversed(number)]
    return not sum(_DOUBLED[d] if at % 2 else d for at, d in enumerate(digits)) % 10


def verhoeff(number: str) -> bool:
    """Aadhaar."""
    check = 0
    for at, digit in enumerate(reversed(number)):
        check = int(_VERHOEFF[check][int(_TURNED[at % 8][int(digit)])])
    return check == 0


def weighted(weights: Sequence[int], modulus: int, *, rest: int = 0) -> Check:
    """The digits times these weights leave this rest; the last weight is the check digit's own."""

    def holds(number: str) -> bool:
        total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
        return total % modulus == rest

    return holds


def eleven_less(weights: Sequence[int], *, ten: str = "0", eleven: str = "0") -> Check:
    """The last sign is eleven less the weighted rest modulo 11; what stands for ten and eleven differs."""

    def holds(number: str) -> bool:
        total = sum(int(digit) * weight for digit, weight in zip(number[:-1], weights, strict=True))
        left = 11 - total % 11
        return number[-1].upper() == {10: ten, 11: eleven}.get(left, str(left))

    return holds


def twice(first: Sequence[int], second: Sequence[int]) -> Check:
    """Brazil: two check digits, of which the second covers the first; not one digit over and over."""
    of_first, of_second = eleven_less(first), eleven_less(second)

    def holds(number: str) -> bool:
        return len(set(number)) > 1 and of_first(number[:-1]) and of_second(number)

    return holds


def mod_11_10(number: str) -> bool:
    """ISO 7064: Germany's tax number and Croatia's."""
    check = 10
    for digit in number[:-1]:
        check = ((check + int(digit)) % 10 or 10) * 2 % 11
    return (11 - check) % 10 == int(number[-1])


def steuer_id(number: str) -> bool:
    """Of the first ten digits one stands there twice or three times."""
    most = max(number[:10].count(digit) for digit in number[:10])
    return most in (2, 3) and mod_11_10(number)


def french(number: str) -> bool:
    """The last two digits are 97 less the rest modulo 97; Corsica's 2A and 2B count as 19 and 18 (INSEE)."""
    digits = number.upper().replace("2A", "19", 1).replace("2B", "18", 1)
    return digits.isdigit() and 97 - int(digits[:-2]) % 97 == int(digits[-2:])


def belgian(number: str) -> bool:
    """97 less the rest modulo 97; from 2000 on a 2 stands before the nine digits."""
    body, check = number[:9], int(number[9:])
    return check in (97 - int(body) % 97, 97 - int("2" + body) % 97)


def spanish(number: str) -> bool:
    """The letter is the number modulo 23; a foreigner's X, Y, Z count as 0, 1, 2."""
    body = number[:-1].upper().translate(str.maketrans("XYZ", "012"))
    return _SPANISH[int(body) % 23] == number[-1].upper()


def chilean(number: str) -> bool:
    """RUT: weights 2 to 7 from the right, K for ten."""
    weights = [2 + at % 6 for at in range(len(number) - 1)][::-1]
    return eleven_less(weights, ten="K")(number)


def italian(number: str) -> bool:
    """Codice fiscale: letters of odd places count by a table of their own."""
    code = number.upper()
    total = sum(
        _ITALIAN_ODD[sign] if at % 2 == 0 else int(sign, 36) - (0 if sign.isdigit() else 10)
        for at, sign in enumerate(code[:15])
    )
    return chr(65 + total % 26) == code[15]


def finnish(number: str) -> bool:
    """The sign is that of the nine digits modulo 31."""
    digits = number[:6] + number[-4:-1]
    return digits.isdigit() and _FINNISH[int(digits) % 31] == number[-1].upper()


def turkish(number: str) -> bool:
    """The tenth digit from the odd and the even places, the eleventh from the sum of all."""
    digits = [int(digit) for digit in number]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return tenth == digits[9] and sum(digits[:10]) % 10 == digits[10]


def norwegian(number: str) -> bool:
    """Two check digits, of which the second covers the first."""
    first = weighted((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), 11)
    return first(number[:10]) and weighted((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), 11)(number)


def irish(number: str) -> bool:
    """The letter is the weighted sum modulo 23; a second letter counts nine times."""
    second = number[8:].upper()
    total = sum(int(d) * w for d, w in zip(number[:7], range(8, 1, -1), strict=True))
    total += 9 * (ord(second) - 64) if second and second != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == number[7].upper()


def singaporean(number: str) -> bool:
    """The letter by the weighted sum modulo 11, shifted for those numbered from 2000 on."""
    first, last = number[0].upper(), number[-1].upper()
    total = sum(int(d) * w for d, w in zip(number[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += {"T": 4, "G": 4, "M": 3}.get(first, 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "M": "KLJNPQRTUWX"}
    return letters.get(first, "XWUTRQPNMLK")[total % 11] == last


def chinese(number: str) -> bool:
    """ISO 7064 mod 11-2, X for ten."""
    total = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()


def polish_card(number: str) -> bool:
    """Three letters count as 10 to 35; the weighted sum of all signs divides by 10."""
    return (
        not sum(int(s, 36) * w for s, w in zip(number, (7, 3, 1, 9, 7, 3, 1, 7, 3), strict=True))
        % 10
    )


def by_eleven(number: str) -> bool:
    """Czech and Slovak: ten digits divide by 11; the old nine carry no check."""
    return len(number) == 9 or not int(number) % 11


def ean(number: str) -> bool:
    """Thirteen digits, as on goods: Switzerland's."""
    return not sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(number)) % 10


def thai(number: str) -> bool:
    """Weights 13 to 2, eleven less the rest, its last digit."""
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(number[:12]))
    return (11 - total % 11) % 10 == int(number[12])


def born(at: int, order: str = "ymd") -> Check:
    """Six digits from ``at`` on are a day, in this order."""

    def holds(number: str) -> bool:
        told = {sign: int(number[at + 2 * n : at + 2 * n + 2]) for n, sign in enumerate(order)}
        try:
            date(2000 + told["y"] % 4, told["m"], told["d"])
        except ValueError:
            return False
        return True

    return holds


def both(*checks: Check) -> Check:
    """All of these hold."""
    return lambda number: all(check(number) for check in checks)
