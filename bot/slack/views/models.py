"""What the views are drawn from: frozen, detached from the database, easily made by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.records.cases.case import OPEN_STATES, CaseState, Surface
from bot.domain.records.chat_file import FileKind
from bot.domain.text.references import case_reference
from bot.outbox.kinds import EventDetails
from bot.slack.views import parts
from bot.slack.views.around import CaseAround
from bot.slack.views.consult import ConsultShown


@dataclass(frozen=True)
class AboveShown:
    """The post of somebody else's that the customer answered or quoted. Masked already."""

    author: str
    text: str
    permalink: str = ""


@dataclass(frozen=True)
class MediaShown:
    """A picture or film that hangs on a post. It stays on its platform; its address may run out."""

    address: str
    description: str = ""  # masked
    is_picture: bool = False


@dataclass(frozen=True)
class FileShown:
    """A file that a customer sent in the secure chat. Its name is masked."""

    message_id: int
    kind: FileKind
    size: int  # bytes
    name: str = ""


@dataclass(frozen=True)
class PostShown:
    """One message of a customer (or of ours) as it stands now. The text is masked already."""

    text: str
    posted_at: datetime
    permalink: str = ""
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    attachments: int = 0
    file: FileShown | None = None  # what stands in the place of words
    media: tuple[MediaShown, ...] = ()  # those of the attachments that the platform itself keeps
    findings: tuple[str, ...] = ()  # the kinds of personal data that were masked
    above: AboveShown | None = None
    found_by: str = ""  # the words it was found by, where it does not address us
    previews: bool = False  # the bank wants pictures shown, though none can be masked
    translated: str = ""  # by a machine, into the language of its readers
    translated_by: str = ""


@dataclass(frozen=True)
class ClockShown:
    """One clock of a case."""

    metric: str  # "first_response", "claimed"
    started_at: datetime
    due_at: datetime
    met_at: datetime | None = None
    stopped_at: datetime | None = None
    paused_at: datetime | None = None
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    title: str = ""  # of a regulatory clock: which deadline
    rule_title: str = ""  # and the rule that demands it
    is_window: bool = False  # its end closes a window and breaks no promise

    @property
    def is_running(self) -> bool:
        return self.met_at is None and self.stopped_at is None


@dataclass(frozen=True)
class ClosureShown:
    """How a case ended."""

    kind: str  # "resolved", "not_actionable", "closed"
    meaning: str
    closed_at: datetime
    slack_user_id: str = ""
    remark: str = ""


@dataclass(frozen=True)
class PostsShown:
    """What of a case stands in public, and what can be done to it from here."""

    standing: int = 0  # posts of the customer
    answers: int = 0  # of ours
    answers_removed: int = 0
    hidden: int = 0  # of the customer
    can_be_removed: int = 0  # from here; where the channel cannot do it, none
    can_be_hidden: int = 0
    can_be_shown_again: int = 0


@dataclass(frozen=True)
class PostedShown:
    """Personal data that the customer posted, and whether everybody can still read it."""

    kinds: tuple[str, ...] = ()  # of what still stands in public
    gone_at: datetime | None = None  # since when nothing of it does
    can_be_revealed: bool = False  # some of it, to whoever may


@dataclass(frozen=True)
class TalkShown:
    """What a drawing of a case tells of its private talk, and of its public side."""

    surface: Surface = Surface.PUBLIC  # whose words this drawing shows
    has_private: bool = False
    is_private_only: bool = False  # nothing of it was said in public
    has_public: bool = False  # of the private side: a post stands that can be answered in public
    other_thread_link: str = ""  # from the public thread to the private one, and back
    post_link: str = ""  # on the platform: the public post that the talk belongs to
    until: datetime | None = None  # how long the platform takes a private answer


class ChatStands(StrEnum):
    """How far the secure chat of a case has come."""

    NONE = "none"
    ON_ITS_WAY = "on_its_way"
    INVITED = "invited"
    NEVER_CAME = "never_came"
    ARRIVED = "arrived"
    TALKING = "talking"
    IDLE = "idle"
    ENDED = "ended"
    REVOKED = "revoked"


@dataclass(frozen=True)
class ChatShown:
    """The secure chat of a case, and what can be done about it now."""

    stands: ChatStands = ChatStands.NONE
    at: datetime | None = None  # since when, or when last
    can_invite: bool = False
    can_revoke: bool = False
    can_remind: bool = False
    can_tell: bool = False  # that an answer waits
    can_close: bool = False  # with the public closing line
    solved: bool | None = None  # what the customer said of it
    stars: int | None = None


@dataclass(frozen=True)
class OutcomeShown:
    """What the register says came of a complaint."""

    finding: str
    redress: str = ""
    currency: str = ""
    told_ombudsman: bool = False


