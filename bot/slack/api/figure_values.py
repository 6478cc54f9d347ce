"""What a choice in a digest carries: which digest, which period, which figure. Never a case."""

import re
from dataclasses import dataclass

from bot.digest.figure import Figure
from bot.digest.narrowing import By, Only
from bot.slack.api.values import UnreadableValue

_VALUE = re.compile(
    r"v1\|([a-z0-9_.-]{1,41})\|([0-9T:-]{10,16})\|([a-z_]{1,40})(?:\|([a-z]{1,10})\|([^|]{0,60}))?"
)
_LONGEST = 150  # of an option's value
_MORE = re.compile(r"v1\|([a-z0-9_.-]{1,41})\|([0-9T:-]{10,16})")
_ASKED = re.compile(r"v1\|(me|post)\|([a-z0-9_-]{1,40})")


@dataclass(frozen=True)
class FigureChosen:
    """One figure of one digest of one period."""

    digest: str
    period: str
    figure: Figure
    only: Only | None = None


@dataclass(frozen=True)
class DigestAsked:
    """A digest somebody wants now, for themselves or where it always stands."""

    digest: str
    for_all: bool


def figure_value(digest: str, period: str, figure: Figure, only: Only | None = None) -> str:
    """``v1|daily|2026-11-21|waiting``, of one channel ``…|waiting|channel|x``; at most 150
    characters. Nothing where a name is too long for that, or has what parts the value."""
    value = f"v1|{digest}|{period}|{figure}" + (f"|{only.by}|{only.name}" if only else "")
    return value if len(value) <= _LONGEST and _VALUE.fullmatch(value) else ""


def read_figure(value: str) -> FigureChosen:
    """The figure in a choice's value. Raises UnreadableValue."""
    match = _VALUE.fullmatch(value)
    if match is None or match[3] not in set(Figure):
        raise UnreadableValue
    only = None
    if match[4] is not None:
        if match[4] not in set(By):
            raise UnreadableValue
        only = Only(By(match[4]), match[5])
    return FigureChosen(match[1], match[2], Figure(match[3]), only)


def more_value(digest: str, period: str) -> str:
    """``v1|daily|2026-11-21``: all figures of one digest of one period."""
    value = f"v1|{digest}|{period}"
    return value if _MORE.fullmatch(value) else ""


def read_more(value: str) -> tuple[str, str]:
    """Digest and period. Raises UnreadableValue."""
    match = _MORE.fullmatch(value)
    if match is None:
        raise UnreadableValue
    return match[1], match[2]


def asked_value(digest: str, *, for_all: bool) -> str:
    """``v1|me|daily``."""
    return f"v1|{'post' if for_all else 'me'}|{digest}"


def read_asked(value: str) -> DigestAsked:
    """The digest in a choice's value. Raises UnreadableValue."""
    match = _ASKED.fullmatch(value)
    if match is None:
        raise UnreadableValue
    return DigestAsked(match[2], match[1] == "post")
