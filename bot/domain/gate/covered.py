"""Whether a thing that seems to be asked for is one to be hidden: "a screenshot, with your card number covered"."""

import re
from collections.abc import Iterable

from bot.domain.gate.findings import Span

_HIDE = (
    r"(?:cover|hide|blank out|blur|blur out|black out|cross out|crop out|redact|mask|leave out|take out"
    r"|tape|tapa|oculte|oculta|masquez|cachez|verdecken|schwärzen|غط|أخف|اخف)"
)
_HIDDEN = (
    r"(?:covered|hidden|blanked out|blurred|blurred out|blacked out|crossed out|cropped out|redacted|masked"
    r"|removed|left out|out of sight|tapado|tapada|oculto|oculta|ocultos|masqué|masquée|caché|cachée|verdeckt"
    r"|geschwärzt|unkenntlich|مخفيا|مخفي|مغطى)"
)
_BEFORE = re.compile(
    rf"(?<!\w){_HIDE}(?: up)?(?: (?:the|your|any|all|that|su|tu|o seu|a sua|votre|vos|Ihre|die))*\s*\Z",
    re.IGNORECASE,
)
# "The PIN hidden under the strip" is a PIN to be sent: where it is hidden is said, not that it be.
_AFTER = re.compile(
    rf"\s+(?:(?:is|are|safely|fully|first|well|ist|est|esté|esteja)\s+){{0,2}}{_HIDDEN}(?!\w)"
    r"(?!\s*[,(–—-]?\s*(?:in|inside|into|under|underneath|behind|by|on|beneath|below|at|from|within"
    r"|en|dans|sous|sur|derrière|par|im|unter|hinter|auf|von|vom|bajo|tras|detrás|debajo|por|sob|no|na|em|pelo|pela"
    r"|في|تحت|خلف|وراء|على|داخل)(?!\w))"
    r"(?P<ends>\s*(?:\Z|[.,;:!?…)\]\n\"”»،؛؟–—]))?",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?<!\w)(?:with|con|mit|avec|com|مع)(?:\s+[^\s.,;:!?]+){0,3}\s*\Z", re.IGNORECASE
)
_NOT = re.compile(
    r"(?<!\w)(?:not|never|without|n't|no|nicht|ne|não)(?:\s+\w+)?\s*\Z", re.IGNORECASE
)
_REACH = 40


def is_covered(text: str, spans: Iterable[Span]) -> bool:
    """Whether the words right beside one of the places say that it be hidden, and nothing denies that."""
    for start, end in spans:
        before = _BEFORE.search(text[max(0, start - _REACH) : start])
        if before and not _NOT.search(text[max(0, start - _REACH) : start][: before.start()]):
            return True
        after = _AFTER.match(text, end)
        if after and (
            after["ends"] is not None or _WITH.search(text, max(0, start - _REACH), start)
        ):
            return True
    return False
