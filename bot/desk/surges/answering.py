"""Answering many in one go: a few wordings, the exact text for each, boxes to untick, one press.

The texts are written down when a person looks at them, so what was shown is what goes. Then each goes the way of
every single answer: the same gate, the same owner, its own delivery within the platform's limits.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.desk.answers import previews, replies, signing
from bot.desk.answers.surfaces import ToAnswer, to_answer
from bot.desk.desk import Desk, DeskError
from bot.desk.house.slot_values import slot_values
from bot.desk.surges import whom as of_whom
from bot.desk.surges.whom import Whom
from bot.domain.languages.answering import answered_in
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor, Role
from bot.domain.records.surge import ASKED, LEFT_OUT, QUEUED, SurgeAnswer, SurgeAnswerText
from bot.domain.records.trail.verbs import Trail
from bot.domain.text import slots
from bot.domain.text.same_words import comparable
from bot.language import say
from bot.storage.record.audit import HOUSE

LISTED_MOST = 100  # nobody looks at more with care, and Slack shows no more at once
WORDINGS_MOST = 5


class WordingsAreWrong(DeskError):
    """No wording, or one with a slot that there is not."""


class NotToBeSent(DeskError):
    """The answers were sent, or are another person's."""


class NeedsSecondPerson(DeskError):
    """The case has ended, and such words wait for a second person, which only an open case can."""

    def __init__(self) -> None:
        super().__init__(
            say("These words need a second person. Reopen the case, and answer it by itself.")
        )


class NothingTicked(DeskError):
    """Every box was unticked."""


@dataclass(frozen=True)
class ToOne:
    """The exact text for one customer, or why there is none."""

    case_id: int
    author: str
    text: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class Prepared:
    """Answers to look at. ``more``: how many customers come after these."""

    answer_id: int
    listed: Sequence[ToOne]
    refused: Sequence[ToOne]
    more: int = 0


def prepare(
    desk: Desk,
    *,
    whom: Whom,
    wordings: Sequence[str],
    purpose: Purpose,
    resolves: bool,
    by: Actor,
    roles: frozenset[Role],
) -> Prepared:
    """Write down the exact text for each. Raises NoSuchSurge, NotMended, NoImpostor, WordingsAreWrong."""
    of_whom.require(desk, whom)
    kept = _checked(wordings)
    answer = SurgeAnswer(
        surge_id=whom.surge_id,
        cause=whom.cause,
        alarm_id=whom.alarm_id,
        wordings=kept,
        purpose=purpose,
        to_all=whom.to_all,
        resolves=resolves and purpose is Purpose.ANSWERS,
        made_at=desk.now,
        made_by=str(by),
    )
    desk.session.add(answer)
    desk.session.flush()
    case_ids = of_whom.cases(desk, whom)
    looked = _Looking(desk, whom=whom, wordings=kept, by=by, roles=roles)
    listed: list[ToOne] = []
    refused: list[ToOne] = []
    for case_id in case_ids[:LISTED_MOST]:
        one, message_id = looked.at(case_id)
        (refused if one.refusal else listed).append(one)
        if not one.refusal:
            desk.session.add(
                SurgeAnswerText(
                    answer_id=answer.pk, case_id=case_id, message_id=message_id, text=one.text
                )
            )
    return Prepared(answer.pk, listed, refused, more=max(0, len(case_ids) - LISTED_MOST))


def send(desk: Desk, *, answer_id: int, ticked: Collection[int], by: Actor) -> int:
    """Let the texts go that are ticked, each as a person looked at it; how many those are.

    Whoever was warned meanwhile is warned no second time. Raises NotToBeSent, NothingTicked, NoSuchSurge, NotMended,
    NoImpostor.
    """
    query = select(SurgeAnswer).where(SurgeAnswer.id == answer_id).with_for_update()
    answer = desk.session.exec(query).first()
    if answer is None or answer.sent_at is not None or answer.made_by != str(by):
        raise NotToBeSent(say("These answers were sent already, or are another person's."))
    whom = of_whom.of_answer(answer)
    of_whom.require(desk, whom)
    if whom.alarm_id:
        ticked = set(ticked).intersection(of_whom.cases(desk, whom))
    rows = select(SurgeAnswerText).where(SurgeAnswerText.answer_id == answer_id)
    chosen = 0
    for row in desk.session.exec(rows).all():
        row.state = ASKED if row.case_id in ticked else LEFT_OUT
        chosen += row.state == ASKED
        desk.session.add(row)
    if not chosen:
        raise NothingTicked(say("Tick at least one customer."))
    answer.sent_at = desk.now
    desk.session.add(answer)
    _record(desk, answer, chosen, by=by)
    return chosen


def last_wordings(desk: Desk, *, surge_id: int) -> list[str]:
    """The wordings of the surge's newest answers, for the next hundred; none before the first."""
    query = select(SurgeAnswer).where(SurgeAnswer.surge_id == surge_id)
    found = desk.session.exec(query.order_by(col(SurgeAnswer.id).desc())).first()
    return list(found.wordings) if found else []


