"""What Slack would show, drawn as the relay draws it, and which messages do not stand in it exactly once."""

import json
from collections import defaultdict

from sqlmodel import select

from bot.domain.records.cases.case import CaseThread
from bot.domain.records.messages.message import Direction, Message
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Parcel, Receipt
from bot.slack.api.names import Names
from bot.slack.api.outcomes import Stopped
from bot.slack.sending.drawing import draw
from bot.storage.cases.case_threads import threads_of
from tests.desk.conftest import Bank


class Shown:
    """What stands in Slack, by the id of the message there."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.names = Names.of({"x": bank.channel}, {}, workspace_url="https://nb.slack.example/")
        self.headlines: dict[int, str] = {}
        self.below: dict[int, dict[str, str]] = defaultdict(dict)

    def send(self, *, most: int = 10_000) -> None:
        """Let that many deliveries leave, as long as any can."""
        went = True
        while went and most > 0:
            went = False
            for delivery in self.bank.deliveries():
                sendable = delivery.state is DeliveryState.READY and delivery.kind != "reply"
                if most > 0 and sendable and self._send(delivery):
                    went, most = True, most - 1

    def _send(self, delivery: Delivery) -> bool:
        with self.bank.database.reading() as session:
            try:
                outgoing = draw(session=session, parcel=_parcel(delivery), names=self.names)
            except Stopped:
                return False
            thread = session.get(CaseThread, delivery.payload.get("thread_id") or 0)
        words = json.dumps(outgoing.drawn.blocks)
        reference = outgoing.replaces or f"1.{delivery.id}"
        if delivery.kind in {"slack.headline", "slack.redraw"} and thread is not None:
            self.headlines[thread.pk] = words
        if delivery.kind == "slack.said":
            self.below[thread.pk if thread else 0][reference] = words
        elif delivery.kind == "slack.redraw" and thread is None:
            for told in self.below.values():
                if reference in told:
                    told[reference] = words
        self.bank.end(delivery, Receipt(reference=reference, at=self.bank.now))
        return True

    def times(self, thread: CaseThread, word: str) -> int:
        """How often the thread shows a message, but for "changed what they wrote". The headline is where its
        own message stands; of the others it quotes the latest, which stands below all the same."""
        below = [each for each in self.below[thread.pk].values() if word in each]
        told = [each for each in below if "changed what they wrote" not in each]
        is_home = self._is_headlines_own(thread, word) if below else True
        return len(told) + (is_home and word in self.headlines.get(thread.pk, ""))

    def _is_headlines_own(self, thread: CaseThread, word: str) -> bool:
        with self.bank.database.reading() as session:
            quotes = session.get_one(CaseThread, thread.pk).headline_message_id
            message = session.get(Message, quotes or 0)
        return message is not None and word in message.text


def _parcel(delivery: Delivery) -> Parcel:
    return Parcel(
        id=delivery.pk,
        dedupe_key=delivery.dedupe_key,
        kind=delivery.kind,
        payload=delivery.payload,
        case_id=delivery.case_id,
        attempt=1,
        intent_at=delivery.created_at,
    )


def not_once(bank: Bank, shown: Shown) -> list[str]:
    """Every message that does not stand exactly once where its case goes on, or twice elsewhere; each text is
    like no other up to its first full stop."""
    wrong: list[str] = []
    with bank.database.reading() as session:
        messages = session.exec(select(Message).where(Message.direction == Direction.INBOUND)).all()
        for message in messages:
            word = message.text.split(".")[0]
            threads = threads_of(session=session, case_id=message.case_id)
            current = threads.current(message.surface)
            for thread in session.exec(select(CaseThread)):
                times = shown.times(thread, word)
                here = current is not None and thread.id == current.id
                if times != 1 if here else times > 1:
                    wrong.append(f"{word}: {times} in {thread.id} of case {thread.case_id}, {here}")
    return wrong
