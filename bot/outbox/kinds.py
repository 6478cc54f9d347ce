"""Every kind of delivery there is, and what each carries. The queue itself knows none of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, ClassVar, Self, cast

from bot.domain.records.answers.moderation import Act
from bot.outbox.event_details import EventDetails as EventDetails
from bot.outbox.payload import Payload


class DeliveryKind(StrEnum):
    """As it is stored. Who sends a kind, ``bot.bootstrap`` says."""

    HEADLINE = "slack.headline"
    REDRAW = "slack.redraw"
    SAID = "slack.said"
    EVENT = "slack.event"
    HANDOVER = "slack.handover"
    ALERT = "slack.alert"
    ALERT_BUNDLE = "slack.alert_bundle"
    DIGEST = "slack.digest"
    CHART = "slack.chart"
    NOTICE = "slack.notice"
    ALARM = "slack.alarm"
    REFUSAL = "slack.refusal"
    SURGE = "slack.surge"
    CONSULT = "slack.consult"
    QUALITY = "slack.quality"
    OFFER = "slack.offer"
    CONFIRMATION = "slack.confirmation"
    ERASE = "slack.erase"
    REPLY = "reply"
    MODERATION = "moderation"
    LOOK = "look"


@dataclass(frozen=True, kw_only=True)
class ReplyPayload(Payload):
    """An answer to a customer: frozen when a person pressed *Send*."""

    kind: ClassVar[str] = DeliveryKind.REPLY
    channel: str
    account: str
    in_reply_to: str
    text: str
    surface: str = "public"
    recipient: str = ""  # for a private answer: the customer's id on the platform
    private_reply_to: str = ""  # for a private answer to a public post: that post's id
    reply_id: int = 0
    token_of: str = ""  # of an invitation: what the token in its link is made from when it goes
    part: int = 1  # of an answer in several posts: which this is, and of how many
    parts: int = 1
    sought: bool = False  # it, and what follows, may be out from a moment that the database lost


@dataclass(frozen=True, kw_only=True)
class ModerationPayload(Payload):
    """Something done to a post that is out."""

    kind: ClassVar[str] = DeliveryKind.MODERATION
    channel: str
    account: str
    external_id: str
    act: Act
    case_id: int = 0
    moderation_id: int = 0

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """The act as a member again: JSON knows its value only."""
        read = super().read(stored)
        return replace(read, act=Act(read.act))


@dataclass(frozen=True, kw_only=True)
class LookPayload(Payload):
    """A look whether an answer that a person told of is there, ours, and this customer's."""

    kind: ClassVar[str] = DeliveryKind.LOOK
    channel: str
    account: str  # whose keys read it
    external_id: str
    accounts: Sequence[str]  # of the brand: any of them may have given it
    under: Sequence[str]  # the ids of what was said in the case
    beside: Sequence[str]  # and of what the customer's words stand under
    customers: Sequence[str]  # the platform's ids of who is answered
    message_id: int = 0


@dataclass(frozen=True, kw_only=True)
class SlackPayload(Payload):
    """Where a message stands: in a case's thread, or else in a channel or with one person."""

    thread_id: int | None = None
    slack_channel: str = ""


@dataclass(frozen=True, kw_only=True)
class HeadlinePayload(SlackPayload):
    """The message that opens a case's thread."""

    kind: ClassVar[str] = DeliveryKind.HEADLINE


@dataclass(frozen=True, kw_only=True)
class RedrawPayload(SlackPayload):
    """A headline drawn anew; or, with ``delivery_id``, what that delivery posted."""

    kind: ClassVar[str] = DeliveryKind.REDRAW
    delivery_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ErasePayload(SlackPayload):
    """What that delivery posted goes: a person asked for it, or its time is over."""

    kind: ClassVar[str] = DeliveryKind.ERASE
    delivery_id: int


@dataclass(frozen=True, kw_only=True)
class SaidPayload(SlackPayload):
    """Something that was said, changed or taken down on the channel."""

    kind: ClassVar[str] = DeliveryKind.SAID
    message_id: int
    what: str
    revision: int = 0


