"""Whatever happens, in whatever order: no private word stands in anything drawn for a public place.

Random histories of three customers, staff and ticks; every delivery is drawn as the relay draws it.
"""

import contextlib
import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.desk.cases import closures, linking, merging, snoozes, splitting
from bot.desk.clocks import escalations
from bot.desk.desk import DeskError
from bot.desk.digests import issuing
from bot.desk.ownership import claims, handoffs
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import PURPOSE_MEANING
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Outcome as Ending
from bot.outbox.outcome import Parcel, Receipt
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped
from bot.slack.sending.drawing import draw
from bot.slack.sending.private_door import keep_private
from bot.slack.shown.cases.case import case_shown
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.home.home import ROWS_MOST
from tests.desk.conftest import Bank
from tests.desk.talks import (
    PRIVATE_CHANNEL,
    answer,
    edited,
    let_read,
    private,
    removed,
    take,
    with_private_words,
)

PRIVATE = {PRIVATE_CHANNEL, "C0HBPRIVATE"}
HARBOUR = {"slack_channel": "C0HARBOUR", "private_slack_channel": "C0HBPRIVATE"}
SECRET = "Sesame"  # stands in every private word, and in nothing else
RULES: dict[str, dict[str, Any]] = {
    "routing": {"teams": {"harbour": HARBOUR}},
    "priority": {"rules": [{"name": "magic", "priority": "high", "words": ["sesame"]}]},
}
STEPS = 70
PEOPLE = ("ana", "ben", "cem")


