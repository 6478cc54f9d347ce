"""The short code that a page of the secure chat shows, for the customer to send from their account."""

import re
import secrets

_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"  # no two that look alike
_LENGTH = 6
_NAMES_BEFORE = re.compile(r"^(?:\s*@\w{1,50})+(?!\w)[\s,:]*")
_CODE = re.compile(f"[{_ALPHABET}]{{{_LENGTH}}}")


def new_code() -> str:
    """Six letters and digits. Always both, so that no word of a language is one."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if _has_both(code):
            return code


def code_in(text: str) -> str | None:
    """The code that this text is, and nothing else; None when it says anything more."""
    said = _NAMES_BEFORE.sub("", text).strip().strip(".!\"'“”").upper()
    told = said.replace(" ", "").replace("-", "")
    return told if _CODE.fullmatch(told) and _has_both(told) else None


def _has_both(code: str) -> bool:
    return not code.isalpha() and not code.isdigit()
