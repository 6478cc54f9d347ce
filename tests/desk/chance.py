"""Random days at a bank's desk: customers, staff, platforms and ticks that come early, late or never."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.answers import by_hand, native_answers, no_answer, replies
from bot.desk.cases import closures
from bot.desk.clocks import approval_clocks, complaint_clocks, complaints, escalations
from bot.desk.desk import Desk, DeskError
from bot.desk.moderation import removed_answers
from bot.desk.ownership import claims
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.reply import PURPOSE_MEANING, Purpose, Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import ApprovalAsked, ApprovalDecided
from bot.domain.records.trail.parts import Details
from bot.domain.sla.regulatory import StopEvent
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt
from bot.storage.answers.answer_removals import undecided
from tests.desk.chance_chat import ChatsByChance
from tests.desk.conftest import Bank

STAFF = ("U0AMIRA", "U0JONAS")


class Chance:
    """Lets random things happen to random cases, with ``chats`` in the secure chat too. The same seed,
    the same days."""

    def __init__(self, bank: Bank, seed: int, *, chats: bool = False) -> None:
        self.bank, self._dice = bank, random.Random(seed)
        self._posts: dict[int, list[Inbound]] = {}
        self._chats = ChatsByChance(bank)
        self._serial = 0
        self._moves: list[tuple[int, Callable[[int], None]]] = [
            (6, self._writes),
            (2, self._thanks),
            (3, self._claims),
            (1, self._releases),
            (5, self._replies),
            (6, self._publishes),
            (2, self._answers_natively),
            (2, self._says_otherwise),
            (1, self._answers_by_hand),
            (1, self._hand_answer_shows),
            (1, self._hand_answer_was_none),
            (1, self._our_answer_goes),
            (2, self._says_what_that_means),
            (2, self._resolves),
            (1, self._needs_no_reply),
            (2, self._reopens),
            (1, self._removes),
            (4, self._edits),
            (2, self._writes_privately),
            (2, self._marks_a_complaint),
            (1, self._withdraws_the_mark),
            (1, self._records_an_outcome),
            (1, self._asks_approval),
            (1, self._decides),
        ]
        if chats:
            self._moves += [
                (3, self._says_in_chat),
                (2, self._answers_in_chat),
                (1, self._ends_the_chat),
            ]

    def live(self, steps: int, *, ticks: float = 0.4) -> None:
        """So many things, one after the other, with time between them; ``ticks``: how often."""
        weights = [weight for weight, _ in self._moves]
        for _ in range(steps):
            self.bank.later(seconds=self._dice.choice((7, 60, 431, 1800, 5000, 30000)))
            if self._dice.random() < ticks:
                self.tick()
            if len(self._posts) < 3 or self._dice.random() < 0.1:
                self._opens()
                continue
            case_id = self._dice.choice(sorted(self._posts))
            (_, move), *_ = self._dice.choices(self._moves, weights)
            try:
                move(case_id)
            except DeskError:
                continue  # a person would be told why that cannot be done now

    def tick(self) -> None:
        """Everything that is due by now is flagged."""
        with self.bank.desk() as desk:
            escalations.fire(desk, limit=10_000)

    def says(self, case_id: int, purpose: Purpose) -> None:
        """Staff say something of this kind, and it is published at once."""
        request = f"now{case_id}-{len(self.bank.deliveries('reply'))}"
        with self.bank.desk() as desk:
            replies.reply(
                desk,
                case_id=case_id,
                text=f"We are looking into it, number {request}.",
                surface=Surface.PUBLIC,
                purpose=purpose,
                by=Actor.staff(STAFF[0]),
                request_key=request,
            )
        delivery = self.bank.deliveries("reply")[-1]
        self.bank.end(delivery, Receipt(reference=f"p{delivery.id}", at=self.bank.now))

    def _opens(self) -> None:
        self._serial += 1
        text = self._dice.choice(("My card was declined", "I was charged twice"))
        post = self.bank.post(text, author=f"a{self._serial}", at=self._lately())
        self._posts[self.bank.take_in(post)] = [post]

    def _writes(self, case_id: int) -> None:
        self._says(case_id, "Still waiting for somebody")

    def _thanks(self, case_id: int) -> None:
        self._says(case_id, "Thanks!")

    def _says(self, case_id: int, text: str, **more: object) -> None:
        first = self._posts[case_id][0]
        author = first.author.handle if first.author else ""
        post = self.bank.post(text, author=author, at=self._lately(), **more)
        post = post.model_copy(update={"conversation": first.conversation})
        taken = self.bank.take_in(post)
        self._posts.setdefault(taken, []).append(post)

    def _claims(self, case_id: int) -> None:
        who = self._dice.choice(STAFF)
        with self.bank.desk() as desk:
            claims.claim(desk, case_id=case_id, by=Actor.staff(who), slack_user_id=who)

    def _releases(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            held = desk.session.get_one(Case, case_id)
            who = self._dice.choice(STAFF)
            claims.release(desk, case_id=held.number, by=Actor.staff(who))

    def _says_otherwise(self, case_id: int) -> None:
        """One of the answers given in the app, of this case or another, was none."""
        with self.bank.desk() as desk:
            given = desk.session.exec(
                select(Message.id).where(
                    Message.direction == Direction.OUTBOUND, Message.purpose == Purpose.ANSWERS
                )
            ).all()
            if given:
                what = self._dice.choice((Purpose.ASKS, Purpose.HOLDING, Purpose.MOVES_TO_PRIVATE))
                message_id = self._dice.choice(sorted(each or 0 for each in given))
                native_answers.say_otherwise(
                    desk, message_id=message_id, purpose=what, by=Actor.staff(STAFF[0])
                )

    def _answers_by_hand(self, case_id: int) -> None:
        self._serial += 1
        with self.bank.desk() as desk:
            by_hand.answered_by_hand(
                desk,
                case_id=case_id,
                link=self._dice.choice(("", f"https://x.example/us/status/{70000 + self._serial}")),
                purpose=self._dice.choice((Purpose.ANSWERS, Purpose.ANSWERS, Purpose.ASKS)),
                by=Actor.staff(self._dice.choice(STAFF)),
                request_key=f"h{self._serial}",
            )

    def _hand_answer_shows(self, case_id: int) -> None:
        """What was answered by hand is seen on the channel at last, with its own earlier time."""
        with self.bank.database.reading() as session:
            told = session.exec(
                select(Message).where(
                    Message.case_id == case_id, col(Message.external_id).startswith("by-hand:")
                )
            ).first()
        if told is None:
            return
        self._serial += 1
        earlier = timedelta(seconds=self._dice.choice((0, 60, 1800, 40000)))
        shown = self.bank.post(
            "We are sorry, write to us.",
            is_ours=True,
            external_id=f"{90000 + self._serial}",
            parent_external_id=self._posts[case_id][0].external_id,
            conversation=self._posts[case_id][0].conversation,
            at=max(told.posted_at - earlier, self._posts[case_id][0].at),
        )
        self.bank.take_in(shown)

    def _hand_answer_was_none(self, case_id: int) -> None:
        """Whoever told of it had mistyped, or nothing is there."""
        with self.bank.desk() as desk:
            told = desk.session.exec(
                select(Message.id).where(
                    Message.case_id == case_id,
                    Message.direction == Direction.OUTBOUND,
                    col(Message.reply_id).is_(None),
                    col(Message.slack_user_id).is_not(None),
                )
            ).all()
            if told:
                number = self._dice.choice(sorted(each or 0 for each in told))
                no_answer.was_none(desk, message_id=number, by=Actor.staff(STAFF[0]))

    def _our_answer_goes(self, case_id: int) -> None:
        with self.bank.database.reading() as session:
            said = session.exec(
                select(Message).where(
                    Message.case_id == case_id,
                    Message.direction == Direction.OUTBOUND,
                    Message.channel != WEBCHAT,
                )
            ).all()
        if said:
            one = self._dice.choice(sorted(said, key=lambda each: each.pk))
            gone = self.bank.post("", is_ours=True, happening=Happening.REMOVED)
            self.bank.take_in(gone.model_copy(update={"external_id": one.external_id}))

    def _says_what_that_means(self, case_id: int) -> None:
        decide = self._dice.choice((removed_answers.owed, removed_answers.leave))
        with self.bank.desk() as desk:
            gone = undecided(session=desk.session, case_id=case_id)
            if gone is not None:
                decide(desk, message_id=gone.message_id, by=Actor.staff(STAFF[0]))

    def _replies(self, case_id: int) -> None:
        who, purpose = self._dice.choice(STAFF), self._dice.choice(list(PURPOSE_MEANING))
        self._serial += 1
        with self.bank.desk() as desk:
            replies.reply(
                desk,
                case_id=case_id,
                text=f"We are looking into it, number {self._serial}.",
                surface=Surface.PUBLIC,
                purpose=purpose,
                by=Actor.staff(who),
                request_key=f"r{self._serial}",
            )

    def _publishes(self, _case_id: int) -> None:
        waiting = [
            each for each in self.bank.deliveries("reply") if each.state == DeliveryState.READY
        ]
        if not waiting:
            return
        delivery = self._dice.choice(waiting)
        at = self._since_written(delivery)
        if self._dice.random() < 0.2:
            self._met_by_a_poll_first(delivery, at)
        number = f"p{delivery.id}"
        self.bank.end(delivery, Receipt(reference=number, at=self._dice.choice((at, None))))

    def _since_written(self, delivery: Delivery) -> datetime:
        with self.bank.database.reading() as session:
            written = session.get_one(Reply, delivery.payload["reply_id"]).written_at
        return written + (self.bank.now - written) * self._dice.random()

    def _met_by_a_poll_first(self, delivery: Delivery, at: datetime) -> None:
        """The channel shows it before its receipt comes; its words were changed on the way."""
        case_id = int(delivery.dedupe_key.split(":")[1])
        self._native(case_id, f"p{delivery.id}", at)

    def _answers_natively(self, case_id: int) -> None:
        self._serial += 1
        self._native(case_id, f"n{self._serial}", self._lately())

    def _native(self, case_id: int, number: str, at: datetime) -> None:
        answered = self._dice.choice(self._posts[case_id]) if case_id in self._posts else None
        if answered is not None:
            post = self.bank.post(
                "Written in the app", is_ours=True, at=at, external_id=number, author="bank"
            )
            told = {
                "conversation": answered.conversation,
                "parent_external_id": answered.external_id,
            }
            self.bank.take_in(post.model_copy(update=told))

    def _resolves(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            closures.resolve(
                desk,
                case_id=case_id,
                outcome=Outcome.FIXED,
                remark="",
                by=Actor.staff(STAFF[0]),
                acceptance=self._dice.choice(["", "By phone"]),
            )

    def _needs_no_reply(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            closures.not_actionable(
                desk,
                case_id=case_id,
                reason=self._dice.choice(list(NotActionableReason)),
                remark="",
                by=Actor.staff(STAFF[0]),
            )

    def _reopens(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            closures.reopen(desk, case_id=case_id, by=Actor.staff(STAFF[1]))

    def _removes(self, case_id: int) -> None:
        with self.bank.database.reading() as session:
            query = select(Message.external_id).where(
                Message.case_id == case_id,
                Message.direction == Direction.INBOUND,
                Message.channel != WEBCHAT,
                col(Message.deleted_at).is_(None),
            )
            standing = list(session.exec(query))
        if standing:
            first = self._posts[case_id][0]
            gone = first.model_copy(
                update={
                    "external_id": self._dice.choice(standing),
                    "happening": Happening.REMOVED,
                    "at": self.bank.now,
                }
            )
            self.bank.take_in(gone)

    def _edits(self, case_id: int) -> None:
        """The customer says it otherwise: more, the same in other spelling, or nothing but thanks."""
        post = self._dice.choice(self._posts[case_id])
        self._serial += 1
        more = f"And now they have charged me {self._serial} times"
        text = self._dice.choice((more, more, f"{post.text}!", "Thanks!"))
        told = {"text": text, "version_id": f"v{self._serial}", "at": self._lately()}
        edit = post.model_copy(update={**told, "happening": Happening.EDITED, "first_at": post.at})
        self.bank.take_in(edit)

    def _writes_privately(self, case_id: int) -> None:
        self._says(case_id, "Can you see my account?", surface=Surface.PRIVATE)

    def _says_in_chat(self, case_id: int) -> None:
        self._serial += 1
        said = (f"I am here now, {self._serial}", f"Are you there, {self._serial}?", "Thanks!")
        self._chats.customer_says(case_id, self._dice.choice(said))

    def _answers_in_chat(self, case_id: int) -> None:
        purpose = self._dice.choice(list(PURPOSE_MEANING))
        self._chats.staff_say(case_id, purpose, slack_user_id=self._dice.choice(STAFF))

    def _ends_the_chat(self, case_id: int) -> None:
        self._chats.customer_ends(case_id)

    def _marks_a_complaint(self, case_id: int) -> None:
        preset = self._dice.choice(list(self.bank.rules.regulatory.choices))
        with self.bank.desk() as desk:
            complaints.mark(
                desk, case_id=case_id, preset=preset, by=Actor.staff(STAFF[0]), reason="Redress"
            )

    def _withdraws_the_mark(self, case_id: int) -> None:
        for preset in self._marked(case_id)[:1]:
            with self.bank.desk() as desk:
                complaints.withdraw(
                    desk, case_id=case_id, preset=preset, by=Actor.staff(STAFF[1]), reason="No"
                )

    def _records_an_outcome(self, case_id: int) -> None:
        event, accepted = self._dice.choice(list(StopEvent)), self._dice.choice([True, False])
        for preset in self._marked(case_id)[:1]:
            with self.bank.desk() as desk:
                complaints.record_outcome(
                    desk,
                    case_id=case_id,
                    preset=preset,
                    event=event,
                    by=Actor.staff(STAFF[1]),
                    reason="By phone",
                    accepted=accepted,
                )

    def _marked(self, case_id: int) -> list[str]:
        with self.bank.desk() as desk:
            return [row.preset for row in complaint_clocks.active_marks(desk, case_id=case_id)]

    def _asks_approval(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            case = case_access.lock_open_case(desk, case_id=case_id)
            approval_clocks.on_asked(desk, case=case, surface=Surface.PUBLIC, at=desk.now)
            self._note(desk, case_id, ApprovalAsked(surface="public"))

    def _decides(self, case_id: int) -> None:
        with self.bank.desk() as desk:
            case = case_access.lock_case(desk, case_id=case_id)
            approval_clocks.on_decided(desk, case=case, at=desk.now)
            self._note(desk, case_id, ApprovalDecided(surface="public"))

    def _note(self, desk: Desk, case_id: int, what: Details) -> None:
        """As whoever builds approvals writes it in the trail."""
        desk.record(case_id, what, by=Actor.staff(STAFF[0]))

    def _lately(self) -> datetime:
        """When something happened that we learn of now: mostly just now, at times long ago."""
        late = self._dice.choice((0, 0, 0, 20, 300, 4000))
        return self.bank.now - timedelta(seconds=late)
