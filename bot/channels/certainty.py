"""What is certain after a call to a platform. The wire's troubles mean the same everywhere; what a
platform's own refusals mean, each channel says in its ``explanations``.

Whatever is raised from here is raised outside of ``except``: the original may hold a token, and must not
be the context of what people read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.channels.channel import PollFailed
from bot.channels.transport import CutOff, NotReached
from bot.domain.channels.inbound import CLOCKS_APART
from bot.domain.records.answers.looked import Looked
from bot.language import stored
from bot.outbox.outcome import CannotLook, Outcome, Refused, TryLater, Uncertain

BEFORE_INTENT = CLOCKS_APART  # what we said may bear a time from before we said it
NOT_REACHED_WAIT_S = 30.0

_T = TypeVar("_T")
_Trouble = TypeVar("_Trouble", bound=Exception)


@dataclass(frozen=True)
class Call(Generic[_T, _Trouble]):
    """One call that changes something on a platform, and what each end of it means."""

    make: Callable[[], _T]
    trouble: type[_Trouble]  # what the client raises when the platform says no
    means: Callable[[_Trouble], Outcome]
    told: Callable[[_T], Outcome]  # what it says when it says yes
    not_reached: str  # sentences for staff
    cut_off: str

    def outcome(self) -> Outcome:
        """Make it once, and say strictly what is certain. Raises nothing of its own."""
        try:
            answer = self.make()
        except NotReached:
            return TryLater(NOT_REACHED_WAIT_S, self.not_reached)
        except CutOff as cut:
            return Uncertain(f"{self.cut_off} {cut}")
        except self.trouble as trouble:
            return self.means(trouble)
        return self.told(answer)


def explained(
    read: Callable[[], _T],
    *,
    platform: str,
    who: str,
    trouble: type[_Trouble],
    means: Callable[[_Trouble], PollFailed],
) -> _T:
    """Read; whatever goes wrong on the way is PollFailed, in words for a person."""
    failed: PollFailed
    try:
        return read()
    except NotReached:
        failed = PollFailed(
            stored(
                "{platform} could not be reached for {who}; it is tried again.",
                platform=platform,
                who=who,
            )
        )
    except CutOff as cut:
        failed = PollFailed(
            f"{stored('{platform} gave no usable answer for {who}; it is tried again.', platform=platform, who=who)} {cut}"
        )
    except trouble as refused:
        failed = means(refused)
    raise failed


def looked(read: Callable[[], _T]) -> _T:
    """Read for a look at what is there; what could not be read whole is CannotLook."""
    try:
        return read()
    except PollFailed as failed:
        why = str(failed)
    raise CannotLook(why)


def looked_up(read: Callable[[], Outcome]) -> Outcome:
    """Look one post up; what no waiting mends, nobody can look at."""
    try:
        return read()
    except PollFailed as failed:
        if failed.needs_person:
            return Refused(Looked.NOBODY_LOOKED, str(failed))
        wait_s = failed.retry_after_s or NOT_REACHED_WAIT_S
        return TryLater(wait_s, str(failed), this_alone=True)
