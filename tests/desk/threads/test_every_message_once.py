"""Whatever the order in which they are told: every message stands exactly once in its case's thread.

Random deliveries of three customers on both surfaces, with edits, splits, merges, hand-overs, blocks and
headlines that leave late. What Slack would show is drawn as the relay draws it.
"""

import contextlib
import random
from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.desk.cases import closures, merging, splitting
from bot.desk.desk import DeskError
from bot.desk.intake import taking_in
from bot.desk.messages import blocking, unblocking
from bot.desk.ownership import handoffs
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import QUOTES_NOTHING, Case, CaseState, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Message
from bot.outbox.outcome import Receipt
from bot.storage.cases.case_threads import threads_of
from tests.desk.conftest import Bank
from tests.desk.talks import AMIRA, answer, edited, private, take, with_private_words
from tests.desk.threads.shown import Shown, not_once

HARBOUR = {"slack_channel": "C0HARBOUR", "private_slack_channel": "C0HBPRIVATE"}
RULES = {"routing": {"teams": {"harbour": HARBOUR}}}
PEOPLE = ("ana", "ben", "cem")


class Shuffled:
    """Messages told in another order than they were written, while staff rearrange the cases."""

    def __init__(self, bank: Bank, seed: int) -> None:
        self.bank, self.dice = with_private_words(bank), random.Random(seed)
        bank.lay_over(RULES)
        self.shown = Shown(bank)
        self.words: list[Inbound] = []
        self.moves: list[Callable[[], None]] = [
            self._edits,
            self._merges,
            self._merges,
            self._takes_back,
            self._splits,
            self._splits,
            self._hands_over,
            self._blocks,
            self._unblocks,
            self._ends,
        ]

    def run(self) -> None:
        told = self._written()
        self.dice.shuffle(told)
        for word in told:
            take(self.bank, word)
            self.words.append(word)
            for _ in range(self.dice.randrange(3)):
                with contextlib.suppress(DeskError):
                    self.dice.choice(self.moves)()
            self.shown.send(most=self.dice.randrange(4))
        with self.bank.database.reading() as session:
            aside = [row.pk for row in session.exec(select(BlockedPost))]
        for number in aside:
            with contextlib.suppress(blocking.NoSuchPost), self.bank.desk() as desk:
                taking_in.take_in_after_all(desk, post_id=number, by=AMIRA)
        self.shown.send()

    def _written(self) -> list[Inbound]:
        """In the order in which they were written; each text is like no other."""
        written: list[Inbound] = []
        talks = {who: self.bank.post("", author=who).conversation for who in PEOPLE}
        for number in range(16):
            self.bank.later(minutes=7)
            who, text = self.dice.choice(PEOPLE), f"Nothing works, number {number:03}."
            if self.dice.random() < 0.3:
                written.append(private(self.bank, text, author=who))
            else:
                conversation = talks[self.dice.choice([who, PEOPLE[0]])]
                written.append(self.bank.post(text, author=who, conversation=conversation))
        return written

    def _edits(self) -> None:
        word = self.dice.choice(self.words)
        self.bank.later(seconds=1)
        take(self.bank, edited(word, f"{word.text} Again!", self.bank))

    def _merges(self) -> None:
        with self.bank.desk() as desk:
            merging.merge(desk, case_id=self._case(), into=self._case(), by=AMIRA)

    def _takes_back(self) -> None:
        with self.bank.desk() as desk:
            merging.unmerge(desk, case_id=self._case(), by=AMIRA)

    def _splits(self) -> None:
        with self.bank.desk() as desk:
            case_id = self._case()
            words = select(Message.id).where(Message.case_id == case_id)
            mine = sorted(number or 0 for number in desk.session.exec(words))
            some = self.dice.sample(mine, self.dice.randint(1, len(mine)))
            splitting.split(desk, case_id=case_id, message_ids=some, by=AMIRA)

    def _hands_over(self) -> None:
        self.bank.later(seconds=1)
        team = self.dice.choice(["desk", "harbour"])
        with self.bank.desk() as desk:
            handoffs.to_team(desk, case_id=self._case(), team=team, note="", by=AMIRA)

    def _blocks(self) -> None:
        with self.bank.desk() as desk:
            blocking.block(desk, case_id=self._case(), reason="Abuse", until=None, by=AMIRA)

    def _unblocks(self) -> None:
        with self.bank.desk() as desk:
            unblocking.unblock(desk, case_id=self._case(), by=AMIRA)

    def _ends(self) -> None:
        outcome = Outcome.FIXED
        with self.bank.desk() as desk:
            closures.resolve(desk, case_id=self._case(), outcome=outcome, remark="", by=AMIRA)

    def _case(self) -> int:
        with self.bank.database.reading() as session:
            return self.dice.choice([number or 0 for number in session.exec(select(Case.id))])


@pytest.mark.parametrize("seed", range(4))
def test_every_message_stands_exactly_once(bank: Bank, seed: int) -> None:
    shuffled = Shuffled(bank, seed)
    shuffled.run()
    assert len(shuffled.shown.headlines) >= len(PEOPLE)
    assert not_once(bank, shuffled.shown) == []


