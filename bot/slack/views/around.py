"""What stands around a case on its headline: until when it sleeps, where it went, what it is linked to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.records.pledge import Deed
from bot.domain.rules.triage.signal_rules import title_said
from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import is_right_to_left, listed, say, say_count
from bot.slack.views import parts
from bot.slack.views.consult import ConsultShown

_LINKS_SHOWN = 8
LEVELS = {"low": "Low", "normal": "Normal", "high": "High", "urgent": "Urgent"}  # as we ship them
ORDINARY = frozenset({"", "normal"})  # shown nowhere
_MARKS = {"urgent": "🔴", "high": "🟠"}
_SIGNALS_SHOWN = 3
_ASKED_SHOWN = 3


@dataclass(frozen=True)
class PledgeShown:
    """What an answer of ours promised, and is owed."""

    pledge_id: int
    deed: Deed | None  # None: promised in private, and private words are not shown here
    due_at: datetime
    promised_by: str  # Slack user ids
    holder: str = ""
    is_broken: bool = False


@dataclass(frozen=True)
class OtherCase:
    """Another case: its number and, where known, the way there."""

    case_id: int
    link: str = ""

    @property
    def as_mrkdwn(self) -> str:
        """A link, or the reference alone."""
        reference = case_reference(self.case_id)
        return parts.link(self.link, reference) or reference


@dataclass(frozen=True)
class SignalShown:
    """A signal of a case. ``words``: the customer's, where they may stand here and still stand at all."""

    title: str
    words: str = ""


@dataclass(frozen=True)
class SurgeMark:
    """The surge that a case stands in: what it is called, the way to its post, and whether it goes on."""

    name: str
    link: str = ""
    is_open: bool = True

    @property
    def as_mrkdwn(self) -> str:
        """A link, or the name alone."""
        return parts.link(self.link, self.name) or parts.safe(self.name)


@dataclass(frozen=True)
class Lessons:
    """What people said of a case for the business."""

    cause: str = ""  # a name of complaints.toml
    cause_title: str = ""  # in the reader's language
    is_idea: bool = False
    is_praise: bool = False


@dataclass(frozen=True)
class TopicShown:
    """What a case is about: as a person set it, or as it is suggested, or neither; and what is likely."""

    name: str = ""
    title: str = ""
    is_set: bool = False
    likely: tuple[str, ...] = ()  # names of topics, the likeliest first


@dataclass(frozen=True)
class MeantShown:
    """Another bank that a post is meant for, or was written to. ``words``: the customer's, where they stand."""

    bank: str
    handle: str = ""
    words: str = ""
    is_written_to: bool = False


@dataclass(frozen=True)
class CaseAround:
    """What other verbs left on a case."""

    snoozed_until: datetime | None = None
    merged_into: OtherCase | None = None
    merged_from: tuple[OtherCase, ...] = ()
    linked: tuple[OtherCase, ...] = ()
    pledges: tuple[PledgeShown, ...] = ()  # the soonest first
    priority_because: tuple[str, ...] = ()  # of the bank's own rules, the customer's words quoted
    priority_by: str = ""  # a Slack user id
    priority_reason: str = ""  # a person's, masked; empty where it may not stand
    signals: tuple[SignalShown, ...] = ()  # the gravest first
    posts: int = 0  # of the customer, that still stand
    kept_back: int = 0  # further posts, since the customer was blocked
    surge: SurgeMark | None = None
    handling: str = ""  # what the bank does as a rule with what the front team cannot answer
    named: tuple[str, ...] = ()  # Slack user ids of whom a returning customer knows, and are there
    asked: tuple[ConsultShown, ...] = ()  # teams that have not answered yet
    topic: TopicShown = TopicShown()
    meant: MeantShown | None = None
    can_join_surge: bool = False  # one of its bank goes on, and it stands in none
    lessons: Lessons = Lessons()


