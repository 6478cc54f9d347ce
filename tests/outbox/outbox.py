"""An outbox in a test: a scripted carrier, short words to fill lanes, and a look at the rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Session, select

from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState, Lane
from bot.outbox.enqueue import enqueue
from bot.outbox.lanes import LaneSpec
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt
from bot.outbox.patience import Patience
from bot.outbox.payload import Payload
from bot.outbox.relay import Relay
from bot.storage.engine import Database

SLACK = LaneSpec(key="slack:post:C1", pool="slack", interval_s=1.0)
PUBLIC = LaneSpec(key="x:post:1", pool="public")


@dataclass(frozen=True, kw_only=True)
class Words(Payload):
    """A few words for Slack."""

    kind: ClassVar[str] = "slack.post"
    text: str = ""


class Answer(Words):
    """Words for a public platform."""

    kind = "reply"


class Redraw(Words):
    """Words that may be posted twice."""

    kind = "slack.redraw"


class ScriptedCarrier:
    """Answers each call with what the test laid out for it, else with a receipt of its own."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome | Exception | Callable[[], Outcome]] = []
        self.finds: list[list[Receipt] | CannotLook] = []
        self.sent: list[Parcel] = []
        self.looked: list[Parcel] = []

    def send(self, parcel: Parcel) -> Outcome:
        """Record the parcel and do what the script says."""
        self.sent.append(parcel)
        outcome = self.outcomes.pop(0) if self.outcomes else Receipt(f"ref-{len(self.sent)}")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome() if callable(outcome) else outcome

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Find what the script says, or nothing."""
        self.looked.append(parcel)
        found = self.finds.pop(0) if self.finds else []
        if isinstance(found, CannotLook):
            raise found
        return found

    @property
    def names(self) -> list[str]:
        """The deliveries in the order they were sent."""
        return [parcel.dedupe_key for parcel in self.sent]


class Outbox:
    """A database, a relay without threads, and what it told the desk."""

    def __init__(self, database: Database, patience: Patience | None = None) -> None:
        self.database = database
        self.patience = patience or Patience()
        self.carrier = ScriptedCarrier()
        self.ids: dict[str, int] = {}
        self.told: list[tuple[str, DeliveryState, Outcome]] = []
        self.told_by: Callable[[Session, Delivery, Outcome], None] = lambda *_: None
        carriers = {Words.kind: self.carrier, Answer.kind: self.carrier}
        self.relay = Relay(database, carriers, self._on_settled, patience=self.patience)

    def _on_settled(self, session: Session, delivery: Delivery, outcome: Outcome) -> None:
        self.told_by(session, delivery, outcome)
        self.told.append((delivery.dedupe_key, delivery.state, outcome))

    def put(
        self,
        name: str,
        lane: LaneSpec = SLACK,
        thread: str | None = None,
        priority: int = 5,
        carries: type[Words] | None = None,
        **more: Any,
    ) -> int | None:
        """Enqueue one delivery in a transaction of its own; its id, or None if it was known."""
        carries = carries or (Words if lane.pool == "slack" else Answer)
        with self.database.transaction() as session:
            made = enqueue(
                session=session,
                lane=lane,
                ordering_key=thread or f"thread-of-{name}",
                priority=priority,
                payload=carries(text=name),
                dedupe_key=name,
                actor=Actor.system(),
                **more,
            )
            if made is not None and made.id is not None:
                self.ids[name] = made.id
            return made.id if made else None

    def send_all(self, pool: str = "slack") -> list[str]:
        """Send whatever is ready now, as long as there is anything; what was sent, in order."""
        before = len(self.carrier.sent)
        while self.relay.run_once(pool):
            pass
        return self.carrier.names[before:]

    def row(self, name: str) -> Delivery:
        """The delivery as it is stored."""
        with self.database.reading() as session:
            return session.exec(select(Delivery).where(Delivery.dedupe_key == name)).one()

    def state(self, name: str) -> DeliveryState:
        """The state of the delivery as it is stored."""
        return self.row(name).state

    def lane(self, key: str) -> Lane:
        """The lane as it is stored."""
        with self.database.reading() as session:
            return session.get_one(Lane, key)


def seconds_between(earlier: datetime, later: datetime) -> float:
    """How long it took, in seconds."""
    return (later - earlier).total_seconds()