@dataclass(frozen=True, kw_only=True)
class EventPayload(SlackPayload):
    """Something that staff or Earshot did. Its details are stored beside the other fields."""

    kind: ClassVar[str] = DeliveryKind.EVENT
    template: str
    case_id: int
    by: str
    at: str
    slack_user_id: str = ""
    details: EventDetails = field(default_factory=EventDetails)

    @property
    def all_told(self) -> list["EventPayload"]:
        """This, and what is said with it in one post."""
        return [self, *(EventPayload.read(each) for each in self.details.get("also", ()))]

    def stored(self) -> dict[str, Any]:
        """The details are no object of their own."""
        stored = super().stored()
        details = stored.pop("details")
        return {**stored, **details}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """What is no field is a detail."""
        own = {each.name for each in fields(cls)}
        details = {name: value for name, value in stored.items() if name not in own}
        return replace(super().read(stored), details=cast(EventDetails, details))


@dataclass(frozen=True, kw_only=True)
class HandoverPayload(SlackPayload):
    """What was just given to somebody, as ids of its records."""

    kind: ClassVar[str] = DeliveryKind.HANDOVER
    handovers: Sequence[int]
    by: str


@dataclass(frozen=True, kw_only=True)
class AlertPayload(SlackPayload):
    """One step of a clock's ladder."""

    kind: ClassVar[str] = DeliveryKind.ALERT
    case_id: int
    clock_id: int
    step: str
    metric: str = ""
    at: str = ""  # business time: when it fell due and was noticed
    slack_user_id: str = ""
    surface: str = ""


@dataclass(frozen=True, kw_only=True)
class AlertBundlePayload(SlackPayload):
    """Every alert whose row names this bundle."""

    kind: ClassVar[str] = DeliveryKind.ALERT_BUNDLE
    bundle: str


@dataclass(frozen=True, kw_only=True)
class DigestPayload(SlackPayload):
    """A report as it was issued."""

    kind: ClassVar[str] = DeliveryKind.DIGEST
    digest: str
    period: str
    report: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ChartPayload(DigestPayload):
    """The picture under a digest."""

    kind: ClassVar[str] = DeliveryKind.CHART
    under: str  # the digest's dedupe key


@dataclass(frozen=True, kw_only=True)
class NoticePayload(SlackPayload):
    """An alarm in our own words."""

    kind: ClassVar[str] = DeliveryKind.NOTICE
    text: str
    sentence: str = ""  # in English; ``values`` are filled in when it is drawn
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AlarmPayload(SlackPayload):
    """An alarm or its all-clear, for whoever can mend it."""

    kind: ClassVar[str] = DeliveryKind.ALARM
    alarm_id: int
    people: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class RefusalPayload(SlackPayload):
    """Why somebody's press did nothing, to them alone."""

    kind: ClassVar[str] = DeliveryKind.REFUSAL
    sentence: str  # in their language
    at: str  # business time: when they pressed
    case_id: int = 0


class SurgeMessage(StrEnum):
    """What is said of a surge: its post in the channel, a word to whoever is told, its report."""

    POST = "post"
    TOLD = "told"
    REPORT = "report"


@dataclass(frozen=True, kw_only=True)
class SurgePayload(SlackPayload):
    """A message about a surge."""

    kind: ClassVar[str] = DeliveryKind.SURGE
    surge_id: int
    what: str  # a SurgeMessage


class ConsultMessage(StrEnum):
    """What is said of a question to a team: the question itself, that its answer is missing."""

    QUESTION = "question"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class ConsultPayload(SlackPayload):
    """A message about a question to a team. ``private``: it shows, or may repeat, private words."""

    kind: ClassVar[str] = DeliveryKind.CONSULT
    consult_id: int
    what: str  # a ConsultMessage
    at: str = ""  # business time: when the step came
    ring: Sequence[str] = ()  # Slack user ids of whoever is reminded by name
    private: bool = False
