"""The Voice of the customer: what a period taught the business. Counts and numbers of cases; no customer's words,
which are read where they stand, at the moment somebody looks."""

from datetime import timedelta

from pydantic import AwareDatetime

from bot.domain.frozen import Frozen
from bot.domain.lessons.cause_step import CauseState
from bot.language import language_spoken

QUOTED = 5  # customers whose words are read
WEEKS = 8  # in the trend, this period last
IDEAS, PRAISE, ASKED_AGAIN = "ideas.", "praise.", "asked."  # no cause can be called so


class CauseFigures(Frozen):
    """One root cause: its cases in the period, and in the weeks before, the oldest first."""

    cause: str
    title: str
    ar: str = ""
    cases: int
    weeks: tuple[int, ...] = ()
    state: CauseState = CauseState.OPEN
    owner: str = ""  # a Slack user id
    known_since: AwareDatetime | None = None  # its first case
    mended_at: AwareDatetime | None = None
    quoted: tuple[int, ...] = ()  # cases, none that is private only

    @property
    def said(self) -> str:
        """What it is called, in the reader's language."""
        return self.ar if self.ar and language_spoken() == "ar" else self.title

    def lasted(self, now: AwareDatetime) -> timedelta | None:
        """How long it took to mend, or has been known."""
        if self.known_since is None:
            return None
        return max((self.mended_at or now) - self.known_since, timedelta())


class Voice(Frozen):
    """What the period taught. ``quoted``: by the name of a cause or of another part, cases to read."""

    causes: tuple[CauseFigures, ...] = ()  # the most cases first
    unnamed: int = 0  # resolved in the period, and nobody named a cause
    ideas: int = 0
    praise: int = 0
    misdirected: int = 0
    asked_again: int = 0
    rules: int = 0  # remarks on rules that hurt
    rules_answered: int = 0
    rule_ids: tuple[int, ...] = ()
    quoted: dict[str, tuple[int, ...]] = {}

    def cases_of(self, part: str) -> tuple[int, ...]:
        """The cases to read for a cause, or for ideas, praise or what was asked again."""
        found = {one.cause: one.quoted for one in self.causes}
        return found.get(part) or self.quoted.get(part, ())
