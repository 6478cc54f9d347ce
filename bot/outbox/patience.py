"""How long the outbox waits for what. One record, so that a test can be quick about it.

Visible lags are what one believes of a platform, not what it documents; they err on the long side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Patience:
    """All times in seconds."""

    lease_s: float = 45.0  # from the intent until the sender counts as dead
    call_s: float = 20.0  # the longest a carrier's call may take
    visible_lag_s: float = 30.0  # how late a post may show in a read
    visible_lag_by_kind: Mapping[str, float] = field(default_factory=lambda: {"slack": 10.0})
    read_gap_s: float = 60.0  # between two reads that count
    complete_reads: int = 2  # that must not find it before it counts as absent
    look_again_s: float = 15.0  # after a read that was not complete
    give_up_reading_s: float = 600.0  # reads that fail this long become an ask
    after_a_fault_s: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)  # each try; then it is given up
    never_given_up: frozenset[str] = frozenset(
        {"slack.headline"}
    )  # for as long as a fault of ours lasts: all of its thread goes under it
    repeat_most_s: float = 60.0  # between two tries of what may be repeated
    resends: int = 2  # by itself; then a person is asked
    asks_first: frozenset[str] = frozenset({"reply"})  # kinds a person decides to send again
    never_asks: frozenset[str] = frozenset(
        {"slack"}
    )  # found by an exact key: sent until it is there
    keep_every_s: float = 5.0  # sweep and reconcile
    poll_s: float = 1.0  # behind the wake-ups

    def visible_lag(self, kind: str) -> float:
        """How late a post of this kind may show; ``slack`` stands for ``slack.event`` and so on."""
        family = kind.partition(".")[0]
        by_family = self.visible_lag_by_kind.get(family, self.visible_lag_s)
        return self.visible_lag_by_kind.get(kind, by_family)

    def asks_before_resend(self, kind: str) -> bool:
        """Whether a person must say so before an absent delivery of this kind is sent again."""
        return kind in self.asks_first or kind.partition(".")[0] in self.asks_first

    def asks_nobody(self, kind: str) -> bool:
        """Whether a delivery of this kind is looked for and sent again until it is there."""
        return kind in self.never_asks or kind.partition(".")[0] in self.never_asks

    def pause_after_fault_s(self, kind: str, faults: int) -> float | None:
        """How long a delivery of this kind waits that met so many faults before; None: it is given up."""
        if faults >= len(self.after_a_fault_s) and kind not in self.never_given_up:
            return None
        return self.after_a_fault_s[min(faults, len(self.after_a_fault_s) - 1)]

    def tells_of_fault(self, faults: int) -> bool:
        """Whether of one that is not given up a person is told at this fault: once, where others are given up."""
        return faults == len(self.after_a_fault_s) + 1

    @property
    def start_within_s(self) -> float:
        """A sender that comes to its call later than this after the intent must not make it."""
        return self.lease_s - self.call_s
