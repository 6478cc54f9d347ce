"""Failures on demand, one list for all three platforms, set by tests, stories and the console.

A rule says which platform and operation fails, how, how often and for how long; besides the kinds
here a kind may be an HTTP status or a code of the platform's own. Platform code asks `take` once a
call; `guard` does the asking, the waiting and the cutting.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.calls import Call, CutConnection, endpoint
from bot.sandbox.world import World

PLATFORMS = ("x", "facebook", "slack")
ACCEPTED_FIRST = frozenset({"reset_after", "error_after", "hang_after", "late"})
CUT_BEFORE = frozenset({"reset_before", "down", "hang"})
# These spoil what the sandbox sends (webhooks, events); they never touch a call to it.
DELIVERY = frozenset({"duplicate", "reorder", "lost"})


@dataclass(frozen=True)
class Fault:
    """One failure to play: its kind, and seconds of Retry-After, silence or lateness."""

    platform: str
    operation: str
    kind: str
    seconds: float
    takes_effect: bool = False

    @property
    def status(self) -> int | None:
        """The HTTP status to refuse with, for kinds that are one."""
        return int(self.kind) if self.kind.isdigit() else None

    @property
    def accepted(self) -> bool:
        """Whether the call takes effect although it fails."""
        return self.takes_effect or self.kind in ACCEPTED_FIRST


@dataclass
class Rule:
    """A fault that is waiting for its call.

    `times` None means until it is cleared; `after` so many calls that go well; `where` names what the
    call must be about ({"channel": …, "thread_ts": …}); with `takes_effect` it is done all the same.
    """

    platform: str
    operation: str
    kind: str
    times: int | None
    seconds: float
    after: int = 0
    where: dict[str, str] = field(default_factory=dict)
    takes_effect: bool = False
    by: str = ""  # the story that added it; empty for a person or a test

    def matches(self, platform: str, operation: str, about: Mapping[str, str]) -> bool:
        named = self.platform in ("*", platform) and self.operation in ("*", operation)
        return named and all(about.get(name) == value for name, value in self.where.items())


class Faults:
    """The part that keeps the rules. First rule that fits wins; a used-up rule goes."""

    name = "faults"

    def __init__(self, world: World) -> None:
        self.world = world
        self.rules: list[Rule] = []
        self.codes: dict[str, frozenset[str]] = {}  # of each platform that has such

    def add(
        self,
        *,
        platform: str,
        kind: str,
        operation: str = "*",
        times: int | None = 1,
        seconds: float = 0.0,
        after: int = 0,
        where: dict[str, str] | None = None,
        takes_effect: bool = False,
        by: str = "",
    ) -> None:
        """Add a rule. Raises ValueError for a platform or kind that does not exist."""
        _check(platform, kind, self.codes.get(platform, frozenset()))
        rule = Rule(platform, operation, kind, times, seconds, after, where or {}, takes_effect, by)
        with self.world.lock:
            self.rules.append(rule)
            self.world.changed("faults")

    def clear(
        self, platform: str | None = None, operation: str | None = None, by: str | None = None
    ) -> None:
        """Forget the rules of a platform and operation, added by so and so; of all when not given."""
        with self.world.lock:
            self.rules = [
                rule
                for rule in self.rules
                if platform not in (None, rule.platform)
                or operation not in (None, rule.operation)
                or by not in (None, rule.by)
            ]
            self.world.changed("faults")

    def take(
        self,
        platform: str,
        operation: str,
        *,
        about: Mapping[str, str] | None = None,
        delivery: bool = False,
    ) -> Fault | None:
        """The fault to play for this call, counted as used; None when it shall succeed.

        `delivery=True` asks for duplicate, reorder and lost: they spoil what the sandbox sends.
        """
        with self.world.lock:
            fits = [
                rule
                for rule in self.rules
                if rule.matches(platform, operation, about or {})
                and (rule.kind in DELIVERY) is delivery
            ]
            rule = next((rule for rule in fits if rule.after <= 0), None)
            for waiting in fits:
                waiting.after = max(0, waiting.after - 1)
            if rule is None:
                return None
            if rule.times is not None:
                rule.times -= 1
                if rule.times <= 0:
                    self.rules.remove(rule)
            self.world.changed("faults")
            return Fault(platform, operation, rule.kind, rule.seconds, rule.takes_effect)

    def guard(
        self,
        platform: str,
        operation: str,
        act: Callable[[float], Response],
        refuse: Callable[[Fault], Response],
        *,
        about: Mapping[str, str] | None = None,
    ) -> Response:
        """Play the call: `act(late_seconds)` does it, `refuse(fault)` words a refusal or a 503.

        `late_seconds` is how long what is written stays invisible to reads (0 normally).
        """
        fault = self.take(platform, operation, about=about)
        if fault is None:
            return act(0.0)
        if fault.kind in CUT_BEFORE:
            return CutConnection(fault.seconds if fault.kind == "hang" else 0.0)
        if not fault.accepted:
            return refuse(fault)
        answer = act(fault.seconds if fault.kind == "late" else 0.0)
        if fault.kind == "reset_after":
            return CutConnection()
        if fault.kind == "hang_after":
            return CutConnection(fault.seconds)
        return answer if fault.kind == "late" else refuse(fault)

    def snapshot(self) -> dict[str, Any]:
        return {"rules": [asdict(rule) for rule in self.rules]}

    def restore(self, data: dict[str, Any]) -> None:
        self.rules = [Rule(**rule) for rule in data["rules"]]

    def routes(self) -> Sequence[BaseRoute]:
        control = endpoint(self._control)
        return [Route("/control/faults", control, methods=["GET", "POST", "DELETE"])]

    def _control(self, call: Call) -> Response:
        try:
            if call.method == "POST":
                self.add(**call.json())
            if call.method == "DELETE":
                self.clear(call.query.get("platform"), call.query.get("operation"))
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        with self.world.lock:
            return JSONResponse(self.snapshot())


def _check(platform: str, kind: str, codes: frozenset[str]) -> None:
    if platform not in (*PLATFORMS, "*"):
        raise ValueError(f"There is no platform {platform!r}; use x, facebook, slack or *.")
    if not kind.isdigit() and kind not in ACCEPTED_FIRST | CUT_BEFORE | DELIVERY | codes:
        raise ValueError(f"There is no fault of kind {kind!r}.")