def _record(desk: Desk, answer: SurgeAnswer, count: int, *, by: Actor) -> None:
    told = {"answer": answer.pk, "count": count, "purpose": answer.purpose}
    if answer.alarm_id:
        desk.record(HOUSE, Trail.IMPOSTOR_WARNED, by=by, alarm=answer.alarm_id, **told)
    elif answer.cause:
        desk.record(HOUSE, Trail.CAUSE_TOLD, by=by, cause=answer.cause, **told)
    else:
        desk.record(HOUSE, Trail.SURGE_ANSWERED, by=by, surge=answer.surge_id, **told)


class _Looking:
    """Looks at one case after the other, with a text that was not used yet on its account."""

    def __init__(
        self,
        desk: Desk,
        *,
        whom: Whom,
        wordings: Sequence[str],
        by: Actor,
        roles: frozenset[Role],
    ) -> None:
        self._desk, self._by, self._roles = desk, by, roles
        self._wordings = wordings
        self._warns = whom.alarm_id is not None
        self._turn = 0
        self._used = set(_used(desk, whom))

    def at(self, case_id: int) -> tuple[ToOne, int]:
        """The exact text for the case and the word that it answers; or why there is none."""
        case = self._desk.session.get_one(Case, case_id)
        author = self._desk.session.get(Author, case.author_id)
        shown = author.shown_as if author else say("Somebody")
        try:
            answers = to_answer(self._desk, case=case, surface=Surface.PUBLIC)
            replies.refuse_another(self._desk, case=case, by=self._by, roles=self._roles)
            replies.refuse_second(self._desk, case=case)
            text = self._text(case, answers)
            seen = previews.without_dead_link(
                previews.look(
                    self._desk,
                    case=case,
                    answers=answers,
                    text=text,
                    surface=Surface.PUBLIC,
                    roles=self._roles,
                )
            )
        except DeskError as why:
            return ToOne(case_id, shown, refusal=str(why)), 0
        if seen.waits_because and not case.is_open:
            return ToOne(case_id, shown, refusal=str(NeedsSecondPerson())), 0
        if not seen.may_go:
            wrong = " ".join(problem.message for problem in seen.problems if problem.blocking)
            return ToOne(case_id, shown, refusal=wrong), 0
        self._used.add((case.channel, answers.message.account, comparable(seen.text)))
        return ToOne(case_id, shown, text=seen.text), answers.message.pk

    def _text(self, case: Case, answers: ToAnswer) -> str:
        """The next wording in turn that says what nobody was told on this account. Raises WordingsAreWrong."""
        message = answers.message
        language = answered_in(case, message)
        values = slot_values(self._desk, case=case, language=language)
        wordings = [self._warning(case, message)] if self._warns else self._wordings
        unsaid: list[str] = []
        for step in range(len(wordings)):
            wording = wordings[(self._turn + step) % len(wordings)]
            if missing := slots.missing(wording, values):
                unsaid += missing
                continue
            text = signing.signed(
                self._desk,
                case=case,
                answers=answers,
                surface=Surface.PUBLIC,
                text=slots.filled(wording, values),
                slack_user_id=self._by.slack_user_id,
            )
            if (case.channel, message.account, comparable(text)) not in self._used:
                self._turn += step + 1
                return text
        if unsaid:
            raise WordingsAreWrong(_unsaid(unsaid[0]))
        raise WordingsAreWrong(
            say(
                "Somebody was told exactly this already, and {channel} takes no text twice. Write one more "
                "wording, or put {slot} into it.",
                channel=self._desk.channels[case.channel].title,
                slot="{name}",
            )
        )

    def _warning(self, case: Case, message: Message) -> str:
        ready = self._desk.rules.replies.warn_of_impostor
        return ready.get(answered_in(case, message)) or ready["en"]


def _used(desk: Desk, whom: Whom) -> Iterator[tuple[str, str, str]]:
    """What was told before to customers of this surge, cause or impostor: channel, account, text."""
    query = (
        select(Case.channel, Case.account, SurgeAnswerText.text)
        .join(SurgeAnswerText, col(SurgeAnswerText.case_id) == col(Case.id))
        .join(SurgeAnswer, col(SurgeAnswer.id) == col(SurgeAnswerText.answer_id))
        .where(
            SurgeAnswer.surge_id == whom.surge_id,
            SurgeAnswer.cause == whom.cause,
            SurgeAnswer.alarm_id == whom.alarm_id,
            col(SurgeAnswerText.state).in_((ASKED, QUEUED)),
        )
    )
    for channel, account, text in desk.session.exec(query):
        yield channel, account, comparable(text)


def _unsaid(slot: str) -> str:
    return say("Nothing is written down for {slot} in replies.toml.", slot=f"{{{slot}}}")


def _checked(wordings: Sequence[str]) -> list[str]:
    kept = list(dict.fromkeys(words.strip() for words in wordings if words.strip()))
    if not kept:
        raise WordingsAreWrong(say("Write what the customers should read."))
    wrong = [slot for wording in kept for slot in slots.unknown(wording)]
    if wrong:
        raise WordingsAreWrong(
            say(
                "There is no slot {slot}. There are {slots}.",
                slot=wrong[0],
                slots=" ".join(f"{{{name}}}" for name in slots.SLOTS),
            )
        )
    return kept
