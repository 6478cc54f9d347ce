"""One spelling for names that people write in several: letters with accents, and the forms of Arabic letters.

The same letters fold a word here and a column in the database.
"""

_PLAIN = {
    "a": "áàâäãåā",
    "c": "çćč",
    "e": "éèêëēę",
    "g": "ğ",
    "i": "íìîïīı",
    "l": "ł",
    "n": "ñńň",
    "o": "óòôöõøō",
    "s": "śšş",
    "u": "úùûüū",
    "y": "ýÿ",
    "z": "źżž",
    "ا": "أإآٱ",
    "ي": "ىئ",
    "ه": "ة",
    "و": "ؤ",
}
_LETTERS = {
    spelt: plain
    for plain, forms in _PLAIN.items()
    for form in forms
    for spelt in (form, form.upper())
}
_DROPPED = "".join(map(chr, (*range(0x0300, 0x0370), *range(0x064B, 0x0653), 0x0670, 0x0640)))
# As PostgreSQL's translate() takes them: what has no letter in the second is left out.
FROM, TO = "".join(_LETTERS) + _DROPPED, "".join(_LETTERS.values())
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_DROPPED, "")})


def folded(name: str) -> str:
    """The name in small letters, without accents, with one form of each Arabic letter."""
    return name.translate(_TABLE).lower()
