"""What languages are called, by staff in English and by those who speak them, and their letters.

By the codes of ISO 639-1, as X and most others write them.
"""

from functools import cache
from typing import NamedTuple

from bot.language import LANGUAGES as SPOKEN
from bot.language import say, speaking


class Named(NamedTuple):
    """One language: its name in English, its own name, and the script it is written in."""

    title: str
    own: str
    script: str = "LATIN"  # as Unicode's names of letters begin


LANGUAGES: dict[str, Named] = {
    "ar": Named("Arabic", "العربية", "ARABIC"),
    "bg": Named("Bulgarian", "Български", "CYRILLIC"),
    "bn": Named("Bengali", "বাংলা", "BENGALI"),
    "ca": Named("Catalan", "Català"),
    "cs": Named("Czech", "Čeština"),
    "cy": Named("Welsh", "Cymraeg"),
    "da": Named("Danish", "Dansk"),
    "de": Named("German", "Deutsch"),
    "el": Named("Greek", "Ελληνικά", "GREEK"),
    "en": Named("English", "English"),
    "es": Named("Spanish", "Español"),
    "et": Named("Estonian", "Eesti"),
    "fa": Named("Persian", "فارسی", "ARABIC"),
    "fi": Named("Finnish", "Suomi"),
    "fr": Named("French", "Français"),
    "ga": Named("Irish", "Gaeilge"),
    "gu": Named("Gujarati", "ગુજરાતી", "GUJARATI"),
    "he": Named("Hebrew", "עברית", "HEBREW"),
    "hi": Named("Hindi", "हिन्दी", "DEVANAGARI"),
    "hr": Named("Croatian", "Hrvatski"),
    "hu": Named("Hungarian", "Magyar"),
    "id": Named("Indonesian", "Bahasa Indonesia"),
    "it": Named("Italian", "Italiano"),
    "ja": Named("Japanese", "日本語", "HIRAGANA"),
    "ko": Named("Korean", "한국어", "HANGUL"),
    "lt": Named("Lithuanian", "Lietuvių"),
    "lv": Named("Latvian", "Latviešu"),
    "ms": Named("Malay", "Bahasa Melayu"),
    "nl": Named("Dutch", "Nederlands"),
    "no": Named("Norwegian", "Norsk"),
    "pa": Named("Punjabi", "ਪੰਜਾਬੀ", "GURMUKHI"),
    "pl": Named("Polish", "Polski"),
    "pt": Named("Portuguese", "Português"),
    "ro": Named("Romanian", "Română"),
    "ru": Named("Russian", "Русский", "CYRILLIC"),
    "sk": Named("Slovak", "Slovenčina"),
    "sl": Named("Slovenian", "Slovenščina"),
    "so": Named("Somali", "Soomaali"),
    "sq": Named("Albanian", "Shqip"),
    "sr": Named("Serbian", "Српски", "CYRILLIC"),
    "sv": Named("Swedish", "Svenska"),
    "sw": Named("Swahili", "Kiswahili"),
    "ta": Named("Tamil", "தமிழ்", "TAMIL"),
    "th": Named("Thai", "ไทย", "THAI"),
    "tl": Named("Tagalog", "Tagalog"),
    "tr": Named("Turkish", "Türkçe"),
    "uk": Named("Ukrainian", "Українська", "CYRILLIC"),
    "ur": Named("Urdu", "اردو", "ARABIC"),
    "vi": Named("Vietnamese", "Tiếng Việt"),
    "zh": Named("Chinese", "中文", "CJK"),
}
_RENAMED = {"in": "id", "iw": "he", "nb": "no", "nn": "no", "fil": "tl"}  # as some still write them
_LETTERS = str.maketrans("إأآ", "ااا")


def code_of(told: str) -> str:
    """The code of a language as a platform or a locale names it (``pt-BR``); empty: of none we know."""
    code = told.strip().replace("_", "-").partition("-")[0].lower()
    code = _RENAMED.get(code, code)
    return code if code in LANGUAGES else ""


def language_title(code: str) -> str:
    """What a language is called, in the language being spoken; the code itself where nobody named it."""
    named = LANGUAGES.get(code)
    return say(named.title) if named else code


def code_called(word: str) -> str:
    """The language that somebody calls so: by its code, by its name in English, in Arabic or in itself, with its
    endings or without; empty where none is called so."""
    return code_of(word) or _called().get(_stem(word), "")


@cache
def _called() -> dict[str, str]:
    found = {_stem(name): code for code, named in LANGUAGES.items() for name in named[:2]}
    for spoken in SPOKEN:
        with speaking(spoken):
            found |= {_stem(say(named.title)): code for code, named in LANGUAGES.items()}
    return found


def _stem(name: str) -> str:
    """``عربي`` and ``العربية`` are one."""
    plain = name.strip().casefold().translate(_LETTERS)
    return plain.removeprefix("ال").rstrip("ةهىي") if plain > "\u0600" else plain
