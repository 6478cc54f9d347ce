"""One look at an answer before it goes: everything that stands in its way, for the person who wrote it.

Every road to a customer passes here, by ``desk.answers.previews``. No verdict repeats the secret it is about: it
is shown in Slack.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.gate.findings import Finding, Severity, Span
from bot.domain.gate.findings import Kind as Found
from bot.domain.gate.gate import Gate, once
from bot.domain.personal_data import Kind, find, fold
from bot.domain.personal_data.banks_own import Regions, own_of
from bot.domain.personal_data.folding import as_folded
from bot.domain.personal_data.kinds import Finding as Detected
from bot.domain.records.staff import Role
from bot.domain.rules.answers.finding_words import said
from bot.domain.rules.answers.gate_rules import GateRules, Surface
from bot.domain.rules.answers.reply_rules import NAMES, NOWHERE, ReplyRules
from bot.domain.triage.words import plain_words
from bot.language import say, say_count

Length = Callable[[str], int]
_TELLS = re.compile(
    r"(?:[:=\"'“”«»‘’-]|(?<!\w)(?:is|was|reads|es|est|ist|é|era|était|lautet|هي|هو))\s*\Z",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"(?<!\w)(?:set|sets|setting|resets?|resetting|chang(?:e|ed|es|ing)|updat(?:e|ed|ing)|switched|put|turned)(?!\w)"
    r"[^.!?;,\n]{0,60}\sto\s*\Z",
    re.IGNORECASE,
)
# What stands behind "your password to …" and is none, where the sentence is about keeping it.
_NO_PASSWORD = re.compile(
    r"alone|any(?:body|one)|callers|colleagues|confidential|every(?:body|one)|family|friends|nobody|others|private|safe"
    r"|secret|secure|some(?:body|one)|strangers|them|yourself|yourselves"
)
_LOUDEST_FIRST = (Severity.BLOCK, Severity.APPROVAL, Severity.WARN)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend or to know before an answer goes out. `code` is stable; `message` is for
    the person who wrote it. `spans`: where it stands; `better`: what to write instead.
    """

    code: str
    message: str
    severity: Severity
    spans: tuple[Span, ...] = ()
    better: str = ""

    @property
    def hides_words(self) -> bool:
        """Whether the words it is about are shown to nobody."""
        return self.code.startswith("personal_data.") or self.code == Found.QUOTES_CUSTOMER

    @property
    def blocking(self) -> bool:
        """Whether it keeps the answer here, for whoever wrote it."""
        return self.severity is Severity.BLOCK

    @property
    def needs_approval(self) -> bool:
        """Whether it waits for a second person."""
        return self.severity is Severity.APPROVAL


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A text on its way: where to, for whom, by whom."""

    text: str
    surface: Surface
    limit: int  # in the units of `length`
    length: Length
    regions: tuple[str, ...] = ("GB",)  # as for `personal_data.find`
    brand: str = ""
    roles: frozenset[Role] = frozenset()  # of who wrote it
    topic: str = ""  # of the case, as a person set it
    customer: str = ""  # the words that it answers
    colleagues: tuple[str, ...] = ()  # their names
    may_name: tuple[str, ...] = ()  # other banks that the customer meant
    same_today: int = 0  # to so many other customers these very words went today
    posts: tuple[str, ...] = ()  # it is published as, where they are several
    posts_most: int = 1  # that it may be


def check(answer: Answer, *, rules: ReplyRules, gate_rules: GateRules, gate: Gate) -> list[Problem]:
    """Everything there is to say about an answer, what blocks it first."""
    if not answer.text.strip():
        message = say("The answer is empty. Write what the customer should read.")
        return [Problem("empty", message, Severity.BLOCK)]
    problems = [
        *_length_problems(answer),
        *_personal_data_problems(answer, rules, gate_rules.countries),
        *_gate_problems(answer, rules, gate_rules, gate),
        *_word_problems(answer.text, rules),
        *_signature_problems(answer.text, rules),
    ]
    return sorted(problems, key=lambda problem: _LOUDEST_FIRST.index(problem.severity))


def _length_problems(answer: Answer) -> list[Problem]:
    if all(answer.length(post) <= answer.limit for post in answer.posts or (answer.text,)):
        return []
    size = answer.length(answer.text)
    if answer.posts_most > 1:
        message = say(
            "The answer is too long: {size:,} characters, and it cannot be cut into at most {most} posts "
            "of {limit:,}. Shorten it.",
            size=size,
            most=answer.posts_most,
            limit=answer.limit,
        )
        return [Problem("too_long", message, Severity.BLOCK)]
    message = say(
        "The answer is {over:,} too long: {size:,} characters, and {limit:,} fit. Shorten it.",
        over=size - answer.limit,
        size=size,
        limit=answer.limit,
    )
    return [Problem("too_long", message, Severity.BLOCK)]


def _personal_data_problems(
    answer: Answer, rules: ReplyRules, countries: tuple[str, ...]
) -> list[Problem]:
    """``countries``: of the languages in which the bank answers, whose customers write from there."""
    is_public = answer.surface == "public"
    blocked = rules.blocked_on_public if is_public else NOWHERE
    own = frozenset(rules.own_contacts)
    more = tuple(one for one in countries if one not in answer.regions)
    regions = Regions.of((*answer.regions, *more), own_of(answer.regions))
    found = find(answer.text, regions=regions, allow=own, whole=True)
    counts = Counter(finding.kind for finding in found)
    sure = {one.kind for one in found if not _may_be_a_word(answer.text, one)}
    return [
        Problem(
            f"personal_data.{kind}",
            _holds(_counted(kind, count), is_public=is_public) + _hint(kind),
            Severity.BLOCK if kind in sure else Severity.WARN,
            tuple((one.start, one.end) for one in found if one.kind is kind),
        )
        for kind, count in sorted(counts.items())
        if kind in blocked
    ]


def _may_be_a_word(text: str, found: Detected) -> bool:
    """Whether what looks like a password is one of the few words that stand there otherwise: "keep your password to
    yourself"; or a piece of a word. One that is told stands behind a sign or a verb."""
    value, before = text[found.start : found.end], text[max(0, found.start - 80) : found.start]
    is_piece = value.isalpha() and text[found.end : found.end + 1].isalpha()
    return bool(
        found.kind in (Kind.PASSWORD, Kind.SECURITY_ANSWER)
        and (is_piece or _NO_PASSWORD.fullmatch(value))
        and not _TELLS.search(before)
        and not _SETS.search(before)
    )