def around_words(around: CaseAround) -> list[str]:
    """Sentences for the headline, as mrkdwn."""
    words: list[str] = []
    if around.surge is not None:
        words.append(say("🌊 {surge}", surge=around.surge.as_mrkdwn))
    if around.named:
        words.append(
            say("👤 Knows them: {who}", who=listed(f"<@{one}>" for one in around.named[:3]))
        )
    words += [asked_words(each) for each in around.asked[:_ASKED_SHOWN]]
    if around.topic.title:
        words.append(topic_words(around.topic))
    if around.snoozed_until is not None:
        words.append(say("💤 Snoozed until {when}", when=moment(around.snoozed_until)))
    if around.merged_into is not None:
        words.append(say("Goes on in {case}", case=around.merged_into.as_mrkdwn))
    if around.merged_from:
        words.append(say("With {cases}", cases=_listed(around.merged_from)))
    if around.kept_back:
        one, other = (
            "🔕 {count} later post is kept back",
            "🔕 {count} later posts are kept back",
        )
        words.append(say_count(around.kept_back, one, other))
    if around.linked:
        words.append(say("Linked to {cases}", cases=_listed(around.linked)))
    return words + _lesson_words(around.lessons)


def _lesson_words(lessons: Lessons) -> list[str]:
    words = []
    if lessons.cause:
        words.append(say("🔎 Cause: {cause}", cause=parts.safe(lessons.cause_title)))
    if lessons.is_idea:
        words.append(say("💡 An idea"))
    if lessons.is_praise:
        words.append(say("💚 Praise"))
    return words


def asked_words(consult: ConsultShown) -> str:
    """``❓ Asked Cards, answer by 15:00``, with the way to the question."""
    what = "❓ Asked {team}, answer by {when}"
    if consult.is_late:
        what = "🔴 Asked {team}, answer was due {when}"
    team = parts.link(consult.link, parts.clip(consult.team, 60)) or parts.safe(consult.team, 60)
    return say(what, team=team, when=moment(consult.due_at))


def topic_words(topic: TopicShown) -> str:
    """``Topic: Card declined``; with a question mark while nobody has said so."""
    if topic.is_set:
        return say("Topic: {topic}", topic=parts.safe(topic.title))
    return say("Topic: {topic}?", topic=parts.safe(topic.title))


def level_name(level: str) -> str:
    """``High``; a level of the bank's own as the bank wrote it."""
    return say(LEVELS[level]) if level in LEVELS else parts.safe(level).capitalize()


def priority_words(priority: str, around: CaseAround) -> str:
    """``🔴 Urgent: “someone is emptying my account”``: why in the customer's words, else whose reason or which
    rule; as mrkdwn, in one line."""
    name = f"{_MARKS.get(priority, '')} {level_name(priority)}".strip()
    if around.priority_by:
        said = say("{priority}, set by {who}", priority=name, who=f"<@{around.priority_by}>")
        return (
            f"{said}: “{parts.safe(around.priority_reason, 200)}”"
            if around.priority_reason
            else said
        )
    because = signal_words(around.signals) or because_words(around.priority_because[:5])
    return f"{name}: {because}" if because else name


def signal_words(signals: Sequence[SignalShown]) -> str:
    """``“end my life”, fraud happening now``: the words that decided, or what they were a sign of."""
    shown = dict.fromkeys(
        f"“{parts.safe(one.words, 120)}”" if one.words else title_words(one.title)
        for one in signals
    )
    return listed(list(shown)[:_SIGNALS_SHOWN])


def title_words(title: str) -> str:
    """What a signal is called, for the reader."""
    return parts.safe(title_said(title))


def because_words(because: Iterable[str]) -> str:
    """``“stolen”, has written again and again``: what decided a priority, as mrkdwn."""
    return listed(title_words(each) for each in because)


def guidance_words(guidance: Mapping[str, str], ring: Sequence[str]) -> str:
    """What staff should do about a signal, in their language, and whom to ring."""
    language = "ar" if is_right_to_left() else "en"
    told = guidance.get(language) or guidance.get("en", "")
    numbers = say("☎️ {numbers}", numbers=parts.safe(listed(ring), 400)) if ring else ""
    return "\n".join(filter(None, (parts.safe(told, 700), numbers)))


def _listed(cases: Sequence[OtherCase]) -> str:
    shown = listed(case.as_mrkdwn for case in cases[:_LINKS_SHOWN])
    left = len(cases) - _LINKS_SHOWN
    return shown if left <= 0 else say("{cases} and {count} more", cases=shown, count=left)
