"""The exact text for each of many, looked at before anything is written down.

A person waits for it, and Slack for three seconds: what many cases share is read once, and whoever is not
reached in time comes with the next press, counted.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.desk.answers import previews, replies, signing
from bot.desk.answers.surfaces import ToAnswer, to_answer
from bot.desk.desk import Desk, DeskError
from bot.desk.house.slot_values import slot_values
from bot.desk.surges import whom as of_whom
from bot.desk.surges.whom import Whom
from bot.domain.languages.answering import answered_in
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.merge import Merge
from bot.domain.records.claim import Claim
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.misdirection import Misdirection
from bot.domain.records.staff import Actor, Role
from bot.domain.records.surge import ASKED, QUEUED, SurgeAnswer, SurgeAnswerText
from bot.domain.text import slots
from bot.domain.text.same_words import comparable
from bot.language import say
from bot.storage import known_rows
from bot.storage.known_rows import NUMBER, MayHave

LISTED_MOST = 100  # nobody looks at more with care, and Slack shows no more at once
LOOKS_FOR_S = 2.0  # of the three that Slack waits
WORDINGS_MOST = 5
_MAY_HAVE = MayHave(
    {
        CaseTopic: col(CaseTopic.case_id) == NUMBER,
        Claim: col(Claim.case_id) == NUMBER,
        Merge: (col(Merge.case_id) == NUMBER) | (col(Merge.into_case_id) == NUMBER),
        Misdirection: col(Misdirection.case_id) == NUMBER,
        Reply: col(Reply.case_id) == NUMBER,
    }
)


class WordingsAreWrong(DeskError):
    """No wording, or one with a slot that there is not."""


class NeedsSecondPerson(DeskError):
    """The case has ended, and such words wait for a second person, which only an open case can."""

    def __init__(self) -> None:
        super().__init__(
            say("These words need a second person. Reopen the case, and answer it by itself.")
        )


@dataclass(frozen=True)
class ToOne:
    """The exact text for one customer and the word that it answers; or why there is none."""

    case_id: int
    author: str
    text: str = ""
    message_id: int = 0
    refusal: str = ""


@dataclass(frozen=True)
class Looked:
    """Whom they are for, and what each would read. ``more``: how many customers come after these."""

    whom: Whom
    wordings: Sequence[str]
    listed: Sequence[ToOne]
    refused: Sequence[ToOne]
    more: int = 0


def look_through(
    desk: Desk, *, whom: Whom, wordings: Sequence[str], by: Actor, roles: frozenset[Role]
) -> Looked:
    """The exact text for each, as many as can be looked at while somebody waits; writes nothing.

    Raises NoSuchSurge, NotMended, NoImpostor, WordingsAreWrong.
    """
    of_whom.require(desk, whom)
    kept = _checked(wordings)
    case_ids = of_whom.cases(desk, whom)
    looking = _Looking(desk, whom=whom, wordings=kept, by=by, roles=roles)
    found: list[ToOne] = []
    began = time.monotonic()
    for case, author in _at_once(desk, case_ids[:LISTED_MOST]):
        if found and time.monotonic() > began + LOOKS_FOR_S:
            break
        found.append(looking.at(case, author))
    return Looked(
        whom=whom,
        wordings=kept,
        listed=[one for one in found if not one.refusal],
        refused=[one for one in found if one.refusal],
        more=len(case_ids) - len(found),
    )


def _at_once(desk: Desk, case_ids: Sequence[int]) -> list[tuple[Case, Author | None]]:
    """These cases in this order, with who wrote them: held here, so that the session asks for none again."""
    query = select(Case, Author).outerjoin(Author, col(Author.id) == col(Case.author_id))
    rows = desk.session.exec(query.where(col(Case.id).in_(case_ids)))
    found = {case.number: (case, author) for case, author in rows}
    return [found[number] for number in case_ids]


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

    def at(self, case: Case, author: Author | None) -> ToOne:
        """The exact text for the case and the word that it answers; or why there is none."""
        case_id = case.number
        known_rows.look(self._desk.session, case=case, may_have=_MAY_HAVE)
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
            return ToOne(case_id, shown, refusal=str(why))
        if seen.waits_because and not case.is_open:
            return ToOne(case_id, shown, refusal=str(NeedsSecondPerson()))
        if not seen.may_go:
            wrong = " ".join(problem.message for problem in seen.problems if problem.blocking)
            return ToOne(case_id, shown, refusal=wrong)
        self._used.add((case.channel, answers.message.account, comparable(seen.text)))
        return ToOne(case_id, shown, text=seen.text, message_id=answers.message.pk)

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
