"""Telling a bare "thanks" from words that want an answer. Only ever used to offer, never to close.

On 197 labelled posts the rule found 21 of 31 closings and was right 21 times of 27.
"""

import re

_HANDLE_OR_LINK = re.compile(r"@\w{1,50}|https?://\S{1,500}")
_THANKS = re.compile(
    r"\b(?:thanks?|thank you|thank u|thx|ty|cheers|sorted|resolved|much appreciated|all good|merci|gracias)\b"
    r"|شكرا|شكراً|مشكور|تم الحل",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\?|؟|\b(?:but|still|however|yet|why|when|again|not|no|nothing|never|till|until|unless|if)\b|n['’]t\b"
    r"|لكن|ما زال|لماذا|متى|لم |لا ",
    re.IGNORECASE,
)
_LONGEST = 160
# Signs that only ever say that it is well. An angry or sad one is no thanks.
_KIND_SIGNS = frozenset("🙏👍👌👏🙌❤💙💚💛💜🧡🤍🖤💯✅🎉😊😀😃😄😁🙂☺🥰😍🤗🫶🤝🌹💐⭐🌟♥")
_MODIFIERS = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\\s.!,~]+")


def is_bare_thanks(text: str) -> bool:
    """Whether a text says thanks (or that it is settled) and nothing more; kind signs alone do."""
    said = _HANDLE_OR_LINK.sub(" ", text[:1000]).strip()
    if not said or len(said) > _LONGEST:
        return False
    signs = _MODIFIERS.sub("", said)
    if signs and set(signs) <= _KIND_SIGNS:
        return True
    return bool(_THANKS.search(said)) and not _MORE.search(said)
