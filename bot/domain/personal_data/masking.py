"""Personal data replaced by words that say what stood there. Used before the first write, the
first Slack call and every log line.
"""

from collections.abc import Iterable

from bot.domain.personal_data.findings import LONGEST, Regions, find, find_cards
from bot.domain.personal_data.kinds import FRAUD, PLACEHOLDERS, REST_HIDDEN, Finding

_NEAR_THE_END = 80


def mask(text: str, findings: Iterable[Finding]) -> str:
    """`text` with each finding replaced by its placeholder, and no longer than LONGEST: what does not fit is
    left out. Findings are on the offsets of `text`, in any order.
    """
    read = len(text) if len(text) <= LONGEST else _safe_end(text, 0, LONGEST)
    pieces: list[str] = []
    at, room = 0, LONGEST
    for finding in sorted(findings):
        if finding.end <= at or finding.start >= read:
            continue
        before, words = text[at : max(at, finding.start)], _words(finding)
        if len(before) + len(words) + len(REST_HIDDEN) > room:
            read = max(at, finding.start)
            break
        pieces += [before, words]
        room -= len(before) + len(words)
        at = finding.end
    rest = text[at:read]
    if at >= len(text) or (read == len(text) and len(rest) <= room):
        return "".join([*pieces, rest])
    most = at + min(len(rest), room - len(REST_HIDDEN))
    return "".join([*pieces, text[at : _safe_end(text, at, most)], REST_HIDDEN])


def mask_all(text: str, *, regions: Regions = ("GB",), allow: frozenset[str] = frozenset()) -> str:
    """Everything that `find` finds, masked. Twice is the same as once."""
    return mask(text, find(text, regions=regions, allow=allow))


def without_cards(text: str) -> str:
    """What may be sealed, whole: only card numbers and their security codes are gone."""
    pieces, at = [], 0
    for finding in find_cards(text):
        pieces += [text[at : finding.start], PLACEHOLDERS[finding.kind]]
        at = finding.end
    return "".join([*pieces, text[at:]])


def _words(finding: Finding) -> str:
    return FRAUD.format(name=finding.fraud) if finding.fraud else PLACEHOLDERS[finding.kind]


def _safe_end(text: str, start: int, end: int) -> int:
    """Where to cut before ``end``, so that no number and no address is cut in two."""
    least = max(start, end - _NEAR_THE_END)
    while end > least and not text[end - 1].isspace():
        end -= 1
    while end > least and not text[end - 1].isalpha():
        end -= 1
    return end
