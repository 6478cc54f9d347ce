"""What an entry of the trail says beside its verb, where something reads it back: clocks, mostly.

Who writes an entry and who reads it use the same class, so neither can misspell a key. What was stored
stays readable: a key that is not known is passed over, one that older rows lack has a default.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.records.trail import of_answers as trail_answers
from bot.domain.records.trail import of_chats as trail_chat
from bot.domain.records.trail.parts import (
    Brought,
    Deadline,
    Details,
    Moment,
    Published,
    Start,
)
from bot.domain.records.trail.verbs import Trail

RULES = "rules"  # the key by which the entry of a case names the rules it was decided by


class Resolved(Details):
    """The customer's matter is settled."""

    verb = Trail.RESOLVED
    outcome: str = ""
    unanswered: bool = False  # the customer waited for an answer and got none
    # Of a complaint whose rule asks for it: that the customer accepted. Rows from before nobody asked for
    # it say nothing, and count as they did.
    accepted: bool | None = None


class DigestIssued(Details):
    """A digest was posted; ``since`` and ``misses`` only of one that came by itself."""

    verb = Trail.DIGEST
    digest: str
    period: str
    to: str
    since: Moment | None = None  # the beginning of its period
    misses: list[int] | None = None  # the clocks of the broken promises that it told


class Opened(Details):
    """The first post made a case, or a split did."""

    verb = Trail.OPENED
    message: int | None = None
    route: str = ""
    previous: int | None = None
    has_clock: bool = True
    priority: str = ""
    thanks: bool = (
        False  # nothing but thanks: clocks wait for the first message that wants an answer
    )


class Wrote(Details):
    """The customer's next word."""

    verb = Trail.WROTE
    message: int | None = None
    thanks: bool = False  # nothing but thanks: it starts no clock
    begins: bool = False  # after nothing but thanks, the first that wants an answer
    edited_at: Moment | None = None  # of an edit that says more: when it was made,
    heard_at: Moment | None = None  # when it reached us,
    surface: str = "public"  # and where; its message may stand in a case that went into this one


class MessageRemoved(Details):
    """A post was taken down."""

    verb = Trail.MESSAGE_REMOVED
    message: int | None = None
    revision: int = 1


class PriorityChanged(Details):
    """Another priority, and for which signals or reasons."""

    verb = Trail.PRIORITY
    from_: str
    to: str = ""
    because: list[str] = []
    came_from: int | None = None  # a case that was merged into this one


class SignalFound(Details):
    """A signal was heard: by which phrase of the list, for what the customer said stands in no entry."""

    verb = Trail.SIGNAL
    signal: str
    phrase: str = ""
    message: int | None = None
    surface: str = "public"


class SignalTakenBack(Details):
    """A person said that it was not so."""

    verb = Trail.SIGNAL_TAKEN_BACK
    signals: list[str]


class TopicSet(Details):
    """A person said what the case is about; what was suggested, and what stood there before."""

    verb = Trail.TOPIC
    topic: str
    suggested: str = ""
    before: str = ""


class HandedOver(Details):
    """From one person or team to another."""

    verb = Trail.HAND_OVER
    handover: int | None = None
    from_: str | None = None
    to: str | None = None
    from_team: str | None = None
    to_team: str | None = None


class NotActionable(Details):
    """Nothing is owed, and why."""

    verb = Trail.NOT_ACTIONABLE
    outcome: str = ""


class OfComplaint(Details):
    """What a person decided of a complaint, and under which rule."""

    preset: str
    version: str = ""
    received_at: Moment | None = None
    event: str = ""  # of what was recorded: which; once its title was written
    accepted: bool | None = None  # of what was recorded: as of a resolution


class ComplaintMarked(OfComplaint):
    """The case is a complaint under this rule."""

    verb = Trail.COMPLAINT_MARKED


class ComplaintWithdrawn(OfComplaint):
    """It is none after all."""

    verb = Trail.COMPLAINT_WITHDRAWN


class ComplaintRecorded(OfComplaint):
    """What the rule demands was sent."""

    verb = Trail.COMPLAINT_RECORDED


class ClocksSuperseded(Details):
    """Running clocks were moved to the rules in force."""

    verb = Trail.CLOCKS_SUPERSEDED
    policy: str = ""
    by_rule: bool = False  # only where another rule takes the case now
    clocks: list[dict[str, Any]] = []


class RulesInForce(Details):
    """The versions in force from here on, by name, and which calendar each team has.

    ``closed_days``: those of the weekly data, by calendar, which its version has in it.
    ``private_windows``: for how many hours each channel takes a private answer.
    """

    verb = Trail.RULES_IN_FORCE
    policy: str
    calendars: dict[str, str]
    teams: dict[str, str]
    presets: dict[str, str]
    regulatory_calendars: dict[str, str]
    closed_days: dict[str, list[date]] = {}
    private_windows: dict[str, float] = {}


class Reopen(Details):
    """It goes on. A reopening by a word counts from that word's own time, however late it came."""

    verb = Trail.REOPEN
    reopened_at: Moment | None = None
    unheard: Start | None = None  # the word that still waits
    unowned: bool = False  # nobody had it, so its claim is timed again


class Merged(Details):
    """It goes on in another case."""

    verb = Trail.MERGED
    into: int


class TookOver(Details):
    """Another case goes on in this one, and brought what waited and ran there."""

    verb = Trail.TOOK_OVER
    from_: int
    waits: list[Start]
    deadlines: list[Deadline] = []
    marks: list[tuple[str, str]] = []  # complaint rules and their versions
    private: Start | None = None  # its last private word, which keeps the platform's window open
    chat: Start | None = None  # its word in the secure chat that waits for one of ours


class Unmerged(Details):
    """It stands alone again; what of ours was published in it meanwhile."""

    verb = Trail.UNMERGED
    from_: int
    merged_at: Moment
    published: list[Published] = []


class GaveBack(Details):
    """The other case left: clocks count from their own words again, its deadlines and marks go."""

    verb = Trail.GAVE_BACK
    case: int = 0
    merged_at: Moment | None = None  # none: written before deadlines were given back
    starts: list[Start]
    deadlines: list[Brought] = []
    marks: list[str] = []
    words: list[int] = []  # its messages whose edits were words here meanwhile


class Split(Details):
    """Words went into a case of their own; where the clocks that stay begin now."""

    verb = Trail.SPLIT
    into: int
    messages: list[int]
    starts: list[Start]


def _in(names: Mapping[str, object]) -> list[type[Details]]:
    classes = [each for each in names.values() if isinstance(each, type)]
    return [each for each in classes if issubclass(each, Details) and "verb" in vars(each)]


CLASS_OF: dict[Trail, type[Details]] = {
    each.verb: each
    for names in (vars(trail_answers), vars(trail_chat), globals())
    for each in _in(names)
}
