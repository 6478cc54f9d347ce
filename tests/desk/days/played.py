"""Plays acts on a desk, and lets the model know what the desk accepted."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import closures, merging, snoozes, splitting
from bot.desk.clocks import escalations
from bot.desk.desk import DeskError
from bot.desk.intake import taking_in
from bot.desk.ownership import absences, claims
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.outcome import Receipt
from tests.desk.conftest import Bank
from tests.desk.days.model import Model, Word
from tests.desk.digests import sums
from tests.desk.surges import outages
from tests.desk.talks import edited, removed, take

STAFF = ("U0AMIRA", "U0JONAS", "U0PRIYA")
_MORNING = 9


@dataclass(frozen=True)
class Act:
    """Something that happens: to which of the cases or words there are, by whom, after so many minutes."""

    verb: str
    which: int = 0
    other: int = 0
    minutes: int = 0


class Days:
    """One bank, and what its model says."""

    def __init__(self, bank: Bank) -> None:
        self.bank, self.model = bank, Model()
        self.begun = bank.now
        self._serial = 0
        self._told: dict[str, Inbound] = {}
        self.wrong: list[str] = []
        for person in STAFF:
            bank.staff(person)
        self.verbs: dict[str, Callable[[Act], None]] = {
            "opens": self._opens,
            "writes": self._writes,
            "edits": self._edits,
            "removes": self._removes,
            "claims": self._claims,
            "releases": self._releases,
            "answers": self._answers,
            "answers_elsewhere": self._answers_elsewhere,
            "snoozes": self._snoozes,
            "is_away": self._is_away,
            "resolves": self._resolves,
            "needs_none": self._needs_none,
            "merges": self._merges,
            "takes_back": self._takes_back,
            "splits": self._splits,
            "outage": self._outage,
            "next_day": self._next_day,
        }

    def play(self, acts: list[Act]) -> None:
        """One after the other, with what happens by itself between them."""
        for act in acts:
            self.bank.later(minutes=act.minutes, seconds=7)
            self.tick()
            with contextlib.suppress(DeskError):  # a person would be told why not
                self.verbs[act.verb](act)
        self.tick()

    def tick(self) -> None:
        """What the worker does by itself."""
        with self.bank.desk() as desk:
            escalations.fire(desk, limit=10_000)
        with self.bank.desk() as desk:
            snoozes.wake_due(desk)
        with self.bank.desk() as desk:
            absences.begin_due(desk)
        sums.add_up(self.bank)

    # Customers

    def _opens(self, _act: Act) -> None:
        self._serial += 1
        self._say(f"guest{self._serial}", "Nothing works")

    def _writes(self, act: Act) -> None:
        word = self._word(act.which)
        if word is None:
            return
        talk = word.conversation if act.other % 3 else None
        self._say(word.author, "Still nothing", conversation=talk)

    def _say(self, author: str, text: str, *, conversation: str | None = None) -> None:
        self._serial += 1
        post = self.bank.post(f"Number {self._serial:04}. {text}", author=author)
        if conversation is not None:
            post = post.model_copy(update={"conversation": conversation})
        may_be = self.model.where(author, post.conversation)
        taken = self.bank.take_in(post)
        if may_be is None and taken in self.model.cases:
            self.wrong.append(f"{post.text} opened no case of its own but went into {taken}")
        if may_be is not None and taken not in may_be:
            self.wrong.append(f"{post.text} went into {taken} and not into one of {may_be}")
        self._told[post.external_id] = post
        said = {"author": author, "conversation": post.conversation, "at": self.bank.now}
        self.model.said(Word(key=post.external_id, text=post.text, case=taken, **said))  # type: ignore[arg-type]  # as above

    def _edits(self, act: Act) -> None:
        word = self._word(act.which)
        if word is None or word.gone:
            return
        word.text = f"{word.text} Again!"
        self._told[word.key] = edited(self._told[word.key], word.text, self.bank)
        take(self.bank, self._told[word.key])
        self.model.not_plain(word.case)

    def _removes(self, act: Act) -> None:
        word = self._word(act.which)
        if word is None or word.gone:
            return
        word.gone = True
        take(self.bank, removed(self._told[word.key]).model_copy(update={"at": self.bank.now}))
        self.model.not_plain(word.case)

    def _outage(self, act: Act) -> None:
        for one in range(12):
            self.bank.later(seconds=11)
            self._say(f"outage{self._serial}x{one}", "The app is down and I cannot log in")
        outages.look(self.bank)

    # Staff

    def _claims(self, act: Act) -> None:
        number, who = self._case(act.which), STAFF[act.other % len(STAFF)]
        with self.bank.desk() as desk:
            claims.claim(desk, case_id=number, by=Actor.staff(who), slack_user_id=who)
        self.model.claimed(number, self.bank.now)

    def _releases(self, act: Act) -> None:
        with self.bank.desk() as desk:
            claims.release(desk, case_id=self._case(act.which), by=self._by(act))

    def _answers(self, act: Act) -> None:
        number = self._case(act.which)
        self._serial += 1
        with self.bank.desk() as desk:
            replies.reply(
                desk,
                case_id=number,
                text=f"We are looking into it, number {self._serial}.",
                surface=Surface.PUBLIC,
                purpose=Purpose.ANSWERS,
                by=self._by(act),
                request_key=f"r{self._serial}",
            )
        self.model.claimed(number, self.bank.now)
        delivery = self.bank.deliveries("reply")[-1]
        self.bank.end(delivery, Receipt(reference=f"p{delivery.id}", at=self.bank.now))
        self.model.answered(number, self.bank.now)

    def _answers_elsewhere(self, act: Act) -> None:
        number = self._case(act.which)
        word = next((each for each in self.model.words.values() if each.case == number), None)
        if word is None:
            return
        self._serial += 1
        post = self.bank.post("Written in the app", is_ours=True, author="bank")
        told = {"conversation": word.conversation, "parent_external_id": word.key}
        with self.bank.desk() as desk:
            taking_in.take_in(desk, inbound=post.model_copy(update=told))
        self.model.answered(number, self.bank.now)

    def _snoozes(self, act: Act) -> None:
        until = self.bank.now + timedelta(hours=2)
        with self.bank.desk() as desk:
            snoozes.snooze(
                desk, case_id=self._case(act.which), until=until, reason="", by=self._by(act)
            )

    def _is_away(self, act: Act) -> None:
        who, stand_in = STAFF[act.other % len(STAFF)], STAFF[(act.other + 1) % len(STAFF)]
        with self.bank.desk() as desk:
            absences.away(
                desk,
                person=who,
                start=desk.now,
                until=desk.now + timedelta(hours=5),
                stand_in=stand_in if act.which % 2 else "",
                by=Actor.staff(who),
            )

    def _resolves(self, act: Act) -> None:
        number = self._case(act.which)
        with self.bank.desk() as desk:
            closures.resolve(
                desk, case_id=number, outcome=Outcome.FIXED, remark="", by=self._by(act)
            )
        self.model.ended(number, self.bank.now, "resolved")

    def _needs_none(self, act: Act) -> None:
        number = self._case(act.which)
        with self.bank.desk() as desk:
            closures.not_actionable(
                desk,
                case_id=number,
                reason=NotActionableReason.NO_REPLY_NEEDED,
                remark="",
                by=self._by(act),
            )
        self.model.ended(number, self.bank.now, "needed none")

    def _merges(self, act: Act) -> None:
        number, into = self._case(act.which), self._case(act.other)
        with self.bank.desk() as desk:
            merging.merge(desk, case_id=number, into=into, by=self._by(act))
        self.model.merged(number, into)

    def _takes_back(self, act: Act) -> None:
        number = self._case(act.which)
        with self.bank.desk() as desk:
            merging.unmerge(desk, case_id=number, by=self._by(act))
        self.model.unmerged(number)

    def _splits(self, act: Act) -> None:
        number = self._case(act.which)
        with self.bank.desk() as desk:
            theirs = splitting.messages(desk, case=desk.session.get_one(Case, number))
            if not theirs:
                return
            one = theirs[act.other % len(theirs)]
            key = one.external_id
            made = splitting.split(desk, case_id=number, message_ids=[one.pk], by=self._by(act))
            new = made.number
        self.model.split(key, new, self.bank.now)

    def _next_day(self, _act: Act) -> None:
        morning = self.bank.now.replace(hour=_MORNING, minute=0, second=0)
        self.bank.later(seconds=(morning + timedelta(days=1) - self.bank.now).total_seconds())

    # Who and which

    def _by(self, act: Act) -> Actor:
        return Actor.staff(STAFF[act.other % len(STAFF)])

    def _case(self, which: int) -> int:
        numbers = sorted(self.model.cases)
        if not numbers:
            raise _NothingYet
        return numbers[which % len(numbers)]

    def _word(self, which: int) -> Word | None:
        keys = sorted(self.model.words, key=int)
        return self.model.words[keys[which % len(keys)]] if keys else None

    def rows(self) -> dict[str, list[Message]]:
        """The messages there are, by the platform's id."""
        found: dict[str, list[Message]] = {}
        with self.bank.database.reading() as session:
            for message in session.exec(select(Message)):
                found.setdefault(message.external_id, []).append(message)
        return found


class _NothingYet(DeskError):
    pass