def _holds(what: str, *, is_public: bool) -> str:
    if is_public:
        return say("It holds {what}, and everybody can read this answer. Take that out.", what=what)
    return say("It holds {what}, and card numbers are never sent. Take that out.", what=what)


def _counted(kind: Kind, count: int) -> str:
    one, many = NAMES[kind]
    return say_count(count, one, many)


def _hint(kind: Kind) -> str:
    if kind not in (Kind.PHONE, Kind.EMAIL):
        return ""
    return " " + say(
        "If it is the bank's own, a lead can enter it under *Desk settings…*, Numbers and links."
    )


def _gate_problems(
    answer: Answer, rules: ReplyRules, gate_rules: GateRules, gate: Gate
) -> Iterator[Problem]:
    is_public = answer.surface == "public"
    found = gate.look(
        answer.text, is_public=is_public, customer=answer.customer, regions=answer.regions
    )
    phrases = found_phrases(answer.text, rules.secret_phrases) if is_public else []
    if phrases and not any(one.kind is Found.ASKS_SECRET and one.is_sure for one in found):
        spans = tuple(span for _, spans in phrases for span in spans)
        found.append(Finding(Found.ASKS_SECRET, spans))
    for one in once([*found, *_known_here(answer, gate_rules)]):
        severity = gate_rules.follows(
            one.kind,
            is_sure=one.is_sure,
            surface=answer.surface,
            brand=answer.brand,
            roles=answer.roles,
            topic=answer.topic,
        )
        if severity is Severity.PASS or _names_whom_they_meant(one, answer):
            continue
        if one.kind is Found.ASKS_SECRET and not rules.block_secret_requests:
            severity = Severity.WARN
        yield problem_of(one, severity)


def _names_whom_they_meant(finding: Finding, answer: Answer) -> bool:
    """Whether all the banks it names are those that the customer meant."""
    meant = " ".join(plain_words(" ".join(answer.may_name)))
    return finding.kind is Found.COMPETITOR and all(
        " ".join(plain_words(answer.text[start:end])) in meant for start, end in finding.spans
    )


def _known_here(answer: Answer, gate_rules: GateRules) -> Iterator[Finding]:
    """What the text alone does not tell: who works here, and how often it was said today."""
    named = [
        place for _, places in found_phrases(answer.text, answer.colleagues) for place in places
    ]
    if named:
        yield Finding(Found.COLLEAGUE, tuple(sorted(named)))
    if answer.same_today >= gate_rules.same_text_most:
        yield Finding(Found.SAME_TEXT, values={"count": str(answer.same_today)})


def problem_of(finding: Finding, severity: Severity) -> Problem:
    """A finding as whoever wrote the answer is told of it."""
    message, better = said(finding)
    if severity is Severity.APPROVAL:
        message += " " + say("It waits until a second person has approved it.")
    return Problem(str(finding.kind), message, severity, finding.spans, better)


def _word_problems(text: str, rules: ReplyRules) -> list[Problem]:
    stopped = [
        Problem(
            "forbidden_words",
            say("“{phrase}” is on the bank's list of words not to use.", phrase=phrase),
            Severity.BLOCK,
            spans,
        )
        for phrase, spans in found_phrases(text, rules.forbidden)
    ]
    noted = [
        Problem(
            "caution_words",
            say(
                "“{phrase}” may make this a promotion or a promise. "
                "Is it fair, clear and true by itself?",
                phrase=phrase,
            ),
            Severity.WARN,
            spans,
        )
        for phrase, spans in found_phrases(text, rules.caution)
    ]
    return stopped + noted


def _signature_problems(text: str, rules: ReplyRules) -> list[Problem]:
    if not rules.signature_required or rules.signature.ends(text):
        return []
    if re.search(f"(?:{rules.signature_pattern})$", text.rstrip()):
        return []
    message = say("The answer must end with your initials, for example ^AH.")
    return [Problem("no_signature", message, Severity.BLOCK)]


def found_phrases(text: str, phrases: Sequence[str]) -> list[tuple[str, tuple[Span, ...]]]:
    """Those of the phrases that are in the text as whole words, whatever the case, accents and
    spaces; and where.
    """
    folded = fold(text)
    found = [
        (phrase, tuple(folded.span(*hit.span()) for hit in _phrase(phrase).finditer(folded.text)))
        for phrase in phrases
    ]
    return [(phrase, spans) for phrase, spans in found if spans]


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){as_folded(phrase.strip())}(?!\w)", re.IGNORECASE)