def test_the_later_of_two_messages_is_delivered_first(bank: Bank) -> None:
    shown = Shown(bank)
    earlier = bank.post("It began on Monday.")
    bank.later(minutes=3)
    later = bank.post("And now my card is gone.", conversation=earlier.conversation)
    case_id = bank.take_in(later)
    shown.send()
    assert bank.take_in(earlier) == case_id
    shown.send()
    [headline] = shown.headlines.values()
    assert "And now my card is gone." in headline
    assert not_once(bank, shown) == []


def test_both_are_told_before_the_headline_has_left(bank: Bank) -> None:
    shown = Shown(bank)
    earlier = bank.post("It began on Monday.")
    bank.later(minutes=3)
    later = bank.post("And now my card is gone.", conversation=earlier.conversation)
    bank.take_in(later)
    bank.take_in(earlier)
    shown.send()
    assert not_once(bank, shown) == []


def test_what_is_split_stands_in_the_new_thread_and_the_rest_in_the_old_one(bank: Bank) -> None:
    shown = Shown(bank)
    for text in ("Card declined.", "My mortgage.", "Mortgage again.", "Still declined."):
        case_id = bank.complaint(text)
        bank.later(minutes=1)
    shown.send()
    with bank.database.reading() as session:
        ids = [message.pk for message in session.exec(select(Message).order_by(Message.id))]  # type: ignore[arg-type]  # a column
    with bank.desk() as desk:
        splitting.split(desk, case_id=case_id, message_ids=ids[:3], by=AMIRA)
    shown.send()
    old, new = (shown.headlines[number] for number in sorted(shown.headlines))
    assert "Still declined." in old
    assert "Card declined." in new
    assert not_once(bank, shown) == []


def test_a_team_that_gets_a_case_sees_all_of_it_and_so_does_the_first_team_again(
    bank: Bank,
) -> None:
    shown = Shown(bank)
    bank.lay_over(RULES)
    case_id = bank.complaint("Card declined.")
    bank.complaint("It is urgent.")
    for team in ("harbour", "desk"):
        bank.later(minutes=1)
        with bank.desk() as desk:
            handoffs.to_team(desk, case_id=case_id, team=team, note="", by=AMIRA)
        shown.send()
        assert not_once(bank, shown) == []
        bank.complaint(f"Said to {team}.")
    shown.send()
    assert not_once(bank, shown) == []


def test_the_thread_of_another_team_shows_what_we_answered_so_far(bank: Bank) -> None:
    shown = Shown(bank)
    bank.lay_over(RULES)
    case_id = bank.complaint("Card declined.")
    sent = answer(bank, case_id, "Try again, please. ^AH", surface=Surface.PUBLIC)
    bank.end(sent, Receipt(reference="7", at=bank.now))
    bank.later(minutes=1)
    with bank.desk() as desk:
        handoffs.to_team(desk, case_id=case_id, team="harbour", note="", by=AMIRA)
    shown.send()
    told = [d for d in bank.deliveries("slack.said") if d.payload["what"] == "answered"]
    assert len(told) == 1


def test_a_private_thread_that_our_answer_opened_shows_the_customers_word_once(bank: Bank) -> None:
    shown = Shown(with_private_words(bank))
    case_id = bank.complaint("Card declined.")
    answer(bank, case_id, "Tell us more here. ^AH", purpose=Purpose.MOVES_TO_PRIVATE)
    shown.send()
    bank.take_in(private(bank, "It is about my salary."))
    shown.send()
    with bank.database.reading() as session:
        thread = threads_of(session=session, case_id=case_id).current(Surface.PRIVATE)
    assert thread is not None
    assert thread.headline_message_id == QUOTES_NOTHING
    assert any("It is about my salary." in told for told in shown.below[thread.pk].values())
    assert "1 message from the customer below" in shown.headlines[thread.pk]
    assert not_once(bank, shown) == []


def test_a_thread_opened_before_this_was_written_down_keeps_its_headline(bank: Bank) -> None:
    shown = Shown(bank)
    earlier = bank.post("It began on Monday.")
    bank.later(minutes=3)
    later = bank.post("And now my card is gone.", conversation=earlier.conversation)
    case_id = bank.take_in(later)
    shown.send()
    with bank.desk() as desk:
        for thread in threads_of(session=desk.session, case_id=case_id):
            thread.headline_message_id = None
            desk.session.add(thread)
    bank.take_in(earlier)
    shown.send()
    assert not_once(bank, shown) == []


def test_a_case_merged_again_shows_what_changed_meanwhile_and_nothing_twice(bank: Bank) -> None:
    shown = Shown(bank)
    first = bank.complaint("Card declined.")
    word = bank.post("Transfer late.", author="ben")
    second = bank.take_in(word)
    with bank.desk() as desk:
        merging.merge(desk, case_id=second, into=first, by=AMIRA)
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=second, by=AMIRA)
    bank.later(minutes=1)
    take(bank, edited(word, "Transfer late. Very.", bank))
    with bank.desk() as desk:
        merging.merge(desk, case_id=second, into=first, by=AMIRA)
    shown.send()
    with bank.database.reading() as session:
        thread = threads_of(session=session, case_id=first).current(Surface.PUBLIC)
    assert thread is not None
    told = list(shown.below[thread.pk].values())
    assert bank.case(second).state is CaseState.MERGED
    assert sum("Transfer late" in each for each in told) == 2
    assert sum("changed what they wrote" in each for each in told) == 1