@dataclass(frozen=True)
class CaseShown:
    """A case as staff see it."""

    case_id: int
    version: int
    channel_title: str
    account_name: str
    author: str
    state: CaseState
    state_since: datetime
    post: PostShown | None
    opened_at: datetime
    priority: str = "normal"
    owner: str = ""  # a Slack user id
    offered_to: str = ""  # a Slack user id, of whoever is asked while nobody has it
    clocks: tuple[ClockShown, ...] = ()
    closure: ClosureShown | None = None
    outcomes: tuple[OutcomeShown, ...] = ()  # of the complaints that it is marked as
    reopened_at: datetime | None = None  # of an open case, after its last end
    also_to: tuple[str, ...] = ()  # further accounts of the brand that the customer named
    later_posts: int = 0  # what the customer said after the first post
    latest: PostShown | None = None  # what they said last, of what still stands
    brand: str = ""
    language: str = ""  # where it is not the team's own
    summary_by: str = ""  # a machine that sums talks up, where the bank has one
    answerable: bool = True
    answer_gone: bool = False  # our only answer is, and nobody has said what that means
    previous_case_id: int | None = None
    previous_link: str = ""  # the way to its thread
    thread_link: str = ""
    talk: TalkShown = TalkShown()
    chat: ChatShown = ChatShown()
    public: PostsShown = PostsShown()
    posted: PostedShown = PostedShown()
    around: CaseAround = field(default_factory=CaseAround)

    @property
    def reference(self) -> str:
        return case_reference(self.case_id)

    @property
    def is_claimable(self) -> bool:
        return not self.owner and self.state in OPEN_STATES


@dataclass(frozen=True)
class Drawn:
    """A message ready to be posted: blocks, and the words a notification says."""

    blocks: list[dict[str, Any]]
    text: str


@dataclass(frozen=True)
class SaidShown:
    """Something that was said, changed or taken down on the channel."""

    what: str  # posted, in_headline, edited, removed, hidden, unhidden, answered[_elsewhere]
    author: str
    channel_title: str
    account_name: str
    post: PostShown
    surface: Surface = Surface.PUBLIC
    message_id: int = 0
    purpose: str = ""  # of a native answer: what it counts as


@dataclass(frozen=True)
class ApprovalShown:
    """How an answer stands that waits for a second person, or did; empty of one that needed nobody."""

    reasons: tuple[str, ...] = ()
    waits: bool = False
    asked_by: str = ""  # Slack user ids
    decided_by: str = ""
    approved: bool = False
    note: str = ""
    before: str = ""  # as it was asked for, where other words were approved
    machine: str = ""  # the provider with whose draft it began
    machine_percent: int = 0  # of its words that are the draft's
    returned: str = ""  # as it was asked for the time before, and came back to its author


@dataclass(frozen=True)
class EventShown:
    """Something staff or Earshot did, with what its sentence needs."""

    template: str
    at: datetime
    case_id: int
    slack_user_id: str = ""
    channel_title: str = ""
    account_name: str = ""
    meaning: str = ""
    remark: str = ""
    reply_text: str = ""
    is_private: bool = False  # whether the answer is for the customer alone
    resolves: bool = False  # whether the case was to end with the answer
    permalink: str = ""
    explanation: str = ""
    delivery_id: int = 0
    reply_id: int = 0
    posts_out: int = 0  # of an answer in several posts (``details``): how many are published
    withdrawable: bool = False  # whether *Undo* still does something
    seen_at: datetime | None = None  # of an answer in the chat: when the customer's page showed it
    chat: ChatShown = ChatShown()  # of a line that carries the chat's buttons
    outcome_known: bool = False  # whether a later message says how the answer ended
    person: str = ""  # who signed in to a secure chat, as far as this thread shows it
    approval: ApprovalShown = ApprovalShown()  # of an answer
    consult: ConsultShown | None = None  # the question to a team
    is_taken_down: bool = False  # whether somebody is reminded already of what is promised there
    details: EventDetails = field(default_factory=EventDetails)
    colleagues: Mapping[str, str] = field(default_factory=dict)  # their names by Slack user id

    @property
    def actor(self) -> str:
        """Who did it, as mrkdwn: by name, for whoever did something needs no ping about it."""
        return self.named(self.slack_user_id) if self.slack_user_id else "Earshot"

    @property
    def pinged(self) -> str:
        """The same where they have to act."""
        return f"<@{self.slack_user_id}>" if self.slack_user_id else "Earshot"

    def named(self, slack_user_id: str) -> str:
        """A colleague by name, without a ping; by id where no name is known."""
        name = self.colleagues.get(slack_user_id, "")
        return parts.safe(name) if name else f"<@{slack_user_id}>"
