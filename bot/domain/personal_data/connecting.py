"""What may stand between a name and its value: signs, words that only lead on, and "is" in many languages.

Each piece is bounded, and what only leads on is never tried again in another way: time grows with the text, no faster.
"""

import re

from bot.domain.personal_data.folding import any_of, fold, lowered
from bot.domain.personal_data.names import between
from bot.domain.personal_data.phrase_trie import pattern_of


def _either(words: str) -> str:
    """A pattern for any of these words."""
    return any_of("|".join(words.split()))


_FOLDED = lowered(fold(between.LEADING).text)
LEADING = pattern_of(sorted(set(_FOLDED.split())))
_IS = rf"(?: {{1,2}}(?:{_either(between.IS)})(?![^\W_])| {{0,2}}(?:[:=是为為は]|[=\-]>)| {{1,2}}\((?=[0-9]))"
_STOP = _either(between.STOPS)
SIGNS = (
    "[ :;/|`\u27a1\U0001f449\u25ba\u1102\u1173\u11ab\u110b=#()\\[\\]_*>~<\\-\u2192是为為はを\"']"
)
UNQUOTED = SIGNS.replace("\"'", "")
_ENDING = r"(?:ending|ends|ended)(?: in| with)? [0-9]{4}"
# How many digits it has: "de 4 dígitos".
_OF_DIGITS = rf"(?:de |of |di |in )?(?:[34568]|{_either(between.HOW_MANY)})[ -]?(?:{_either(between.DIGITS)})"
# What it is for: "for the ATM", "del cajero", "للصراف".
_FOR_WHAT = (
    rf"(?:(?:{_either(between.FOR)}) {{1,2}}(?:(?:{_either(between.OF_ME)}) {{1,2}})?|لل)"
    rf"(?!(?:{_STOP})(?!\w))[^\W\d_]{{2,16}}"
)
FEW_WORDS = (
    rf"(?:(?:{SIGNS}|\.{{2,4}}|, ){{0,4}}(?>(?:{_ENDING}|{LEADING})(?![\w'/\-#@$]))\.?){{0,8}}+"
)
# As many words that only lead on, and what it is for.
MORE_WORDS = FEW_WORDS.replace(f"(?:{_ENDING}|", f"(?:{_ENDING}|{_OF_DIGITS}|{_FOR_WHAT}|")
ANY_WORDS = rf"(?: {{1,2}}(?!{_STOP}(?!\w))[^\W\d_](?:[^\W\d_]|['\-]){{0,15}}){{1,8}}?{_IS}"
_TYPED = rf" {{1,2}}(?:{_either(between.TYPED)})(?![^\W_])"
# "Keyed 664120 into the box, says code not recognised", and where such a word stands behind: "551209 डाला".
KEYED = re.compile(
    rf"(?<!\w)(?:{_either(between.KEYED)})(?: in| the code| le| el| de| o| il| den)? {{1,2}}"
    rf"([0-9]{{3}}[ -]?[0-9]{{3}}|[0-9]{{5,8}})"
    rf"(?![0-9A-Za-z]|[.,:/-][0-9]|%| {{0,1}}[£$€])",
    re.IGNORECASE,
)
# The same for the four of a PIN, unless something is counted, or a year.
KEYED_PIN = re.compile(
    rf"(?<!\w)(?:{_either(between.KEYED)})(?: in| le| el| de| o| il| den| the| pin)? {{1,2}}"
    rf"((?!(?:19|20)[0-9]{{2}})[0-9]{{4}})(?![0-9A-Za-z]|[.,:/-][0-9]|%| {{0,1}}[£$€]| pounds| dollars)",
    re.IGNORECASE,
)
_WORDS = ANY_WORDS.removesuffix(_IS)
_AND_I = r"(?:,? {1,2}(?:and|so|but|which|و) {0,2}(?:i|we|أنا|انا)?)?"
_ANY_WORDS_TYPED = rf"(?:{_WORDS})?{_AND_I}{_TYPED}"
TO_VALUE = rf"(?:{SIGNS}|\.{{2,4}}|, ){{0,6}}+"
LEAD = rf"(?:{FEW_WORDS}|{MORE_WORDS}|{ANY_WORDS}|{_ANY_WORDS_TYPED}){TO_VALUE}"
NEAR = rf"(?:{SIGNS}|(?:no|nr|n°?|code|num|number|id|is|was|are|رقم|هو|هي|n°|est|es|ist|é|numero)(?!\w)\.?){{0,6}}+"
SHORTENED = r"(?:(?<= n|no|nr|um|ro|ta|to|ct|cc|ob|eb|xp|nc|ag|ur|ac|al|vv|vc|ob|\.b|\.c|\.n)\.)?"
AGAIN = r"(?:(?: {0,1}[,/&+]| (?:and|then|or|to|into|et|y|und|e|i|ve|dan|och|a|auf|zu|و)) {0,2}و?)"
NAMED = (
    rf"[ \"')\]]{{0,3}}(?:[ ,]{{0,2}}(?:{_either(between.IS_NAMED)})|[ ,]{{0,2}}[(\[\-])"
    rf"(?: (?:{_either(between.OF_ME)})){{0,2}} {{0,2}}$"
)
JUST_BEFORE = rf"[ ,(\-]{{1,3}}(?:(?:{_either(between.OF_ME)}) {{1,2}})?$"
_I_SAID = rf"(?:{_WORDS})?,? {{1,2}}(?:and |so )?i {{1,2}}(?:said|put|answered|wrote|typed|entered|chose|picked)"
SAID_BEFORE = rf"{_I_SAID} {{1,2}}(?:it was |it is |that )?"
LED_BY = re.compile(_IS, re.IGNORECASE)
TOKEN = re.compile(r"\"([^\"\n]{3,40})\"|'([^'\n]{3,40})'(?!\w)|([^\s\"\[\]\ue000\ue001]{3,40})")
_LETTERS = (
    r"[\w'\-\u0900-\u0dff\u0e00-\u0e7f]{1,24}"  # with the vowel signs of Indian scripts and Thai
)
ANSWER = re.compile(
    r"[\"']?([^\W_]" + _LETTERS + r"(?:\.(?! ))?(?:(?: |"
    r"(?:(?<=Mr)|(?<=Mrs)|(?<=Ms)|(?<=Miss)|(?<=Dr)|(?<=St)|(?<=Prof)|(?<=Sr)|(?<=Sra)|(?<=Mme)|(?<=\b[A-Z]))\. (?=[A-Z]))"
    r"[^\W_]" + _LETTERS + r"){0,3})"
)
SECURITY = re.compile(r"secur|secret|question|memorable|segur|frage|domanda|السري|سؤال|الامان")
SAID = re.compile(rf"(?<!\S)[\"'(]?([^\s\"'(]{{4,40}}){NAMED}", re.IGNORECASE)
USER_NAME = re.compile(
    r"user|login|log on|log in|logon|usuari|utili[sz]|identifiant|benutzer|anmelde|utente|مستخدم|يوزر|логин|логін|пользов"
    r"|kullanici|gebruiker|brug|bruk|kaytt|anvandar|用户|아이디|pengguna|यूजर|صارف|identyfikator|uzytkownika"
)