class History:
    """Customers, staff and ticks, by chance; and what Slack would be shown of it."""

    def __init__(self, bank: Bank, seed: int) -> None:
        self.bank, self.dice = with_private_words(bank), random.Random(seed)
        self.root = bank.post("The app is down", author="ana")
        self.words: list[Inbound] = [self.root]
        self.serial = 0
        self.shown_in_private = 0
        self.stopped: list[str] = []
        self.drawn: set[tuple[str, bool]] = set()
        self.moves: list[Callable[[], None]] = [
            self._writes_in_public,
            self._writes_in_private,
            self._writes_in_private,
            self._changes,
            self._takes_down,
            self._answers,
            self._answers,
            self._answers_natively,
            self._acts,
            self._acts,
            *[self._rearranges] * 4,
            self._time_passes,
            self._issues_a_digest,
        ]

    def run(self) -> None:
        """Let things happen, and show each in Slack."""
        self.bank.lay_over(RULES)
        for channel in PRIVATE:
            let_read(self.bank, ["U0AMIRA"], slack_channel=channel)
        self.bank.take_in(self.root)
        for _ in range(STEPS):
            with contextlib.suppress(DeskError):  # what may not be done is refused; that is fine
                self.dice.choice(self.moves)()
            if self.dice.random() < 0.7:
                self._show()
        self._show()

    def _secret(self) -> str:
        self.serial += 1
        return f"{SECRET} {self.serial}"

    def _writes_in_public(self) -> None:
        who = self.dice.choice(PEOPLE)
        same = self.dice.random() < 0.6
        more = {"conversation": self.root.conversation} if same else {}
        self._told(self.bank.post(f"Still broken {len(self.words)}", author=who, **more))

    def _writes_in_private(self) -> None:
        self._told(private(self.bank, self._secret(), author=self.dice.choice(PEOPLE)))

    def _told(self, word: Inbound) -> None:
        self.words.append(word)
        take(self.bank, word)

    def _changes(self) -> None:
        word = self.dice.choice(self.words)
        text = self._secret() if word.surface == Surface.PRIVATE else "Working again"
        take(self.bank, edited(word, text, self.bank))

    def _takes_down(self) -> None:
        take(self.bank, removed(self.dice.choice(self.words)))

    def _answers(self) -> None:
        surface = self.dice.choice(list(Surface))
        text = self._secret() if surface == Surface.PRIVATE else "We are on it. ^AH"
        purpose = self.dice.choice(list(PURPOSE_MEANING))
        key = f"form-{self.bank.now.isoformat()}-{self.dice.random()}"
        delivery = answer(self.bank, self._case(), text, surface=surface, key=key, purpose=purpose)
        if self.dice.random() < 0.8:
            self._show()
            reference = f"ours-{delivery.id}"
            self.bank.end(delivery, Receipt(reference=reference, at=self.bank.now))

    def _answers_natively(self) -> None:
        who = self.dice.choice(PEOPLE)
        ours = private(self.bank, self._secret(), author=who, is_ours=True)
        take(self.bank, ours)

    def _acts(self) -> None:
        case_id, by = self._case(), Actor.staff("U0AMIRA")
        remark = self._remark(case_id)
        with self.bank.desk() as desk:
            match self.dice.randrange(5):
                case 0:
                    claims.claim(desk, case_id=case_id, by=by, slack_user_id=by.id)
                case 1:
                    claims.release(desk, case_id=case_id, by=by)
                case 2:
                    outcome = self.dice.choice(list(Outcome))
                    closures.resolve(desk, case_id=case_id, outcome=outcome, remark=remark, by=by)
                case 3:
                    closures.reopen(desk, case_id=case_id, by=by)
                case _:
                    until = desk.now.replace(hour=23)
                    snoozes.snooze(desk, case_id=case_id, until=until, reason=remark, by=by)

    def _rearranges(self) -> None:
        one, other, by = self._case(), self._case(), Actor.staff("U0AMIRA")
        with self.bank.desk() as desk:
            match self.dice.randrange(5):
                case 0:
                    merging.merge(desk, case_id=one, into=other, by=by)
                case 1:
                    merging.unmerge(desk, case_id=one, by=by)
                case 2:
                    linking.link(desk, case_id=one, other=other, note=self._remark(one), by=by)
                case 3:
                    team = self.dice.choice(["desk", "harbour"])
                    handoffs.to_team(desk, case_id=one, team=team, note=self._remark(one), by=by)
                case _:
                    words = select(Message).where(Message.direction == Direction.INBOUND)
                    word = self.dice.choice(desk.session.exec(words).all())
                    splitting.split(desk, case_id=word.case_id, message_ids=[word.pk], by=by)

    def _time_passes(self) -> None:
        self.bank.later(hours=self.dice.choice([1, 7, 30]))
        with self.bank.desk() as desk:
            escalations.fire(desk)
            snoozes.wake_due(desk)

    def _issues_a_digest(self) -> None:
        with self.bank.desk() as desk:
            by = Actor.staff("U0LENA")
            issuing.issue_now(desk, digest="daily", by=by, slack_user_id="U0LENA")

    def _case(self) -> int:
        with self.bank.database.reading() as session:
            return self.dice.choice([n or 0 for n in session.exec(select(Case.id))])

    def _remark(self, case_id: int) -> str:
        """What staff type may repeat what they have read in private."""
        return self._secret() if self._has_private(case_id) else "Done"

    def _has_private(self, case_id: int) -> bool:
        with self.bank.database.reading() as session:
            query = select(CaseThread).where(
                CaseThread.case_id == case_id, CaseThread.surface == Surface.PRIVATE
            )
            return session.exec(query).first() is not None

    # What Slack is shown

    def _show(self) -> None:
        went = True
        while went:  # what waits for a headline goes in the next round
            went = False
            for delivery in self._waiting():
                ending = self._drawn(delivery)
                if ending is not None:
                    self.bank.end(delivery, ending)
                    went = True

    def _waiting(self) -> list[Delivery]:
        query = select(Delivery).where(
            Delivery.state == DeliveryState.READY,
            col(Delivery.kind).startswith("slack."),
            Delivery.kind != "slack.chart",
        )
        with self.bank.database.reading() as session:
            return list(session.exec(query.order_by(col(Delivery.id))))

    def _drawn(self, delivery: Delivery) -> Ending | None:
        parcel = Parcel(
            id=delivery.pk,
            dedupe_key=delivery.dedupe_key,
            kind=delivery.kind,
            payload=delivery.payload,
            case_id=delivery.case_id,
            attempt=1,
            intent_at=delivery.created_at,
        )
        names = Names.of(
            {"x": self.bank.channel}, {}, workspace_url="https://northbank.slack.example/"
        )
        with self.bank.database.reading() as session:
            try:
                keep_private(session=session, parcel=parcel, trusted_for=timedelta(hours=1))
                outgoing = draw(session=session, parcel=parcel, names=names)
            except Stopped as stopped:
                self.stopped.append(str(stopped.outcome))
                return None
        places = {
            outgoing.place.slack_channel: json.dumps(outgoing.drawn.blocks) + outgoing.drawn.text
        }
        for each in outgoing.corrections:
            said = json.dumps(each.drawn.blocks) + each.drawn.text
            places[each.slack_channel] = places.get(each.slack_channel, "") + said
        for place, said in places.items():
            self.drawn.add((delivery.kind, place in PRIVATE))
            if place in PRIVATE:
                self.shown_in_private += SECRET in said
            else:
                assert SECRET.lower() not in said.lower(), (delivery.kind, delivery.payload, said)
        return Receipt(reference=outgoing.replaces or f"1.{delivery.id}")


@pytest.mark.postgresql_in_proof
@pytest.mark.parametrize("seed", range(5))
def test_no_private_word_is_drawn_for_a_place_that_is_not_private(bank: Bank, seed: int) -> None:
    history = History(bank, seed)
    history.run()
    assert history.shown_in_private > 0
    assert not [why for why in history.stopped if "private_words" in why]
    assert ("slack.headline", True) in history.drawn
    assert ("slack.headline", False) in history.drawn
    _shows_a_stranger_nothing(history)
    _says_nothing_in_the_trail(history)


def _shows_a_stranger_nothing(history: History) -> None:
    """Neither Home nor a case drawn in the open holds a private word."""
    names = Names()
    with history.bank.database.reading() as session:
        now = history.bank.now
        lists = Lists(session=session, slack_user_id="U0TOM", names=names, now=now)
        for which in Which:
            assert SECRET.lower() not in str(lists.cases(which, limit=ROWS_MOST)).lower()
        for number in session.exec(select(col(Case.id))):
            shown = case_shown(session=session, case_id=number or 0, names=names)
            assert SECRET.lower() not in str(shown).lower()


def _says_nothing_in_the_trail(history: History) -> None:
    with history.bank.database.reading() as session:
        trail = [str(entry.details) for entry in session.exec(select(AuditEntry))]
    assert not any(SECRET.lower() in details.lower() for details in trail)
